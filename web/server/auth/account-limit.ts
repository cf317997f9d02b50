import { createHash } from 'node:crypto';
import type { Database } from '../../../prisma/client.ts';

/** Wrong passwords for one account, from wherever they come, before it waits. */
const TRIES = 10;
const WINDOW_MS = 15 * 60_000;

export interface AccountLimit {
  /** Seconds to wait before this address may try again; 0 when it may now. */
  waitFor(email: string): Promise<number>;
  failed(email: string): Promise<void>;
  succeeded(email: string): Promise<void>;
}

/**
 * Counts wrong passwords by account, beside better-auth's count by client address: a guesser may have many addresses.
 * The key is a digest: who is being guessed at is not readable in the table.
 */
export function createAccountLimit({ prisma }: Database, now: () => number = Date.now): AccountLimit {
  const keyOf = (email: string): string =>
    `account:${createHash('sha256').update(email.trim().toLowerCase()).digest('hex')}`;
  return {
    async waitFor(email) {
      const row = await prisma.rateLimit.findUnique({ where: { key: keyOf(email) } });
      if (!row || row.count < TRIES) return 0;
      return Math.max(0, Math.ceil((Number(row.lastRequest) + WINDOW_MS - now()) / 1000));
    },
    async failed(email) {
      const key = keyOf(email);
      const at = BigInt(now());
      // One statement: guesses made at the same time are all counted.
      await prisma.$executeRaw`
        insert into rate_limit (id, key, count, last_request) values (${key}, ${key}, 1, ${at})
        on conflict (key) do update set last_request = excluded.last_request,
          count = case when rate_limit.last_request < ${at - BigInt(WINDOW_MS)} then 1 else rate_limit.count + 1 end`;
    },
    async succeeded(email) {
      await prisma.rateLimit.deleteMany({ where: { key: keyOf(email) } });
    },
  };
}
