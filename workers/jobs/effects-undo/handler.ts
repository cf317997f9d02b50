import { undoingsOf } from '#application/checks/undoing.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { knownBefore } from '#domain/effect/known-contacts.ts';
import { payMonth } from '#domain/pay/pay-piece.ts';
import { daysToTakeBack, takenBackFrom } from '#domain/pay/taken-back.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { sealedAct } from '#prisma/repositories/acts/acts.ts';
import { piecesOfRequest, piecesTakingBack } from '#prisma/repositories/pay/pieces.ts';
import { lockSituation } from '#prisma/repositories/people/locks.ts';
import { contactHistory } from '#prisma/repositories/people/situation.ts';
import { type ActUndone, insertUndoing, undoneBy } from '#prisma/repositories/people/undoing.ts';
import { eventDetail, recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { lockRequest } from '#prisma/repositories/requests/requests.ts';
import type { JobHandler, Step } from '../../steps/job.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import { writePiece } from '../pay-piece/write-piece.ts';
import { notifyOfChange } from '../situation-apply/notify-of-change.ts';
import type { definition } from './definition.ts';

const UNDONE = factKey('undone');

/**
 * Undoes what the act that was withdrawn or repealed changed: a new row of the situation for each of its effects, which names the
 * act that undoes it. All at once or not at all, and once: what cannot be undone by itself stops the step, and says why. The agent is
 * notified of each change, and pay is told what to take back, in the same transaction.
 */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId, elementId } = step;
  const { number, agentId, filedAt } = step.filed;
  const at = context.now();
  await context.database.transaction(async (tx) => {
    await lockRequest(tx, requestId);
    const undone = await undoneBy(tx, requestId);
    if (undone === null) throw new StepFailure({ cause: 'undoing-ungrounded', params: {} });
    // A worker that died once it had: what stands now is what it wrote.
    if ((await eventDetail(tx, { requestId, kind: 'undone', factKey: UNDONE })) !== undefined) return;
    await lockSituation(tx, agentId);
    const undoings = await undoingsOf(tx, undone.requestId, undone);
    if ('fault' in undoings)
      throw new StepFailure({ cause: 'undoing-blocked', params: { effect: undoings.theme, lacks: undoings.fault } });
    const themes = undoings.map(({ theme }) => theme);
    await takeBackPay(tx, { step, undone, themes, at });
    if (themes.length === 0) return;
    await recordRequestEvent(tx, { requestId, kind: 'undone', factKey: UNDONE, at, elementId });
    const known = knownBefore(await contactHistory(tx, agentId), filedAt);
    for (const { theme, ...undoing } of undoings) {
      await insertUndoing(tx, { ...undoing, requestId, actId: undone.actId, at });
      await notifyOfChange(tx, context, { id: requestId, number, agentId, theme, known, at });
    }
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId: null,
      verb: 'situation.undo',
      subject: `request:${requestId}`,
      payload: { nature: undone.nature, since: undone.since, ofRequest: undone.requestId, actId: undone.actId, themes },
    });
  });
};

/**
 * Writes what pay takes back of each piece of the act that is undone, as that one said it, to be checked and sent as any: the days that
 * no other act made it take back.
 */
async function takeBackPay(
  tx: Tx,
  { step, undone, themes, at }: { step: Step<typeof definition>; undone: ActUndone; themes: string[]; at: Date },
): Promise<void> {
  const { requestId, elementId, headers } = step;
  const { agentId, structureId } = step.filed;
  const act = await sealedAct(tx, requestId);
  for (const piece of await piecesOfRequest(tx, undone.requestId)) {
    const since = takenBackFrom(piece, undone, themes);
    if (since === null) continue;
    const { id: takesBackId, movement, facts } = piece;
    for (const { from, until } of daysToTakeBack(piece, since, await piecesTakingBack(tx, piece.id))) {
      const month = payMonth(from, parisDay(at), headers.cutoffDay);
      const taken = {
        ...{ agentId, structureId, month, movement, facts, requestId, takesBackId },
        effectDate: from,
        effectUntil: until,
        ...{ actId: undone.actId, actSha256: act?.sealedSha256 ?? null, createdAt: at },
      };
      await writePiece(tx, taken, elementId);
    }
  }
}
