import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canSendPay } from '#domain/permissions/pay.ts';
import { appendAudit } from '#prisma/audit.ts';
import {
  insertBatch,
  lockBatch,
  lockPayMonth,
  type PayBatchRow,
  piecesReady,
  structurePathOf,
} from '#prisma/repositories/pay/batches.ts';
import type { Deps } from '../dependencies.ts';

/**
 * Sends the checked pieces of a month, of a structure and everything below it, to the comptable as
 * one bordereau.
 * @throws {DomainError} not-found, nothing-to-send
 */
export const sendPayBatch = (
  { database }: Pick<Deps, 'database'>,
  asked: { readonly actor: Actor; readonly month: string; readonly structureId: string; readonly at: Date },
): Promise<PayBatchRow> =>
  database.transaction(async (tx) => {
    const { actor, month, structureId, at } = asked;
    const senderId = actor.personId;
    const path = await structurePathOf(tx, structureId);
    if (path === null || !canSendPay(actor, path, parisDay(at))) throw new DomainError('not-found');
    // Sent twice (a double click), the second finds nothing left.
    await lockPayMonth(tx, month);
    const pieces = await piecesReady(tx, { month, structureId, senderId });
    if (pieces.length === 0) throw new DomainError('nothing-to-send');
    const pieceIds = pieces.map(({ id }) => id);
    const { id, number } = await insertBatch(tx, { month, structureId, pieceIds, byId: senderId, at });
    await appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at,
      actorId: senderId,
      verb: 'pay.send',
      subject: `pay-batch:${id}`,
      payload: { number, month, structureId, pieceIds },
    });
    const sent = await lockBatch(tx, id);
    if (sent === null) throw new DomainError('not-found');
    return sent;
  });
