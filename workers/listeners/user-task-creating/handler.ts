import { isHeld } from '#prisma/repositories/tasks/holdings.ts';
import { optionalIdentifier, readVariables } from '../../steps/job.ts';
import { playedRequest } from '../../steps/played-request.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import type { ListenerHandler } from '../listener.ts';
import { enterTask } from './enter-task.ts';

const READ = { requestId: optionalIdentifier() };

/**
 * Puts the task on the portal's list. Nobody holds it: the job fails at once, and the incident that the administrator
 * sees says which right to give. Resolving it looks for the holders again.
 */
export const handler: ListenerHandler = async (context, job) => {
  const played = await playedRequest(context, job, readVariables(READ, job));
  if (played === null) return;
  await context.database.transaction(async (tx) => {
    const role = await enterTask(tx, played, job);
    if (await isHeld(tx, job.userTaskKey)) return;
    // Canceled meanwhile: nobody is to hold it.
    if ((await tx.task.count({ where: { key: job.userTaskKey, state: 'canceled' } })) > 0) return;
    const structure = await tx.structure.findUnique({ where: { id: played.structureId }, select: { code: true } });
    const code = structure?.code ?? '';
    throw new StepFailure(
      role === 'superieur-n2'
        ? { cause: 'nobody-above', params: { role: 'superieur', below: code } }
        : { cause: 'nobody-holds', params: { role, structure: code } },
    );
  });
};
