import { factKey } from '../../domain/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { recordRequestEvent } from '../../prisma/repositories/progress.ts';
import { JobFailure } from '../../zeebe/client.ts';
import { header, identifier, type JobHandler } from '../job.ts';

/** Writes that the legal delay ran out. The clock that ran out names the fact: one silence, one decision. */
export const handler: JobHandler = async (context, job) => {
  const requestId = identifier(job, 'requestId');
  const means = header(job, 'means');
  if (means !== 'rejection' && means !== 'acceptance') {
    throw new JobFailure(`silence means rejection or acceptance, not « ${means} »`, { retries: 0 });
  }
  const at = context.now();
  await context.database.transaction(async (tx) => {
    const { agentId, silenceAt } = await tx.request.findUniqueOrThrow({
      where: { id: requestId },
      select: { agentId: true, silenceAt: true },
    });
    const since = silenceAt?.toISOString() ?? job.key;
    const step = {
      requestId,
      kind: 'silence',
      factKey: factKey('silence', since),
      at,
      elementId: job.elementId,
    } as const;
    if (!(await recordRequestEvent(tx, { ...step, detail: { means } }))) return;
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId: null,
      verb: 'request.silence',
      subject: `request:${requestId}`,
      payload: { means, silenceAt: since },
    });
  });
};
