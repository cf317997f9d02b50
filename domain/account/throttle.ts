/** Wrong passwords of one account from one place, before that place waits. */
const TRIES = 5;
/** The same from everywhere that the account does not know: somebody who guesses may have many addresses. */
const TRIES_OF_STRANGERS = 20;
/** The first wait; each further wrong password doubles it. */
const FIRST_WAIT_MS = 30_000;
const MAX_WAIT_MS = 15 * 60_000;
/** Wrong passwords are forgotten this long after the last. */
export const MEMORY_MS = 60 * 60_000;

/** Whence a password is tried: digests, so that nobody reads in the counts who is being guessed at. */
export interface TriedFrom {
  readonly account: string;
  readonly address: string;
  /** A device from which this person signed in before; null: a stranger's, as far as can be told. */
  readonly knownDevice: string | null;
}

/** What is counted together, and how many wrong ones it takes before it waits. */
export interface Bucket {
  readonly key: string;
  readonly tries: number;
}

/**
 * Where a try counts. A device that the account knows has a count of its own, that no stranger can fill: strangers wait,
 * by their address and all together, the owner does not.
 */
export function bucketsOf({ account, address, knownDevice }: TriedFrom): readonly Bucket[] {
  if (knownDevice !== null) return [{ key: `device:${account}:${knownDevice}`, tries: TRIES }];
  return [
    { key: `address:${account}:${address}`, tries: TRIES },
    { key: strangersOf(account), tries: TRIES_OF_STRANGERS },
  ];
}

/** The tries of whoever is signed in at the password that they would change: whoever took their session guesses too. */
export const changeOf = (userId: string): Bucket => ({ key: `change:${userId}`, tries: TRIES });

/** All the tries at an account from where it is not known. */
export const strangersOf = (account: string): string => `strangers:${account}`;

export interface Count {
  readonly count: number;
  readonly forgottenAt: Date;
}

/** How many tries are remembered; one to be forgotten further away than any memory was of a clock that was ahead. */
export const triesLeft = ({ count, forgottenAt }: Count, at: Date): number =>
  forgottenAt <= at || forgottenAt.getTime() > at.getTime() + 2 * MEMORY_MS ? 0 : count;

/** Milliseconds before a bucket takes another try; 0: now. */
export function waitOf(bucket: Bucket, counted: Count, at: Date): number {
  const tries = triesLeft(counted, at);
  if (tries < bucket.tries) return 0;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(tries - bucket.tries, 30), MAX_WAIT_MS);
  return Math.max(0, counted.forgottenAt.getTime() - MEMORY_MS + wait - at.getTime());
}
