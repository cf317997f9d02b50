import { countTry } from '#application/account/sign-in/count-try.ts';
import { bucketsOf, strangersOf, type TriedFrom } from '#domain/account/throttle.ts';
import type { Database } from '#prisma/client.ts';
import { forgetCounts, uncount } from '#prisma/repositories/account/tries.ts';

/** A try that begins: the seconds to wait instead, and whether its failure makes strangers wait. */
export interface Begun {
  readonly waitSeconds: number;
  readonly strangersWait: boolean;
}

export interface Throttle {
  /** Counts a try before what is given is looked at; one that is to wait counts nothing. */
  begin(from: TriedFrom, at: Date): Promise<Begun>;
  /** The password was right. */
  succeeded(from: TriedFrom): Promise<void>;
}

/** Slows whoever guesses at an account, by account and whence they come: better-auth counts by address alone. */
export function createThrottle({ transaction }: Database): Throttle {
  return {
    begin: (from, at) =>
      transaction(async (tx) => {
        const { waitSeconds, left } = await countTry(tx, bucketsOf(from), at);
        return { waitSeconds, strangersWait: from.knownDevice === null && waitSeconds === 0 && left === 0 };
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
