import { appendAudit } from '../../prisma/audit.ts';
import type { Tx } from '../../prisma/client.ts';
import { findPlayed } from '../../prisma/repositories/requests/played.ts';
import { cancelTask, lockTask } from '../../prisma/repositories/tasks/tasks.ts';
import type { ListenerJob } from '../../zeebe/client.ts';
import type { WorkerContext } from '../context.ts';
import type { ListenerHandler } from '../job.ts';
import { StepFailure } from '../step-failure.ts';
import { enterTask } from '../user-task-creating/enter-task.ts';

/** Takes the task off the list. A decision that was on its way there is voided: it never counted, and the audit says so. */
export const handler: ListenerHandler = async (context, job) => {
  const at = context.now();
  await context.database.transaction(async (tx) => {
    const task = (await lockTask(tx, job.userTaskKey)) ?? (await entered(tx, context, job));
    if (task === null) return;
    for (const { id } of await cancelTask(tx, task.key, at)) {
      await appendAudit(tx, {
        chain: task.agentId,
        at,
        actorId: null,
        verb: 'decision.void',
        subject: `decision:${id}`,
        payload: { taskKey: task.key, why: 'task-canceled' },
      });
    }
  });
};

/**
 * A task that its `creating` listener is still putting on the list, in another transaction (the request was withdrawn at
 * that very moment), would stay there, and refuse every decision: it is entered here, waiting for that one, so that it is
 * there once, and over. One that is no task of ours is left alone.
 */
async function entered(tx: Tx, { engineName: engine }: WorkerContext, job: ListenerJob) {
  const played = await findPlayed(tx, { engine, instanceKey: job.processInstanceKey });
  if (played === null) return null;
  try {
    await enterTask(tx, played, job);
  } catch (error) {
    if (error instanceof StepFailure) return null;
    throw error;
  }
  return lockTask(tx, job.userTaskKey);
}
