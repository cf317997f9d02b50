import { waitLacks } from '#domain/effect/guarantee.ts';
import { knownBefore } from '#domain/effect/known-contacts.ts';
import { type CoolingOff, coolingOff } from '#domain/pay/cooling-off.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { effectFacts } from '#prisma/repositories/people/effect-facts.ts';
import { contactHistory } from '#prisma/repositories/people/situation.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { lockRequest, writeStopUntil } from '#prisma/repositories/requests/requests.ts';
import type { JobHandler } from '../../steps/job.ts';
import { mustBeSo } from '../../steps/outcome-claim.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import type { definition } from './definition.ts';

/**
 * Computed once, after the two people agreed: a wait that is over before anybody decided protects nobody. A step that comes
 * back finds the instant that people were notified of.
 */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId, elementId, headers, retries } = step;
  const { agentId, versionId, filedAt } = step.filed;
  const at = context.now();
  return context.database.transaction(async (tx) => {
    const { stopUntil } = await lockRequest(tx, requestId);
    if (stopUntil !== null) return { stopUntil: stopUntil.toISOString() };
    await mustBeSo(tx, 'agreed', { requestId, retries, at });
    await mustBeAgreed(tx, { requestId, agentId, filedAt });
    const { payCutoffDay } = await readManifest(tx, versionId);
    const { until, payMonth } = compute(at, headers.minimum, payCutoffDay ?? null);
    await writeStopUntil(tx, requestId, until);
    const detail = { until: until.toISOString(), payMonth };
    const fact = { requestId, kind: 'cooling-off', factKey: factKey('cooling-off'), at } as const;
    await recordRequestEvent(tx, { ...fact, elementId, detail });
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId: null,
      verb: 'situation.cool-off',
      subject: `request:${requestId}`,
      payload: detail,
    });
    return { stopUntil: detail.until };
  });
};

/**
 * Two people agreed: one called the agent back where they were known, one is of finance.
 * @throws {StepFailure} wait-unagreed
 */
async function mustBeAgreed(
  tx: Tx,
  { requestId, agentId, filedAt }: { readonly requestId: string; readonly agentId: string; readonly filedAt: Date },
): Promise<void> {
  const lacks = waitLacks(await effectFacts(tx, requestId, knownBefore(await contactHistory(tx, agentId), filedAt)));
  if (lacks !== null) throw new StepFailure({ cause: 'wait-unagreed', params: { lacks } });
}

function compute(at: Date, minimum: string, cutoffDay: number | null): CoolingOff {
  const failure = { cause: 'property-wrong', params: { property: 'payCutoffDay' } } as const;
  if (cutoffDay === null) throw new StepFailure(failure);
  try {
    return coolingOff(at, { minimum, cutoffDay });
  } catch (error) {
    throw error instanceof RangeError ? new StepFailure(failure, { cause: error }) : error;
  }
}
