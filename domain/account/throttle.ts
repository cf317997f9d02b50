/** Wrong passwords for one account from one place before that place has to wait. */
const TRIES = 5;
/** The same for all places unknown to the account: an attacker may have many addresses. */
const TRIES_OF_STRANGERS = 20;
/** The first wait; each further wrong password doubles it. */
const FIRST_WAIT_MS = 30_000;
const MAX_WAIT_MS = 15 * 60_000;
/** Wrong passwords are forgotten this long after the last. */
export const MEMORY_MS = 60 * 60_000;

/**
 * Where a password is tried from: digests, so that the counts do not reveal who is being attacked.
 */
export interface TriedFrom {
  readonly account: string;
  readonly address: string;
  /** A device from which this person signed in before; null: an unknown device. */
  readonly knownDevice: string | null;
}

/** What is counted together, and how many wrong passwords it takes before a wait. */
export interface Bucket {
  readonly key: string;
  readonly tries: number;
}

/**
 * Returns the buckets in which a try counts. A device known to the account has a bucket of its own,
 * which no stranger can fill: strangers wait, by address and all together, the owner does not.
 */
export function bucketsOf({ account, address, knownDevice }: TriedFrom): readonly Bucket[] {
  if (knownDevice !== null) return [{ key: `device:${account}:${knownDevice}`, tries: TRIES }];
  return [
    { key: `address:${account}:${address}`, tries: TRIES },
    { key: strangersOf(account), tries: TRIES_OF_STRANGERS },
  ];
}

/**
 * Bucket of the tries at the current password by a signed-in person: somebody who stole the session
 * guesses too.
 */
export const changeOf = (userId: string): Bucket => ({ key: `change:${userId}`, tries: TRIES });

/** Key of all the tries at an account from places it does not know. */
export const strangersOf = (account: string): string => `strangers:${account}`;

/** Tries counted in a bucket, and when they are forgotten. */
export interface Count {
  readonly count: number;
  readonly forgottenAt: Date;
}

/**
 * Returns how many tries are still counted. A count that expires later than any could was written
 * by a clock that was ahead: it is dropped.
 */
export const triesLeft = ({ count, forgottenAt }: Count, at: Date): number =>
  forgottenAt <= at || forgottenAt.getTime() > at.getTime() + 2 * MEMORY_MS ? 0 : count;

/** Returns how long a bucket waits before its next try, in milliseconds; 0: no wait. */
export function waitOf(bucket: Bucket, counted: Count, at: Date): number {
  const tries = triesLeft(counted, at);
  if (tries < bucket.tries) return 0;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(tries - bucket.tries, 30), MAX_WAIT_MS);
  return Math.max(0, counted.forgottenAt.getTime() - MEMORY_MS + wait - at.getTime());
}
