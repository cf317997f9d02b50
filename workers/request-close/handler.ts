import { factKey } from '../../domain/request/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { recordRequestEvent } from '../../prisma/repositories/requests/progress.ts';
import { closeRequest, lockRequest } from '../../prisma/repositories/requests/requests.ts';
import type { JobHandler } from '../job.ts';
import { mustBeSo } from '../outcome-claim.ts';
import type { definition } from './definition.ts';

/** Writes the outcome, once, if what became of the request is that: the circuit says when, the rows say whether. */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId, elementId, headers, retries } = step;
  const { agentId } = step.filed;
  const { outcome } = headers;
  const at = context.now();
  await context.database.transaction(async (tx) => {
    const { closedAt } = await lockRequest(tx, requestId);
    if (closedAt !== null) return;
    await mustBeSo(tx, outcome, { requestId, retries, at });
    await closeRequest(tx, { requestId, outcome, at });
    await recordRequestEvent(tx, {
      requestId,
      kind: 'closed',
      factKey: factKey('closed'),
      at,
      elementId,
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
