import { codesOf } from '#bin/portal/totp.ts';
import { decisionContext } from '#domain/circuit/decision-context.ts';
import { stepOf } from '#domain/circuit/manifest.ts';
import { outcomesOf } from '#domain/decision/decision.ts';
import { DEMONSTRATION_PASSWORD } from '#prisma/seed/accounts.ts';

import { form as formWords } from '#web/client/language/fr/pages/form.ts';
import { kind as kindWords } from '#web/client/language/fr/pages/kind.ts';
import { request as requestWords } from '#web/client/language/fr/pages/request.ts';
import { starting } from '#web/client/language/fr/pages/starting.ts';
import { tasks as taskWords } from '#web/client/language/fr/pages/tasks.ts';
import type { OpenBrowser, Stage } from '../browser/stage.ts';
import type { Visitor } from '../browser/visitor.ts';
import { ask } from '../portal/inside.ts';
import { fillForm } from './answers.ts';
import { type Deciding, decideOnScreen } from './decide-on-screen.ts';
import { fillOnScreen } from './fill-on-screen.ts';
import { lawfulAnswers } from './lawful.ts';
import { handsOf, type Member, requester } from './people.ts';
import { PortalEngine } from './portal-engine.ts';
import { proposedInstead } from './proposed.ts';
import type { Rehearsed } from './rehearsal.ts';
import type { ShippedKind } from './shipped-kind.ts';
import type { Move } from './story.ts';

/** A request as its page names it. */
export interface Filed {
  readonly id: string;
  readonly number: string;
}

/** What a portal must lack for a worker to meet an error that a circuit catches; nobody can bring these about on a screen. */
const FAULTS: Readonly<Record<string, (stage: Stage, agent: Member) => Promise<unknown>>> = {
  ACT_INCOMPLETE: ({ portal }, { email }) =>
    ask(portal, "update posting set grade = '' where person_id = (select id from person where work_email = $1)", [
      email,
    ]),
};

/** How often each was called upon: of those who hold a role, whoever rested longest comes next. */
const turns = new Map<string, number>();

/** One story under way on the screens of a portal: everyone at a browser of their own. */
export class OnScreens {
  readonly #stage: Stage;
  readonly #open: OpenBrowser;
  readonly #kind: ShippedKind;
  readonly #rehearsed: Rehearsed;
  readonly #engine: PortalEngine;
  readonly #visitors = new Map<string, Promise<Visitor>>();
  /** What the form that files it was filled with, by key. */
  typed: Readonly<Record<string, unknown>> = {};
  /** Who decided at each step. */
  readonly #deciders = new Map<string, Member>();

  constructor(stage: Stage, open: OpenBrowser, kind: ShippedKind, rehearsed: Rehearsed) {
    this.#stage = stage;
    this.#open = open;
    this.#kind = kind;
    this.#rehearsed = rehearsed;
    this.#engine = new PortalEngine(stage.portal);
  }

  /** Files the request and makes every move, each once the one before had its effect. */
  async play(): Promise<Filed> {
    const { story, taken } = this.#rehearsed;
    const filed = await this.#file();
    await this.#engine.reaches(filed.id, taken[0] ?? []);
    for (const [rank, move] of story.moves.entries()) {
      const flows = taken[rank + 1] ?? [];
      await this.#make(move, filed, flows);
      await this.#engine.reaches(filed.id, flows);
    }
    return filed;
  }

  /** Someone's browser: each has one. */
  visitor({ email, person }: Member): Promise<Visitor> {
    const opened = this.#visitors.get(email) ?? this.#open(person.firstName).then((visitor) => visitor.comeBack(email));
    this.#visitors.set(email, opened);
    return opened;
  }

  get requester(): Member {
    return requester(this.#rehearsed.story.agent, this.#kind.manifest.startedBy);
  }

  /** From the catalogue, or the list of one's agents, to the acknowledgement. */
  async #file(): Promise<Filed> {
    const { agent, answers } = this.#rehearsed.story;
    const { manifest, form, kind } = this.#kind;
    // Who may be offered a kind hangs on it too.
    const lawful = await lawfulAnswers(this.#stage.portal, this.#kind, this.#rehearsed.story);
    const visitor = await this.visitor(this.requester);
    const { page } = visitor;
    if (manifest.startedBy) {
      await visitor.visit(manifest.startedBy === 'superieur' ? '/acts/team' : '/acts/new');
      await page.getByRole('searchbox').fill(agent.person.number);
      // Until the address says it: what is typed goes there a moment later, whatever was followed meanwhile.
      await page.waitForURL(/[?&]q=/);
      await visitor.link(agent.name).click();
      // The whole of it: the title of a kind may begin another's.
      const title = page.getByText(manifest.title.fr, { exact: true });
      await page.getByRole('listitem').filter({ has: title }).getByRole('button').click();
    } else {
      await visitor.visit(`/catalogue/${kind}`);
      await visitor.button(kindWords.begin).click();
    }
    this.typed = fillForm(form, agent.person, { ...lawful, ...answers }).typed;
    await fillOnScreen(visitor, form, this.typed);
    await visitor.button(manifest.startedBy ? starting.file : formWords.file).click();
    if (manifest.stepUp) await this.#proveIdentity(visitor);
    const shown = page.locator('.h-filed__number');
    await shown.waitFor();
    const address = (await visitor.link(kindWords.follow).getAttribute('href')) ?? '';
    return { id: /requests\/([^?]+)/.exec(address)?.[1] ?? '', number: (await shown.textContent()) ?? '' };
  }

  async #proveIdentity({ page }: Visitor): Promise<void> {
    const { totpSecret } = this.requester;
    const proof = totpSecret === undefined ? DEMONSTRATION_PASSWORD : await this.#codeOf(totpSecret);
    await page.locator('#identity').fill(proof);
    await page.locator('#identity').press('Enter');
  }

  #codeOf(secret: string): Promise<string> {
    return codesOf(this.#stage.portal.url, secret).next();
  }

  async #make(move: Move, filed: Filed, flows: readonly string[]): Promise<void> {
    switch (move.do) {
      case 'decide':
        return this.#decide(move, filed);
      case 'wait':
        return this.#engine.letTimePass(filed.id, flows);
      case 'say':
        return this.#withdraw(filed);
    }
  }

  async #decide({ step, outcome, fault }: Extract<Move, { do: 'decide' }>, filed: Filed): Promise<void> {
    const { agent } = this.#rehearsed.story;
    const { manifest, taskForms } = this.#kind;
    const found = stepOf(manifest, step);
    if (!found?.decision || !found.role) throw new Error(`Nobody decides at « ${step} »`);
    if (fault !== undefined) await bringAbout(fault, this.#stage, agent);
    const holder = this.#holderOf(step);
    const visitor = await this.visitor(holder);
    await openTask(visitor, filed, found.name.fr, holder === agent);
    const offered = outcomesOf(decisionContext(manifest, { elementId: step, decision: found.decision }, false));
    await decideOnScreen(visitor, {
      decision: found.decision,
      outcome: outcome as Deciding['outcome'],
      requires: offered.find((one) => one.outcome === outcome)?.requires ?? [],
      form: taskForms[step],
      proposed:
        outcome === 'proposed'
          ? proposedInstead(this.#kind.form, agent.person, this.typed, found.proposable ?? [])
          : undefined,
      agent,
      starter: manifest.startedBy ? this.requester : null,
      code: () => this.#codeOf(holder.totpSecret ?? ''),
    });
    this.#deciders.set(step, holder);
  }

  /** Whoever rested longest of those who hold a step, and did not decide where two people must. */
  #holderOf(step: string): Member {
    const { manifest } = this.#kind;
    const { role, distinctFrom = [] } = stepOf(manifest, step) ?? { role: null };
    if (role === null) throw new Error(`Nobody holds « ${step} »`);
    const before = distinctFrom.map((id) => this.#deciders.get(id)?.email);
    const free = handsOf(role, this.#rehearsed.story.agent, manifest.startedBy).filter(
      ({ email }) => !before.includes(email),
    );
    const [next] = [...free].sort((a, b) => (turns.get(a.email) ?? 0) - (turns.get(b.email) ?? 0));
    if (next === undefined)
      throw new Error(`Nobody is left for « ${step} »: add one of « ${role} » to prisma/seed/ministry.ts`);
    turns.set(next.email, (turns.get(next.email) ?? 0) + 1);
    return next;
  }

  async #withdraw({ id }: Filed): Promise<void> {
    const visitor = await this.visitor(this.requester);
    await visitor.visit(`/requests/${id}`);
    await visitor.button(new RegExp(`^(${requestWords.withdraw}|${requestWords.stop})$`)).click();
    await visitor.page
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(`^(${requestWords.withdrawConfirm}|${requestWords.stopConfirm})$`) })
      .click();
  }
}

/** Opens a task from the list of what waits; an agent does from the page of their request. */
async function openTask(visitor: Visitor, { id, number }: Filed, step: string, isOwn: boolean): Promise<void> {
  if (isOwn) {
    await visitor.visit(`/requests/${id}`);
    await visitor.page.getByRole('link', { name: requestWords.openTask, exact: true }).click();
  } else {
    await visitor.visit('/tasks');
    await visitor.page
      .getByRole('row')
      .filter({ hasText: number })
      .getByRole('link', { name: step, exact: true })
      .click();
  }
  await visitor.heading(step).waitFor();
  await visitor.settled();
  const take = visitor.button(new RegExp(`^${taskWords.take} `));
  if ((await take.count()) === 0) return;
  await take.click();
  await visitor.button(new RegExp(`^${taskWords.giveBack} `)).waitFor();
}

async function bringAbout(fault: string, stage: Stage, agent: Member): Promise<void> {
  const bring = FAULTS[fault];
  if (bring === undefined)
    throw new Error(
      `Nothing brings « ${fault} » about: say in testing/every-kind/on-screens.ts what a portal lacks then`,
    );
  await bring(stage, agent);
}
