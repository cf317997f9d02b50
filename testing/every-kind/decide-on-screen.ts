import type { FormSchema } from '#application/forms/schema.ts';
import type { DecisionKind, Requirement } from '#domain/decision/decision.ts';
import { starting } from '#web/client/language/fr/pages/starting.ts';
import { tasks } from '#web/client/language/fr/pages/tasks.ts';
import { today, typed as typedDay } from '../browser/days.ts';
import { pdfShownIn } from '../browser/gestures.ts';
import type { Visitor } from '../browser/visitor.ts';
import { fillForm } from './answers.ts';
import { fillOnScreen } from './fill-on-screen.ts';
import type { Member } from './people.ts';
import type { Proposed } from './proposed.ts';

/** What someone says in reasons and answers; the agent reads it once the act is signed, or the refusal is told. */
export const WORDS = {
  reason: 'Motif donné en parcourant ce circuit.',
  reasonLaw: 'Article premier du règlement de démonstration.',
  reasonFact: 'Circonstances propres à cette demande de démonstration.',
  answer: 'Voici ce qui était demandé.',
};

/** A task that someone has on screen, and what they are to decide there. */
export interface Deciding {
  readonly decision: DecisionKind;
  readonly outcome: keyof typeof tasks.done;
  /** What the portal asks with this outcome. */
  readonly requires: readonly Requirement[];
  /** The step's own form. */
  readonly form: FormSchema | undefined;
  /** What is proposed instead of what was asked, where that is the outcome. */
  readonly proposed: Proposed | undefined;
  readonly agent: Member;
  /** Whoever started the act for the agent; null where the agent filed. */
  readonly starter: Member | null;
  /** A code of the authenticator of whoever decides. */
  readonly code: () => Promise<string>;
}

/** Decides the task that is on screen, by whatever its panel asks, and waits for the confirmation. */
export async function decideOnScreen(visitor: Visitor, deciding: Deciding): Promise<void> {
  const { decision, outcome, starter } = deciding;
  await PANELS[decision](visitor, deciding);
  const done =
    outcome === 'complement' && starter
      ? starting.complementAsked.replace('{{name}}', starter.name)
      : tasks.done[outcome];
  await visitor.page.getByRole('status').filter({ hasText: done }).waitFor();
}

type Panel = (visitor: Visitor, deciding: Deciding) => Promise<void>;

const choose: Panel = async (visitor, deciding) => {
  const { page } = visitor;
  const radio = page.locator(`label[for="outcome-${deciding.outcome}"]`);
  await visitor.button(/./).first().waitFor();
  if ((await radio.count()) > 0) await radio.click();
  if (deciding.proposed) await fillOnScreen(visitor, deciding.proposed.form, deciding.proposed.typed);
  await giveReasons(visitor, deciding);
  await visitor.button(tasks.submit[deciding.outcome]).click();
};

/** A step with a form of its own, or without. */
async function fillThenChoose(visitor: Visitor, deciding: Deciding): Promise<void> {
  if (deciding.form) {
    const { typed } = fillForm(deciding.form, deciding.agent.person);
    await fillOnScreen(visitor, deciding.form, typed, await knownPhone(visitor));
  }
  await choose(visitor, deciding);
}

const PANELS: { readonly [Kind in DecisionKind]: Panel } = {
  opinion: choose,
  visa: choose,
  check: fillThenChoose,
  answer: fillThenChoose,
  signature: async (visitor, deciding) => {
    const { outcome } = deciding;
    if (outcome === 'signed') return sign(visitor, deciding);
    await visitor.button(outcome === 'refused' ? tasks.refuse : tasks.reconsider).click();
    await giveReasons(visitor, deciding);
    await visitor.button(tasks.submit[outcome]).last().click();
  },
  complement: async (visitor) => {
    await visitor.page.getByText(WORDS.reason).first().waitFor();
    await visitor.page.getByLabel(tasks.answer).fill(WORDS.answer);
    await visitor.button(tasks.submit.completed).click();
  },
  correction: async (visitor, { agent }) => {
    const { page } = visitor;
    const grade = page.locator('#mend-grade');
    await page.getByRole('heading', { name: tasks.correction.missing }).waitFor();
    await grade.fill(agent.person.grade);
    await page.locator('#mend-reason').fill(WORDS.reason);
    await visitor.button(tasks.correction.save).click();
    await page.getByText(tasks.correction.nothing).waitFor();
    await visitor.button(tasks.submit.corrected).click();
  },
};

async function giveReasons({ page }: Visitor, { requires }: Deciding): Promise<void> {
  for (const requirement of requires) {
    if (requirement === 'stepUp') continue;
    const text = requirement === 'interviewOn' ? typedDay(today()) : WORDS[requirement];
    await page.locator(`#${requirement}`).fill(text);
  }
}

/** Reads the act, then signs it with a code. */
async function sign(visitor: Visitor, { code }: Deciding): Promise<void> {
  await visitor.button(new RegExp(`^(${tasks.previewAct}|${tasks.previewRefusal})$`)).click();
  const dialog = visitor.page.getByRole('dialog', { name: tasks.previewTitle });
  await pdfShownIn(dialog.locator('iframe'));
  await dialog.getByRole('button', { name: tasks.sign }).click();
  const field = dialog.getByLabel(tasks.code);
  await field.fill(await code());
  await field.press('Enter');
}

/** A telephone that the page says was known before the request. */
async function knownPhone({ page }: Visitor): Promise<string | undefined> {
  const shown = page.locator('.h-contacts dd').filter({ hasText: /^0\d/ });
  if ((await shown.count()) === 0) return undefined;
  return (await shown.first().textContent())?.replace(/\(.*/, '').trim();
}
