import { factKey } from '../../domain/request/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { recordRequestEvent } from '../../prisma/repositories/requests/progress.ts';
import { closeRequest } from '../../prisma/repositories/requests/requests.ts';
import type { JobHandler } from '../job.ts';
import type { definition } from './definition.ts';

/** Writes the outcome; the circuit decided it, this is its projection. */
export const handler: JobHandler<typeof definition> = async (context, { requestId, elementId, headers }) => {
  const { outcome } = headers;
  const at = context.now();
  await context.database.transaction(async (tx) => {
    if (!(await closeRequest(tx, { requestId, outcome, at }))) return;
    const { agentId } = await tx.request.findUniqueOrThrow({ where: { id: requestId }, select: { agentId: true } });
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
