import {
  bucketsOf,
  MEMORY_MS,
  strangersOf,
  type TriedFrom,
  triesLeft,
  waitOf,
} from '../../../domain/account/throttle.ts';
import type { Database } from '../../../prisma/client.ts';
import { forgetCounts, holdCounts, uncount, writeCount } from '../../../prisma/repositories/account/tries.ts';

/** A try that begins: the seconds to wait instead, and whether its failure makes strangers wait. */
export interface Begun {
  readonly waitSeconds: number;
  readonly strangersWait: boolean;
}

export interface Throttle {
  /** Counts a try before its password is looked at, so that many at once are not all let in; one that is to wait counts nothing. */
  begin(from: TriedFrom, at: Date): Promise<Begun>;
  /** The password was right. */
  succeeded(from: TriedFrom): Promise<void>;
}

/** Slows whoever guesses at an account, by account and whence they come: better-auth counts by address alone. */
export function createThrottle({ transaction }: Database): Throttle {
  return {
    begin: (from, at) =>
      transaction(async (tx) => {
        const buckets = bucketsOf(from);
        const none = { count: 0, forgottenAt: at };
        const counts = await holdCounts(
          tx,
          buckets.map(({ key }) => key),
          at,
        );
        const waits = buckets.map((bucket) => waitOf(bucket, counts.get(bucket.key) ?? none, at));
        const waitSeconds = Math.ceil(Math.max(...waits) / 1000);
        if (waitSeconds > 0) return { waitSeconds, strangersWait: false };
        let strangersWait = false;
        for (const bucket of buckets) {
          const tries = triesLeft(counts.get(bucket.key) ?? none, at) + 1;
          await writeCount(tx, bucket.key, { count: tries, forgottenAt: new Date(at.getTime() + MEMORY_MS) });
          strangersWait ||= from.knownDevice === null && tries >= bucket.tries;
        }
        return { waitSeconds, strangersWait };
      }),
    succeeded: (from) =>
      transaction(async (tx) => {
        const all = strangersOf(from.account);
        const keys = bucketsOf(from).map(({ key }) => key);
        await forgetCounts(
          tx,
          keys.filter((key) => key !== all),
        );
        // Somebody may guess meanwhile, elsewhere: only this try was not theirs.
        if (keys.includes(all)) await uncount(tx, [all]);
      }),
  };
}
