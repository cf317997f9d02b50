import { dateColumn } from '../../domain/civil-date.ts';
import { factKey } from '../../domain/request-event.ts';
import { JobFailure } from '../../engine/client.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { applyWorkTime, recordRequestEvent } from '../../prisma/repositories/progress.ts';
import { header, identifier, type JobHandler } from '../job.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Applies what the act grants. The values are the request's own, as filed and signed: the circuit only says what kind. */
export const handler: JobHandler = async (context, job) => {
  const requestId = identifier(job, 'requestId');
  const what = header(job, 'what');
  if (what !== 'work-time') throw new JobFailure(`« ${what} » is not something that can be applied`, { retries: 0 });
  const at = context.now();
  await context.database.transaction(async (tx) => {
    const request = await tx.request.findUniqueOrThrow({
      where: { id: requestId },
      select: { agentId: true, data: true },
    });
    const { startDate, endDate, quota } = request.data as Record<string, unknown>;
    if (!isDay(startDate) || !isDay(endDate) || !Number.isInteger(Number(quota))) {
      throw new JobFailure('the request holds no period or no quota to apply', { retries: 0 });
    }
    const period = { from: dateColumn(startDate), until: dateColumn(endDate), quota: Number(quota) };
    if (!(await applyWorkTime(tx, { personId: request.agentId, requestId, ...period }))) return;
    await recordRequestEvent(tx, {
      requestId,
      kind: 'applied',
      factKey: factKey('applied', what),
      at,
      elementId: job.elementId,
    });
    await appendAudit(tx, {
      chain: request.agentId,
      at,
      actorId: null,
      verb: 'situation.apply',
      subject: `request:${requestId}`,
      payload: { what, quota: period.quota, from: startDate, until: endDate },
    });
  });
};

const isDay = (value: unknown): value is string => typeof value === 'string' && DAY.test(value);
