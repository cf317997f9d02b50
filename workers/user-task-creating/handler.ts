import { stepOf } from '../../domain/circuit.ts';
import { readSheet } from '../../prisma/repositories/circuits.ts';
import { holdersOf, openTask } from '../../prisma/repositories/decisions.ts';
import { JobFailure } from '../../zeebe/client.ts';
import { identifier, type ListenerHandler } from '../job.ts';
import { listenedTask } from '../listener.ts';

/**
 * Puts the task on the portal's list. Nobody holds it: the job fails at once, and the incident that the administrator
 * sees says which right to give. Resolving it looks for the holders again.
 */
export const handler: ListenerHandler = async (context, job) => {
  const requestId = identifier(job, 'requestId');
  const { dueAt, priority } = listenedTask(job);
  await context.database.transaction(async (tx) => {
    const request = await tx.request.findUnique({
      where: { id: requestId },
      select: { versionId: true, structureId: true },
    });
    if (request === null) throw new JobFailure('no request has this identifier', { retries: 0 });
    const sheet = await readSheet(tx, request.versionId);
    const step = stepOf(sheet, job.elementId);
    if (!step?.role || !step.decision) {
      throw new JobFailure(`« ${job.elementId} » is not a person’s step of the request’s circuit`, { retries: 0 });
    }
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
    throw new JobFailure(
      `Personne ne tient « ${step.name.fr} » : aucune habilitation « ${step.role} » en vigueur pour la structure ` +
        `${structure?.code ?? ''} ni au-dessus, hors le demandeur${step.distinctFrom?.length ? ' et qui s’est déjà prononcé avant' : ''}. Donnez ce droit, puis relancez.`,
      { retries: 0 },
    );
  });
};
