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

export const ACCOUNT_STATES = ['none', 'waiting', 'active', 'locked', 'closed'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** In which state an account is, and since when; null: the person has none. */
export function accountState(account: AccountLife | null): {
  readonly state: AccountState;
  readonly since: Date | null;
} {
  if (account === null) return { state: 'none', since: null };
  const { closedAt, lockedAt, activatedAt } = account;
  if (closedAt !== null) return { state: 'closed', since: closedAt };
  if (lockedAt !== null) return { state: 'locked', since: lockedAt };
  return activatedAt === null ? { state: 'waiting', since: null } : { state: 'active', since: activatedAt };
}
