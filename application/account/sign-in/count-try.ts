import { type Bucket, MEMORY_MS, triesLeft, waitOf } from '#domain/account/throttle.ts';
import type { Tx } from '#prisma/client.ts';
import { holdCounts, writeCount } from '#prisma/repositories/account/tries.ts';

/** Outcome of counting a try. */
export interface TryCount {
  /** Seconds to wait, in which case nothing was counted; 0: it may go on. */
  readonly waitSeconds: number;
  /** How many more wrong tries before one of the buckets makes them wait. */
  readonly left: number;
}

/**
 * Counts a try in each of its buckets, before what was given is checked, so that many tries at once
 * cannot all pass.
 */
export async function countTry(tx: Tx, buckets: readonly Bucket[], at: Date): Promise<TryCount> {
  const keys = buckets.map(({ key }) => key);
  const counts = await holdCounts(tx, keys, at);
  const countOf = ({ key }: Bucket) => counts.get(key) ?? { count: 0, forgottenAt: at };
  const waitMs = Math.max(...buckets.map((bucket) => waitOf(bucket, countOf(bucket), at)));
  if (waitMs > 0) return { waitSeconds: Math.ceil(waitMs / 1000), left: 0 };
  const left: number[] = [];
  for (const bucket of buckets) {
    const count = triesLeft(countOf(bucket), at) + 1;
    await writeCount(tx, bucket.key, { count, forgottenAt: new Date(at.getTime() + MEMORY_MS) });
    left.push(Math.max(0, bucket.tries - count));
  }
  return { waitSeconds: 0, left: Math.min(...left) };
}
