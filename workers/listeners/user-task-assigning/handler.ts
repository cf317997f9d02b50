import { takenByAnother } from '#domain/permissions/task.ts';
import { appendAudit } from '#prisma/audit.ts';
import { holdersOf } from '#prisma/repositories/tasks/holdings.ts';
import { assignTask, lockTask } from '#prisma/repositories/tasks/tasks.ts';
import { type ListenerHandler, listenedTask } from '../listener.ts';

/**
 * Shows who took the task. Only a holder can be given it, and of two at once the first, whatever the road the assignment
 * came by.
 */
export const handler: ListenerHandler = async (context, job) => {
  const { assignee } = listenedTask(job);
  return context.database.transaction(async (tx) => {
    const task = await lockTask(tx, job.userTaskKey);
    if (task === null) return { denied: 'task-ended' };
    if (task.assigneeId === assignee) return {};
    if (assignee !== null) {
      const holderIds = await holdersOf(tx, task.key);
      if (!holderIds.includes(assignee)) return { denied: 'forbidden' };
      if (takenByAnother(assignee, { assigneeId: task.assigneeId, holderIds })) {
        return { denied: 'task-assigned-to-another' };
      }
    }
    await assignTask(tx, task.key, assignee);
    await appendAudit(tx, {
      chain: task.agentId,
      at: context.now(),
      actorId: assignee ?? task.assigneeId,
      verb: assignee === null ? 'task.release' : 'task.assign',
      subject: `task:${task.key}`,
      payload: { requestId: task.requestId },
    });
    return {};
  });
};
