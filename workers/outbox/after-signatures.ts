import type { Tx } from '#prisma/client.ts';
import { countPending } from '#prisma/repositories/messages/outbox.ts';

/** What it takes to seal and file one act of a batch, on two cores. */
const A_SIGNATURE_MS = 40;
const MAX_SIGNATURES = 1_000;
/** For so long a count of many serves: to count a thousand commands at each of a thousand acts takes as long as to seal some fifty. */
const COUNTED_FOR_MS = 1_000;
const MANY = 100;

let counted = { at: Number.NEGATIVE_INFINITY, signatures: 0 };

/**
 * How many milliseconds what follows a seal waits, so that the signatures that were given before are sealed first: a batch of a
 * thousand has the processor to itself. Forty seconds at most; nothing where no signature waits.
 */
export async function afterSignatures(tx: Tx): Promise<number> {
  const at = performance.now();
  if (counted.signatures < MANY || at - counted.at > COUNTED_FOR_MS)
    counted = { at, signatures: await countPending(tx, 'complete-task', MAX_SIGNATURES) };
  return A_SIGNATURE_MS * counted.signatures;
}
