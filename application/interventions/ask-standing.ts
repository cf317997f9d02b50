import type { OutboxId } from '#domain/outbox/outbox-command.ts';
import { canMoveToken, canSetFact } from '#domain/permissions/operations.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import type { OperatedRow } from '#prisma/repositories/operations/interventions.ts';
import type { Deps } from '../dependencies.ts';
import { type Intervention, operatedRequest } from './operated-request.ts';

/** A question about a request, queued for the workers. */
export interface AskedStanding {
  readonly commandId: OutboxId<'read-standing'>;
  readonly request: OperatedRow;
}

/**
 * Asks where a request is on its engine: the tokens that an operator may move, and the facts of its
 * circuit.
 * @throws {DomainError} not-found
 */
export const askStanding = ({ database }: Pick<Deps, 'database'>, asked: Intervention): Promise<AskedStanding> =>
  database.transaction(async (tx) => {
    const request = await operatedRequest(tx, asked, (...who) => canMoveToken(...who) || canSetFact(...who));
    const { requestId } = asked;
    return { request, commandId: await enqueue(tx, { command: 'read-standing', payload: { requestId } }) };
  });
