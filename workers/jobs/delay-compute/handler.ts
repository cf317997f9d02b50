import { deadline } from '#domain/calendar/deadline.ts';
import { factKey } from '#domain/request/request-event.ts';
import { eventDetail, recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { lockRequest } from '#prisma/repositories/requests/requests.ts';
import type { JobHandler } from '../../steps/job.ts';
import type { definition } from './definition.ts';

/** Counted once: a step that comes back, even on another day, finds the instant that people were told of. */
export const handler: JobHandler<typeof definition> = (context, step) => {
  const { requestId, elementId, jobKey } = step;
  const { delay: after, ...counted } = step.headers;
  return context.database.transaction(async (tx) => {
    await lockRequest(tx, requestId);
    const fact = { requestId, kind: 'delay', factKey: factKey('delay', jobKey) } as const;
    const known = await eventDetail(tx, fact);
    if (known) return { delayUntil: known.until };
    const at = context.now();
    const end = deadline(at, { after, ...counted }, [], step.filed.clock);
    const delayUntil = (end ?? at).toISOString();
    await recordRequestEvent(tx, { ...fact, at, elementId, detail: { until: delayUntil } });
    return { delayUntil };
  });
};
