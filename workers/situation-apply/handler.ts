import { rulesBrokenSince } from '../../application/checks/rules.ts';
import { type AppliedEffect, differsFromAct } from '../../domain/effect/act-effects.ts';
import type { Effect } from '../../domain/effect/effect.ts';
import { type EffectFacts, type Grounds, judgeEffect } from '../../domain/effect/guarantee.ts';
import { type KnownContact, knownBefore } from '../../domain/effect/known-contacts.ts';
import type { RuleFault } from '../../domain/effect/rules.ts';
import { CHANGED_MESSAGE } from '../../domain/operations/notice.ts';
import { factKey } from '../../domain/request/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import type { Tx } from '../../prisma/client.ts';
import { effectsSaid } from '../../prisma/repositories/acts/acts.ts';
import { notify } from '../../prisma/repositories/notifications.ts';
import { effectFacts } from '../../prisma/repositories/people/effect-facts.ts';
import { addressesIn, contactHistory, isApplied, recordChange } from '../../prisma/repositories/people/situation.ts';
import { recordRequestEvent } from '../../prisma/repositories/requests/progress.ts';
import { lockRequest } from '../../prisma/repositories/requests/requests.ts';
import { withdrawalStands } from '../../prisma/repositories/withdrawals.ts';
import type { WorkerContext } from '../context.ts';
import type { JobHandler, Step } from '../job.ts';
import { StepFailure } from '../step-failure.ts';
import type { definition } from './definition.ts';
import { APPLY } from './effects/effects.ts';

/** How long a withdrawal, or a confirmation, that is on its way may hold the effect back before it is asked again. */
const HELD_BACK_MS = 2_000;

/**
 * Applies what was granted, once for a request and an effect, if its guarantee stands and no rule of the trade is broken:
 * the drawing decides when, never whether; and the sealed act says what. The row of the request is held: a withdrawal asked
 * before holds the effect back until the circuit answers it, and none can be asked after. The agent is notified in the same transaction, on the contacts known before.
 */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId } = step;
  const { number, agentId, filedAt } = step.filed;
  const { what } = step.headers;
  const at = context.now();
  await context.database.transaction(async (tx) => {
    const { data, stopUntil } = await lockRequest(tx, requestId);
    if (await isApplied(tx, requestId, what)) return;
    if (await withdrawalStands(tx, requestId)) throw heldBack('withdrawal-underway', step);
    const known = knownBefore(await contactHistory(tx, agentId), filedAt);
    const grounds = groundsOf(what, await effectFacts(tx, requestId, known), { at, step });
    const [broken] = await rulesBrokenSince(tx, [what], requestId);
    if (broken !== undefined) throw unlawful(what, broken);
    const granted = { id: requestId, agentId, data, stopUntil };
    const { before, after, facts } = await APPLY[what](tx, granted, { secrets: context.secrets, at });
    if (grounds.actId !== null) await mustBeSaid(tx, grounds.actId, { effect: what, facts: after });
    const changeId = await recordChange(tx, { requestId, personId: agentId, what, before, after, grounds, at });
    await recordRequestEvent(tx, {
      requestId,
      kind: 'applied',
      factKey: factKey('applied', what),
      at,
      elementId: step.elementId,
    });
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId: null,
      verb: 'situation.apply',
      subject: `request:${requestId}`,
      payload: { what, changeId, fields: Object.keys(after).sort(), ...facts, ...grounds },
    });
    await notifyOfChange(tx, context, { id: requestId, number, agentId, what, known, at });
  });
};

type ApplyStep = Step<typeof definition>;

const heldBack = (cause: 'withdrawal-underway' | 'decision-underway', { retries }: ApplyStep): StepFailure =>
  new StepFailure({ cause, params: {} }, { again: { retries, afterMs: HELD_BACK_MS } });

/** The rule that is broken, as incidents say it: nothing of the agent's situation. */
const unlawful = (effect: Effect, { field, code: rule }: RuleFault): StepFailure =>
  new StepFailure({ cause: 'effect-unlawful', params: { effect, field, rule } });

/**
 * What a sealed act grounds is what its page says. An act that was signed before pages said their effects goes on as before.
 * @throws {StepFailure} act-differs
 */
async function mustBeSaid(tx: Tx, actId: string, applied: AppliedEffect): Promise<void> {
  const said = await effectsSaid(tx, actId);
  const differs = said === null ? null : differsFromAct(said, applied);
  if (differs !== null) throw new StepFailure({ cause: 'act-differs', params: { effect: applied.effect, differs } });
}

/**
 * What the effect stands on.
 * @throws {StepFailure} guarantee-missing; decision-underway, while a decision that would do is about to be confirmed
 */
function groundsOf(what: Effect, facts: EffectFacts, { at, step }: { at: Date; step: ApplyStep }): Grounds {
  const judged = judgeEffect(what, facts, at);
  if ('grounds' in judged) return judged.grounds;
  const decisions = facts.decisions.map((decision) => ({ ...decision, confirmed: true }));
  if ('grounds' in judgeEffect(what, { ...facts, decisions }, at)) throw heldBack('decision-underway', step);
  const { guarantee, lacks } = judged;
  throw new StepFailure({ cause: 'guarantee-missing', params: { effect: what, guarantee, lacks } });
}

interface NotifiedChange {
  readonly id: string;
  readonly number: string;
  readonly agentId: string;
  readonly what: Effect;
  readonly known: readonly KnownContact[];
  readonly at: Date;
}

/** The portal’s own word to the agent, which no drawing can leave out. */
async function notifyOfChange(
  tx: Tx,
  { baseUrl }: WorkerContext,
  { id, number, agentId, what, known, at }: NotifiedChange,
): Promise<void> {
  await notify(tx, {
    requestId: id,
    message: CHANGED_MESSAGE,
    occasion: `applied:${what}`,
    detail: { number, changedOn: at.toISOString() },
    recipients: [agentId],
    addresses: addressesIn(known).map((address) => ({ recipientId: agentId, address })),
    mailDomain: new URL(baseUrl).hostname,
  });
}
