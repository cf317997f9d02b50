import { isReceipted } from '#domain/request/receipt.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { endingOf } from '#prisma/repositories/requests/receipts.ts';
import { closeRequest, lockRequest } from '#prisma/repositories/requests/requests.ts';
import type { JobHandler } from '../../steps/job.ts';
import { mustBeSo } from '../../steps/outcome-claim.ts';
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
    // Drawn and sealed apart: nobody waits for it, and a seal that is away holds no circuit up.
    if (isReceipted(await endingOf(tx, requestId, outcome)))
      await enqueue(tx, { command: 'issue-receipt', payload: { requestId } });
  });
};
