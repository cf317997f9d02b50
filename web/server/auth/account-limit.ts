import { createHash } from 'node:crypto';
import type { Database, Tx } from '../../../prisma/client.ts';

/** Wrong passwords for one account, from wherever they come, before it waits. */
const TRIES = 5;
/** The first wait; each further wrong password doubles it. */
const FIRST_WAIT_MS = 30_000;
const MAX_WAIT_MS = 15 * 60_000;
/** Wrong passwords are forgotten this long after the last. */
const MEMORY_MS = 60 * 60_000;

export interface AccountLimit {
  /** Counts a try that begins, and answers 0; or counts nothing, and answers the seconds to wait. */
  begin(email: string): Promise<number>;
  succeeded(email: string): Promise<void>;
}

/**
 * Counts tries by account, beside better-auth's count by client address: a guesser may have many addresses. A try is
 * counted before the password is looked at, so that many at once are not all let in. The key is a digest: who is being
 * guessed at is not readable in the table.
 *
 * better-auth sweeps that table of whatever it thinks a minute old: a row bears the instant its tries are forgotten.
 */
export function createAccountLimit({ prisma, transaction }: Database, now: () => number = Date.now): AccountLimit {
  const keyOf = (email: string): string =>
    `account:${createHash('sha256').update(email.trim().toLowerCase()).digest('hex')}`;
  return {
    begin: (email) => transaction((tx) => begin(tx, keyOf(email), now())),
    async succeeded(email) {
      await prisma.rateLimit.deleteMany({ where: { key: keyOf(email) } });
    },
  };
}

async function begin(tx: Tx, key: string, at: number): Promise<number> {
  await tx.rateLimit.createMany({
    data: [{ id: key, key, count: 0, lastRequest: BigInt(at + MEMORY_MS) }],
    skipDuplicates: true,
  });
  const [row] = await tx.$queryRaw<{ count: number; forgottenAt: bigint }[]>`
    select count, last_request as "forgottenAt" from rate_limit where key = ${key} for update`;
  // Gone since the line above: the right password was given elsewhere in between.
  if (!row) return 0;
  const forgottenAt = Number(row.forgottenAt);
  // Further away than any memory: the clock was ahead, and went back.
  const tries = forgottenAt <= at || forgottenAt > at + 2 * MEMORY_MS ? 0 : row.count;
  const left = tries < TRIES ? 0 : forgottenAt - MEMORY_MS + waitAfter(tries) - at;
  if (left > 0) return Math.ceil(left / 1000);
  await tx.rateLimit.update({ where: { key }, data: { count: tries + 1, lastRequest: BigInt(at + MEMORY_MS) } });
  return 0;
}

const waitAfter = (tries: number): number => Math.min(FIRST_WAIT_MS * 2 ** (tries - TRIES), MAX_WAIT_MS);
