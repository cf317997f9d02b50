import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import type { PlayedRequest } from '#prisma/repositories/requests/played.ts';
import { cancelTask, lockTask } from '#prisma/repositories/tasks/tasks.ts';
import type { ListenerJob } from '#zeebe/client.ts';
import { meetPlayed } from '../../steps/played-request.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import type { ListenerHandler } from '../listener.ts';
import { enterTask } from '../user-task-creating/enter-task.ts';

/**
 * Takes the task off the list. One that its `creating` listener is still putting there, in another transaction (the request
 * was withdrawn at that very moment), would stay, and refuse every decision: it is entered here, waiting for that one, so
 * that it is there once, and over.
 */
export const handler: ListenerHandler = async (context, job) => {
  const { database, now } = context;
  const takeOff = (tx: Tx) => cancelListed(tx, job.userTaskKey, now());
  if (await database.transaction(takeOff)) return;
  // Of a block, that listener may not even have written down yet whose instance it is.
  const played = await meetPlayed(context, job.processInstanceKey);
  if (played === null) return;
  await database.transaction(async (tx) => {
    if (await entered(tx, played, job)) await takeOff(tx);
  });
};

/** Ends a task of the list; a decision that was on its way there is voided: it never counted, and the audit says so. */
async function cancelListed(tx: Tx, key: string, at: Date): Promise<boolean> {
  const task = await lockTask(tx, key);
  if (task === null) return false;
  for (const { id } of await cancelTask(tx, key, at)) {
    await appendAudit(tx, {
      chain: task.agentId,
      at,
      actorId: null,
      verb: 'decision.void',
      subject: `decision:${id}`,
      payload: { taskKey: key, why: 'task-canceled' },
    });
  }
  return true;
}

/** Puts it on the list; false for one that is no task of ours, which is left alone. */
async function entered(tx: Tx, played: PlayedRequest, job: ListenerJob): Promise<boolean> {
  try {
    await enterTask(tx, played, job);
    return true;
  } catch (error) {
    if (error instanceof StepFailure) return false;
    throw error;
  }
}
