import { type CoolingOff, coolingOff } from '../../domain/cooling-off.ts';
import { factKey } from '../../domain/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { readSheet } from '../../prisma/repositories/circuits.ts';
import { lockRequest, recordRequestEvent, writeStopUntil } from '../../prisma/repositories/progress.ts';
import { JobFailure } from '../../zeebe/client.ts';
import { header, identifier, type JobHandler } from '../job.ts';

/** Computed once: a step that comes back finds the instant that people were told. */
export const handler: JobHandler = async (context, job) => {
  const requestId = identifier(job, 'requestId');
  const minimum = header(job, 'minimum');
  const at = context.now();
  return context.database.transaction(async (tx) => {
    await lockRequest(tx, requestId);
    const { agentId, versionId, stopUntil } = await tx.request.findUniqueOrThrow({
      where: { id: requestId },
      select: { agentId: true, versionId: true, stopUntil: true },
    });
    if (stopUntil !== null) return { stopUntil: stopUntil.toISOString() };
    const { payCutoffDay } = await readSheet(tx, versionId);
    const { until, payMonth } = compute(at, minimum, payCutoffDay ?? null);
    await writeStopUntil(tx, requestId, until);
    const detail = { until: until.toISOString(), payMonth };
    const step = { requestId, kind: 'cooling-off', factKey: factKey('cooling-off'), at } as const;
    await recordRequestEvent(tx, { ...step, elementId: job.elementId, detail });
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId: null,
      verb: 'situation.cool-off',
      subject: `request:${requestId}`,
      payload: detail,
    });
    return { stopUntil: detail.until };
  });
};

function compute(at: Date, minimum: string, cutoffDay: number | null): CoolingOff {
  if (cutoffDay === null) throw new JobFailure('the circuit says no « payCutoffDay »', { retries: 0 });
  try {
    return coolingOff(at, { minimum, cutoffDay });
  } catch (error) {
    throw new JobFailure((error as Error).message, { retries: 0, cause: error });
  }
}
