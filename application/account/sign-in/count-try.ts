import { type Bucket, MEMORY_MS, triesLeft, waitOf } from '#domain/account/throttle.ts';
import type { Tx } from '#prisma/client.ts';
import { holdCounts, writeCount } from '#prisma/repositories/account/tries.ts';

/** What counting a try came to. */
export interface TryCount {
  /** Seconds to wait instead, and nothing was counted; 0: it goes on. */
  readonly waitSeconds: number;
  /** How many more may be wrong before one of the buckets waits. */
  readonly left: number;
}

/** Counts a try in each of its buckets before what is given is looked at, so that many at once are not all let in. */
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
