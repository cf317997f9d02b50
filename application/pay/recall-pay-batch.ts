import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canSendPay } from '#domain/permissions/pay.ts';
import { appendAudit } from '#prisma/audit.ts';
import { lockBatch, type PayBatchRow, recallBatch } from '#prisma/repositories/pay/batches.ts';
import type { Deps } from '../dependencies.ts';

/**
 * Recalls a bordereau, with a reason: it is kept, and its pieces have to be sent again.
 * @throws {DomainError} not-found, batch-recalled
 */
export const recallPayBatch = (
  { database }: Pick<Deps, 'database'>,
  asked: { readonly actor: Actor; readonly batchId: string; readonly reason: string; readonly at: Date },
): Promise<PayBatchRow> =>
  database.transaction(async (tx) => {
    const { actor, batchId, reason, at } = asked;
    const byId = actor.personId;
    const batch = await lockBatch(tx, batchId);
    if (!batch || !canSendPay(actor, batch.structurePath, parisDay(at))) throw new DomainError('not-found');
    if (!(await recallBatch(tx, { batchId, byId, reason, at }))) throw new DomainError('batch-recalled');
    await appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at,
      actorId: byId,
      verb: 'pay.recall',
      subject: `pay-batch:${batchId}`,
      payload: { number: batch.number, reason },
    });
    return (await lockBatch(tx, batchId)) ?? batch;
  });
