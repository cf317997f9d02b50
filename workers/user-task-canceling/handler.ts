import { appendAudit } from '../../prisma/audit.ts';
import { cancelTask, lockTask } from '../../prisma/repositories/tasks/tasks.ts';
import type { ListenerHandler } from '../job.ts';

/** Takes the task off the list. A decision that was on its way there is voided: it never counted, and the audit says so. */
export const handler: ListenerHandler = async (context, job) => {
  const at = context.now();
  await context.database.transaction(async (tx) => {
    const task = await lockTask(tx, job.userTaskKey);
    if (task === null) return;
    for (const { id } of await cancelTask(tx, task.key, at)) {
      await appendAudit(tx, {
        chain: task.request.agentId,
        at,
        actorId: null,
        verb: 'decision.void',
        subject: `decision:${id}`,
        payload: { taskKey: task.key, why: 'task-canceled' },
      });
    }
  });
};
