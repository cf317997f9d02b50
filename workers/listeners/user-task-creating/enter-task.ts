import { placeOf } from '#domain/circuit/blocks/block.ts';
import { stepOf } from '#domain/circuit/manifest.ts';
import { isTaskRole, type TaskRole } from '#domain/permissions/role.ts';
import type { Tx } from '#prisma/client.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { formerNames } from '#prisma/repositories/operations/migration-batches.ts';
import type { PlayedRequest } from '#prisma/repositories/requests/played.ts';
import { stopClocks } from '#prisma/repositories/requests/requests.ts';
import { openTask } from '#prisma/repositories/tasks/tasks.ts';
import type { ListenerJob } from '#zeebe/client.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import { listenedTask } from '../listener.ts';

/**
 * Puts the task of a listener job on the list of its request; one that is there, or that ended, is left as it is. While a
 * complement is awaited the clocks stand still.
 * Answers who is to hold it.
 * @throws {StepFailure} step-unknown, role-excluded
 */
export async function enterTask(
  tx: Tx,
  { requestId, versionId, path }: Pick<PlayedRequest, 'requestId' | 'versionId' | 'path'>,
  job: ListenerJob,
): Promise<TaskRole> {
  const { dueAt, priority } = listenedTask(job);
  const elementId = placeOf(path, job.elementId);
  const step = stepOf(await readManifest(tx, versionId), elementId);
  if (!step?.role || !step.decision) throw new StepFailure({ cause: 'step-unknown', params: {} });
  const { role, decision, distinctFrom = [] } = step;
  // The list is closed here too: a published circuit may have come past the checks.
  if (!isTaskRole(role)) throw new StepFailure({ cause: 'role-excluded', params: { role: String(role) } });
  const isNew = await openTask(tx, {
    key: job.userTaskKey,
    requestId,
    instanceKey: job.processInstanceKey,
    elementId,
    role,
    decision,
    dueAt,
    priority,
    // A decision at a step that had another name in a former version was made at that step all the
    // same.
    distinctFrom: [...distinctFrom, ...(await formerNames(tx, requestId, distinctFrom))],
  });
  if (isNew && decision === 'complement') await stopClocks(tx, requestId);
  return role;
}
