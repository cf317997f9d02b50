import { expect } from '@jest/globals';
import { eventually } from '#bin/portal/story.ts';
import { whereabouts } from '#web/client/language/fr/common.ts';
import { axe } from '../browser/axe.ts';
import { pdfShownIn } from '../browser/gestures.ts';
import type { Stage } from '../browser/stage.ts';
import type { Visitor } from '../browser/visitor.ts';
import { WORDS } from './decide-on-screen.ts';
import type { Filed, OnScreens } from './on-screens.ts';
import type { Rehearsed } from './rehearsal.ts';
import type { ShippedKind } from './shipped-kind.ts';

type State = keyof typeof whereabouts.states;

/**
 * Looks at how a story ended, where those whom it is about do: on their screens, and in their mail. Answers the act that was
 * sealed; null where none was.
 */
export async function seeItsEnd(
  stage: Stage,
  screens: OnScreens,
  kind: ShippedKind,
  rehearsed: Rehearsed,
  filed: Filed,
): Promise<Uint8Array | null> {
  const did = (type: string) => rehearsed.done.filter((done) => done.type === type);
  const state = did('request-close').at(-1)?.headers.outcome as State | undefined;
  if (state === undefined) throw new Error(`${kind.kind}: the circuit ends without « request-close »`);
  const isSealed = did('act-seal').length > 0;
  const { agent } = rehearsed.story;
  const requester = await screens.visitor(screens.requester);
  await seeRequest(requester, filed, state);
  if (state === 'refused') await seeReasons(requester, filed);
  const act = isSealed ? await seeAct(await screens.visitor(agent), filed) : null;
  if (!isSealed && screens.requester !== agent && !asksAgent(kind))
    await seeNothing(await screens.visitor(agent), filed);
  const messages = did('notify').flatMap(({ headers: { message } }) => (message === undefined ? [] : [message]));
  await seeMails(stage, kind, messages, filed);
  return act;
}

/** Whether its circuit puts it to the agent, who reads it from then on. */
const asksAgent = ({ manifest }: ShippedKind): boolean => manifest.steps.some(({ decision }) => decision === 'answer');

/** Where the request is, and by which way it came there: in a new document, which what is read afterwards is arrived at in. */
async function seeRequest(visitor: Visitor, { id, number }: Filed, state: State): Promise<void> {
  const { page } = visitor;
  await visitor.visit(`/requests/${id}?tab=progress`);
  await page.locator('.h-page__top').getByText(whereabouts.states[state], { exact: true }).waitFor();
  await page.locator('.h-page__top').getByText(number).waitFor();
  await page.locator('.h-holders').getByText(whereabouts.states[state]).waitFor();
  await visitor.settled();
  expect(await page.locator('.h-steps [aria-current="step"]').count()).toBe(0);
  expect(await axe(visitor)).toEqual([]);
}

/** Why it was refused, or not confirmed. */
async function seeReasons(visitor: Visitor, { id }: Filed): Promise<void> {
  await visitor.arrive(`/requests/${id}?tab=decisions`);
  await visitor.page.getByText(WORDS.reasonFact).or(visitor.page.getByText(WORDS.reason)).first().waitFor();
  expect(await axe(visitor)).toEqual([]);
}

/** The act, in the request and in the agent's file under the same number. */
async function seeAct(agent: Visitor, { id }: Filed): Promise<Uint8Array> {
  const { page } = agent;
  await agent.arrive(`/requests/${id}?tab=acts`);
  const read = await pdfShownIn(page.locator('iframe'));
  const shown = await (await page.request.get(read)).body();
  const place = /pièce n° (\d+)/.exec((await page.locator('.h-act__top').textContent()) ?? '')?.[1] ?? '';
  expect(await axe(agent)).toEqual([]);
  await agent.arrive('/dossier');
  await agent.button(new RegExp(`N° ${place}(?!\\d)`)).click();
  const kept = await (await page.request.get(await pdfShownIn(page.locator('iframe')))).body();
  expect(kept.equals(shown)).toBe(true);
  return shown;
}

/** An act that was started for an agent and not signed is none of theirs. */
async function seeNothing(agent: Visitor, { number }: Filed): Promise<void> {
  await agent.visit('/requests');
  expect(await agent.page.getByText(number).count()).toBe(0);
}

/** Each message of the circuit reached somebody. */
async function seeMails(stage: Stage, kind: ShippedKind, messages: readonly string[], { number }: Filed) {
  for (const message of new Set(messages)) {
    const subject = kind.manifest.texts.mails[message]?.subject.fr.replace('{number}', number);
    await eventually(`the mail « ${subject} »`, async () =>
      (await stage.mails.about(number)).find((mail) => mail.subject === subject),
    );
  }
}
