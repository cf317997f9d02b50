import { parisDay } from '../../domain/calendar/civil-date.ts';
import { factKey } from '../../domain/request/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { recordRequestEvent } from '../../prisma/repositories/requests/progress.ts';
import { claimRequest } from '../../prisma/repositories/requests/requests.ts';
import type { JobHandler } from '../job.ts';
import { StepFailure } from '../step-failure.ts';
import type { definition } from './definition.ts';

/** Claims the request. An instance that finds it taken is a second start of the same filing: it ends itself. */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId } = step.variables;
  const instanceKey = step.processInstanceKey;
  const at = context.now();
  const claim = { requestId, engine: context.engineName, instanceKey };
  const { outcome, filedAt } = await context.database.transaction(async (tx) => {
    const outcome = await claimRequest(tx, claim);
    if (outcome === 'unknown' || outcome === 'taken') return { outcome, filedAt: null };
    const request = await tx.request.findUniqueOrThrow({
      where: { id: requestId },
      select: { agentId: true, filedAt: true },
    });
    if (
      await recordRequestEvent(tx, {
        requestId,
        kind: 'registered',
        factKey: factKey('registered'),
        at,
        elementId: step.elementId,
      })
    ) {
      await appendAudit(tx, {
        chain: request.agentId,
        at,
        actorId: null,
        verb: 'request.register',
        subject: `request:${requestId}`,
        payload: { engine: claim.engine, instanceKey: claim.instanceKey },
      });
    }
    return { outcome, filedAt: request.filedAt };
  });
  if (outcome === 'unknown') throw new StepFailure({ cause: 'request-unknown', params: {} });
  if (filedAt === null) {
    await context.engine.cancelInstance(instanceKey);
    context.log.info({ requestId, instanceKey }, 'a second start of a request ended itself');
    return {};
  }
  return { filedOn: parisDay(filedAt) };
};
