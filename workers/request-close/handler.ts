import { factKey } from '../../domain/request/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { recordRequestEvent } from '../../prisma/repositories/requests/progress.ts';
import { closeRequest, lockRequest } from '../../prisma/repositories/requests/requests.ts';
import type { JobHandler } from '../job.ts';
import { mustBeSo } from '../outcome-claim.ts';
import type { definition } from './definition.ts';

/** Writes the outcome, once, if what became of the request is that: the circuit says when, the rows say whether. */
export const handler: JobHandler<typeof definition> = async (context, { requestId, elementId, headers, retries }) => {
  const { outcome } = headers;
  const at = context.now();
  await context.database.transaction(async (tx) => {
    await lockRequest(tx, requestId);
    const { agentId, closedAt } = await tx.request.findUniqueOrThrow({
      where: { id: requestId },
      select: { agentId: true, closedAt: true },
    });
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
