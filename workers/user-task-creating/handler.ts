import { stepOf } from '../../domain/circuit/manifest.ts';
import { isTaskRole } from '../../domain/permissions/role.ts';
import { readManifest } from '../../prisma/repositories/circuits.ts';
import { holdersOf } from '../../prisma/repositories/tasks/holdings.ts';
import { openTask } from '../../prisma/repositories/tasks/tasks.ts';
import { type ListenerHandler, optionalIdentifier, readVariables } from '../job.ts';
import { listenedTask } from '../listener.ts';
import { playedRequest } from '../played-request.ts';
import { StepFailure } from '../step-failure.ts';

const READ = { requestId: optionalIdentifier() };

/**
 * Puts the task on the portal's list. Nobody holds it: the job fails at once, and the incident that the administrator
 * sees says which right to give. Resolving it looks for the holders again.
 */
export const handler: ListenerHandler = async (context, job) => {
  const played = await playedRequest(context, job, readVariables(READ, job));
  if (played === null) return;
  const { requestId } = played;
  const { dueAt, priority } = listenedTask(job);
  await context.database.transaction(async (tx) => {
    const request = await tx.request.findUniqueOrThrow({
      where: { id: requestId },
      select: { versionId: true, structureId: true },
    });
    const manifest = await readManifest(tx, request.versionId);
    const step = stepOf(manifest, job.elementId);
    if (!step?.role || !step.decision) throw new StepFailure({ cause: 'step-unknown', params: {} });
    // The list is closed here too: a published circuit may have come past the checks.
    if (!isTaskRole(step.role)) throw new StepFailure({ cause: 'role-excluded', params: { role: String(step.role) } });
    await openTask(tx, {
      key: job.userTaskKey,
      requestId,
      instanceKey: job.processInstanceKey,
      elementId: job.elementId,
      role: step.role,
      decision: step.decision,
      dueAt,
      priority,
      distinctFrom: step.distinctFrom ?? [],
    });
    if ((await holdersOf(tx, job.userTaskKey)).length > 0) return;
    const structure = await tx.structure.findUnique({ where: { id: request.structureId }, select: { code: true } });
    const params = { role: step.role, structure: structure?.code ?? '' };
    throw new StepFailure({ cause: 'nobody-holds', params });
  });
};
