import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { OutboxId } from '#domain/outbox/outbox-command.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canWithdraw, isRequester } from '#domain/permissions/request.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { lockRequest } from '#prisma/repositories/requests/requests.ts';
import { insertWithdrawal } from '#prisma/repositories/requests/withdrawals.ts';
import type { Deps } from '../dependencies.ts';
import { seeRequest } from './seen-request.ts';

/**
 * Asks to withdraw a request; the circuit accepts it if it still waits for a withdrawal.
 * @throws {DomainError} not-found, forbidden, withdrawal-pending, request-closed,
 * withdrawal-too-late
 */
export const withdraw = (
  { database }: Pick<Deps, 'database'>,
  asked: { readonly actor: Actor; readonly requestId: string; readonly reason: string | null; readonly at: Date },
): Promise<OutboxId<'withdraw'>> =>
  database.transaction(async (tx) => {
    const { actor, requestId, reason, at } = asked;
    const { personId } = actor;
    // Checked before the lock, so that nobody locks a request they may not know of; then read again
    // under the lock.
    await seeRequest(tx, actor, requestId, at);
    await lockRequest(tx, requestId);
    const { row, facts } = await seeRequest(tx, actor, requestId, at);
    const day = parisDay(at);
    if (!isRequester(actor, facts, day)) throw new DomainError('forbidden');
    if (facts.withdrawalPending) throw new DomainError('withdrawal-pending');
    if (facts.closed) throw new DomainError('request-closed');
    if (!canWithdraw(actor, facts, day)) throw new DomainError('withdrawal-too-late');
    const withdrawalId = await insertWithdrawal(tx, { requestId, byId: personId, reason, askedAt: at });
    await recordRequestEvent(tx, {
      requestId,
      kind: 'withdrawal-asked',
      factKey: factKey('withdrawal-asked', withdrawalId),
      at,
      actorId: personId,
    });
    await appendAudit(tx, {
      chain: row.agentId,
      at,
      actorId: personId,
      verb: 'withdrawal.ask',
      subject: withdrawalId,
      payload: { requestId },
    });
    return enqueue(tx, { command: 'withdraw', payload: { requestId, withdrawalId } });
  });
