import { DomainError } from '#domain/errors.ts';
import type { OutboxId } from '#domain/outbox/outbox-command.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canAssign, canRelease } from '#domain/permissions/task.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import type { Deps } from '../dependencies.ts';
import { holdTask } from './held-task.ts';

/**
 * Takes a task, or gives it back.
 * @returns the command that does it; null: it is so already
 * @throws {DomainError} not-found, task-ended, forbidden, task-assigned-to-another
 */
export async function assignTask(
  { database }: Pick<Deps, 'database'>,
  asked: { readonly actor: Actor; readonly taskKey: string; readonly assign: boolean; readonly at: Date },
): Promise<OutboxId<'assign-task'> | null> {
  const { actor, taskKey, assign, at } = asked;
  const { row, facts } = await holdTask(database.prisma, actor, taskKey, at);
  if (assign === (row.assigneeId === actor.personId)) return null;
  if (!(assign ? canAssign(actor, facts) : canRelease(actor, facts)))
    throw new DomainError(facts.assigneeId === null ? 'forbidden' : 'task-assigned-to-another');
  const payload = { requestId: row.requestId, taskKey, personId: assign ? actor.personId : null };
  return database.transaction((tx) => enqueue(tx, { command: 'assign-task', payload }));
}
