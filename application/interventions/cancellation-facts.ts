import type { Recipient } from '#domain/circuit/words/recipient.ts';
import type { CancellationFacts } from '#domain/request/cancellation.ts';
import type { Tx } from '#prisma/client.ts';
import { outcomeFacts } from '#prisma/repositories/requests/outcome-facts.ts';

/**
 * Recipients of a cancellation: everybody in the request, and the holders of its tasks; its agent
 * outside work too.
 */
export const TOLD: readonly Recipient[] = ['circuit', 'holders'];
/** Recipients of a cancellation outside work. */
export const TOLD_ELSEWHERE: readonly Recipient[] = ['agent-known'];

/**
 * Reads what decides whether a request may be cancelled. A signature that waits for its
 * confirmation counts as signed.
 */
export async function cancellationFacts(tx: Tx, requestId: string): Promise<CancellationFacts> {
  const { effects, applied, sealed, silence, decisions } = await outcomeFacts(tx, requestId);
  const { closedAt } = await tx.request.findUniqueOrThrow({ where: { id: requestId }, select: { closedAt: true } });
  const signed = decisions.some(({ kind, outcome }) => kind === 'signature' && outcome === 'signed');
  return { closed: closedAt !== null, signed, sealed, effects, applied, silence };
}
