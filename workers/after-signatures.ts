import type { Tx } from '../prisma/client.ts';
import { countPending } from '../prisma/repositories/outbox.ts';

/** What it takes to seal and file one act of a batch, on two cores. */
const A_SIGNATURE_MS = 40;
const MAX_SIGNATURES = 1_000;

/**
 * How many milliseconds what follows a seal waits, so that the signatures that were given before are sealed first: a batch of a
 * thousand has the processor to itself. Forty seconds at most; nothing where no signature waits.
 */
export const afterSignatures = async (tx: Tx): Promise<number> =>
  A_SIGNATURE_MS * (await countPending(tx, 'complete-task', MAX_SIGNATURES));
