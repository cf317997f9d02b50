import type { Recipient } from '#domain/circuit/words/recipient.ts';
import type { CancellationFacts } from '#domain/request/cancellation.ts';
import type { Tx } from '#prisma/client.ts';
import { outcomeFacts } from '#prisma/repositories/requests/outcome-facts.ts';

/** Who is told that a request is cancelled: everybody in it, and whoever has it to do; its agent also outside work. */
export const TOLD: readonly Recipient[] = ['circuit', 'holders'];
export const TOLD_ELSEWHERE: readonly Recipient[] = ['agent-known'];

/** What stands behind a request that would be cancelled. A signature that waits to be confirmed counts. */
export async function cancellationFacts(tx: Tx, requestId: string): Promise<CancellationFacts> {
  const { effects, applied, sealed, silence, decisions } = await outcomeFacts(tx, requestId);
  const { closedAt } = await tx.request.findUniqueOrThrow({ where: { id: requestId }, select: { closedAt: true } });
  const signed = decisions.some(({ kind, outcome }) => kind === 'signature' && outcome === 'signed');
  return { closed: closedAt !== null, signed, sealed, effects, applied, silence };
}
