import { DomainError } from '#domain/errors.ts';
import type { OutboxCommand, OutboxId } from '#domain/outbox/outbox-command.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canPreview } from '#domain/permissions/task.ts';
import { enqueue, findPending } from '#prisma/repositories/messages/outbox.ts';
import type { Deps } from '../dependencies.ts';
import { holdTask } from './held-task.ts';

/**
 * Orders the act as this person would sign it now: a worker typesets it, and these exact bytes will
 * be sealed. Called again while it is under way, it returns the same order, so that insisting does
 * not lengthen the queue.
 * @throws {DomainError} not-found, task-ended, forbidden, task-assigned-to-another
 */
export async function orderPreview(
  { database }: Pick<Deps, 'database'>,
  { actor, taskKey, at }: { readonly actor: Actor; readonly taskKey: string; readonly at: Date },
): Promise<OutboxId<'render-preview'>> {
  const { facts } = await holdTask(database.prisma, actor, taskKey, at);
  if (!canPreview(actor, facts))
    throw new DomainError(facts.assigneeId === null ? 'forbidden' : 'task-assigned-to-another');
  const order: OutboxCommand<'render-preview'> = {
    command: 'render-preview',
    payload: { taskKey, signerId: actor.personId },
  };
  return (await findPending(database.prisma, order)) ?? database.transaction((tx) => enqueue(tx, order));
}
