import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canCheckPay, canSeePay } from '#domain/permissions/pay.ts';
import { appendAudit } from '#prisma/audit.ts';
import { findPay, lockPay, markChecked, type PayRow, payFacts } from '#prisma/repositories/pay/pieces.ts';
import type { Deps } from '../dependencies.ts';

/**
 * Marks a pay piece as checked, or not checked any more, and returns it.
 * @throws {DomainError} not-found, pay-piece-sent, own-pay, forbidden
 */
export const checkPayPiece = (
  { database }: Pick<Deps, 'database'>,
  asked: { readonly actor: Actor; readonly pieceId: string; readonly checked: boolean; readonly at: Date },
): Promise<PayRow> =>
  database.transaction(async (tx) => {
    const { actor, pieceId, checked, at } = asked;
    const { personId } = actor;
    const day = parisDay(at);
    const piece = await lockPay(tx, pieceId);
    if (!piece || !canSeePay(actor, payFacts(piece), day)) throw new DomainError('not-found');
    if (piece.sentAt !== null) throw new DomainError('pay-piece-sent');
    if (!canCheckPay(actor, payFacts(piece), day))
      throw new DomainError(piece.agentId === personId ? 'own-pay' : 'forbidden');
    if ((piece.checkedAt !== null) === checked) return piece;
    await markChecked(tx, { pieceId, byId: checked ? personId : null, at });
    await appendAudit(tx, {
      chain: piece.agentId,
      at,
      actorId: personId,
      verb: checked ? 'pay.check' : 'pay.uncheck',
      subject: `pay-piece:${pieceId}`,
    });
    return (await findPay(tx, pieceId)) ?? piece;
  });
