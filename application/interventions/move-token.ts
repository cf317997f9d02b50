import { DomainError } from '#domain/errors.ts';
import type { OutboxId } from '#domain/outbox/outbox-command.ts';
import { canMoveToken } from '#domain/permissions/operations.ts';
import { appendAudit } from '#prisma/audit.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import type { Deps } from '../dependencies.ts';
import { type Intervention, operatedRequest } from './operated-request.ts';

/** Which token goes where, by places in the whole circuit. */
export interface AskedMove {
  readonly instanceKey: string;
  readonly tokenKey: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Queues the move of a token of a request to another step. Whether it may move is judged when it is
 * done, as in the preview.
 * @throws {DomainError} not-found, request-closed
 */
export const moveToken = (
  { database }: Pick<Deps, 'database'>,
  asked: Intervention & { readonly move: AskedMove; readonly reason: string },
): Promise<OutboxId<'move-token'>> =>
  database.transaction(async (tx) => {
    const { actor, requestId, move, reason, at } = asked;
    const { agentId, closedAt } = await operatedRequest(tx, asked, canMoveToken);
    if (closedAt !== null) throw new DomainError('request-closed');
    const { personId: actorId } = actor;
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId,
      verb: 'token.move-ask',
      subject: `request:${requestId}`,
      payload: { ...move, reason },
    });
    const said = { actorId, reason, askedAt: at.toISOString() };
    return enqueue(tx, { command: 'move-token', payload: { requestId, ...move, ...said } });
  });
