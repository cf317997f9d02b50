import type { OutboxId } from '#domain/outbox/outbox-command.ts';
import { canMoveToken } from '#domain/permissions/operations.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import type { OperatedRow } from '#prisma/repositories/operations/interventions.ts';
import type { Deps } from '../dependencies.ts';
import { type Intervention, operatedRequest } from './operated-request.ts';

/**
 * Asks the workers what moving a token would do.
 * @throws {DomainError} not-found
 */
export const previewMove = (
  { database }: Pick<Deps, 'database'>,
  asked: Intervention & { readonly tokenKey: string; readonly to: string },
): Promise<{ readonly commandId: OutboxId<'preview-move'>; readonly request: OperatedRow }> =>
  database.transaction(async (tx) => {
    const request = await operatedRequest(tx, asked, canMoveToken);
    const { requestId, tokenKey, to } = asked;
    return { request, commandId: await enqueue(tx, { command: 'preview-move', payload: { requestId, tokenKey, to } }) };
  });
