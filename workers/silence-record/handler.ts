import { factKey } from '../../domain/request/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { recordRequestEvent } from '../../prisma/repositories/requests/progress.ts';
import type { JobHandler } from '../job.ts';
import type { definition } from './definition.ts';

/** Writes that the legal delay ran out. The clock that ran out names the fact: one silence, one decision. */
export const handler: JobHandler<typeof definition> = async (context, { requestId, jobKey, elementId, headers }) => {
  const { means } = headers;
  const at = context.now();
  await context.database.transaction(async (tx) => {
    const { agentId, silenceAt } = await tx.request.findUniqueOrThrow({
      where: { id: requestId },
      select: { agentId: true, silenceAt: true },
    });
    const since = silenceAt?.toISOString() ?? jobKey;
    const step = {
      requestId,
      kind: 'silence',
      factKey: factKey('silence', since),
      at,
      elementId,
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
