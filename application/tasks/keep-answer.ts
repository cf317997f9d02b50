import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { pendingIntent } from '#prisma/repositories/tasks/decisions.ts';
import { lockTask } from '#prisma/repositories/tasks/tasks.ts';
import { keepTyped } from '#prisma/repositories/tasks/typed-answers.ts';
import type { Deps } from '../dependencies.ts';
import { complementTask } from './complement-pieces.ts';

/**
 * Saves what a person types in answer to a complement until they send it, so that they find it on
 * another device; nobody else sees it. The last save wins.
 * @throws {DomainError} not-found, task-ended
 */
export const keepAnswer = (
  { database }: Pick<Deps, 'database'>,
  { text, ...task }: { readonly actor: Actor; readonly taskKey: string; readonly text: string; readonly at: Date },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { actor, taskKey, at } = task;
    // It may have been sent meanwhile, from another tab.
    await lockTask(tx, taskKey);
    await complementTask(tx, task);
    if (await pendingIntent(tx, taskKey)) throw new DomainError('task-ended');
    await keepTyped(tx, { taskKey, personId: actor.personId }, text, at);
  });
