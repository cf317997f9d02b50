import { silenceOf } from '#domain/calendar/silence-rule.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { lockRequest } from '#prisma/repositories/requests/requests.ts';
import type { JobHandler } from '../../steps/job.ts';
import { mustBeSo } from '../../steps/outcome-claim.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import type { definition } from './definition.ts';

/**
 * Writes that the legal delay ran out, by the portal's clock and not by the engine's, and what that means by law. The clock that
 * ran out names the fact: one silence, one decision.
 */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId, jobKey, elementId, headers, retries } = step;
  const { kind, agentId } = step.filed;
  const { means } = headers;
  const at = context.now();
  await context.database.transaction(async (tx) => {
    const { silenceAt } = await lockRequest(tx, requestId);
    if (means !== silenceOf(kind).means)
      throw new StepFailure({ cause: 'silence-unlawful', params: { header: 'means', value: means } });
    const since = silenceAt?.toISOString() ?? jobKey;
    const fact = { requestId, factKey: factKey('silence', since) };
    if ((await tx.requestEvent.count({ where: fact })) > 0) return;
    await mustBeSo(tx, 'silence-over', { requestId, retries, at });
    await recordRequestEvent(tx, { ...fact, kind: 'silence', at, elementId, detail: { means } });
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
