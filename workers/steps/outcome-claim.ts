import { type Claim, isUnderway, missingFor } from '#domain/request/outcome-grounds.ts';
import type { Tx } from '#prisma/client.ts';
import { outcomeFacts } from '#prisma/repositories/requests/outcome-facts.ts';
import { StepFailure } from './step-failure.ts';

/** How long a confirmation that is on its way may hold a step back before it is asked again. */
const HELD_BACK_MS = 2_000;

/**
 * Lets a step say what became of its request only if the rows say so: the drawing decides when, never whether.
 * @throws {StepFailure} outcome-ungrounded; decision-underway, withdrawal-underway, while what would do is about to be confirmed
 */
export async function mustBeSo(
  tx: Tx,
  claim: Claim,
  { requestId, retries, at }: { readonly requestId: string; readonly retries: number; readonly at: Date },
): Promise<void> {
  const facts = await outcomeFacts(tx, requestId);
  const lacks = missingFor(claim, facts, at);
  if (lacks === null) return;
  const underway = isUnderway(claim, facts, at);
  if (underway !== null)
    throw new StepFailure({ cause: `${underway}-underway`, params: {} }, { again: { retries, afterMs: HELD_BACK_MS } });
  throw new StepFailure({ cause: 'outcome-ungrounded', params: { claim, lacks } });
}
