import { dayAt } from '#domain/calendar/civil-date.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import type { JobHandler } from '../../steps/job.ts';
import type { definition } from './definition.ts';

/** Writes that the circuit took the request in charge, once. Which instance plays it was written when it was started. */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId, elementId, processInstanceKey } = step;
  const { agentId, filedAt, clock } = step.filed;
  const at = context.now();
  return context.database.transaction(async (tx) => {
    const event = { requestId, kind: 'registered', factKey: factKey('registered'), at, elementId } as const;
    if (await recordRequestEvent(tx, event)) {
      await appendAudit(tx, {
        chain: agentId,
        at,
        actorId: null,
        verb: 'request.register',
        subject: `request:${requestId}`,
        payload: { engine: context.engineName, instanceKey: processInstanceKey },
      });
    }
    return { filedOn: dayAt(clock, filedAt) };
  });
};
