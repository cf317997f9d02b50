import { factKey } from '../../domain/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { closeRequest, recordRequestEvent } from '../../prisma/repositories/progress.ts';
import { JobFailure } from '../../zeebe/client.ts';
import { header, identifier, type JobHandler } from '../job.ts';

const OUTCOMES = ['granted', 'refused', 'withdrawn', 'closed'];

/** Writes the outcome; the circuit decided it, this is its projection. */
export const handler: JobHandler = async (context, job) => {
  const requestId = identifier(job, 'requestId');
  const outcome = header(job, 'outcome');
  if (!OUTCOMES.includes(outcome)) throw new JobFailure(`« ${outcome} » is not an outcome`, { retries: 0 });
  const at = context.now();
  await context.database.transaction(async (tx) => {
    if (!(await closeRequest(tx, { requestId, outcome, at }))) return;
    const { agentId } = await tx.request.findUniqueOrThrow({ where: { id: requestId }, select: { agentId: true } });
    await recordRequestEvent(tx, {
      requestId,
      kind: 'closed',
      factKey: factKey('closed'),
      at,
      elementId: job.elementId,
      detail: { outcome },
    });
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId: null,
      verb: 'request.close',
      subject: `request:${requestId}`,
      payload: { outcome },
    });
  });
};
