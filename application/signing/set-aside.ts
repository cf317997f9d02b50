import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canDecide } from '#domain/permissions/task.ts';
import { isDeskKind } from '#domain/signing/desk.ts';
import { appendAudit } from '#prisma/audit.ts';
import { keepAside } from '#prisma/repositories/signing/aside.ts';
import type { Deps } from '../dependencies.ts';
import { holdTask } from '../tasks/held-task.ts';

/**
 * Sets a task aside on the desk of its holder, or takes it up again. It is hidden for them only,
 * and still waits. Does nothing if it is already so.
 * @throws {DomainError} not-found, task-ended, forbidden, task-assigned-to-another
 */
export async function setAside(
  { database }: Pick<Deps, 'database'>,
  {
    actor,
    taskKey,
    aside,
    at,
  }: { readonly actor: Actor; readonly taskKey: string; readonly aside: boolean; readonly at: Date },
): Promise<void> {
  const { row, facts } = await holdTask(database.prisma, actor, taskKey, at);
  if (!isDeskKind(facts.decision)) throw new DomainError('forbidden');
  if (!canDecide(actor, facts)) throw new DomainError('task-assigned-to-another');
  const { personId } = actor;
  await database.transaction(async (tx) => {
    if (!(await keepAside(tx, { taskKey, personId, aside, at }))) return;
    const event = {
      at,
      actorId: personId,
      verb: aside ? 'act.set-aside' : 'act.take-up',
      subject: `task:${taskKey}`,
    } as const;
    await appendAudit(tx, { chain: row.agentId, ...event });
  });
}
