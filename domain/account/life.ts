import type { ErrorCode } from '../errors.ts';

/** Where an account is in its life: what its columns say. */
export interface AccountLife {
  readonly activatedAt: Date | null;
  readonly lockedAt: Date | null;
  readonly closedAt: Date | null;
}

/** Why nobody enters by this account, by any road; null: nothing stands against it. */
export function entryFault({ lockedAt, closedAt }: Pick<AccountLife, 'lockedAt' | 'closedAt'>): ErrorCode | null {
  if (closedAt !== null) return 'account-closed';
  return lockedAt === null ? null : 'account-locked';
}
