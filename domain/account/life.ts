import type { ErrorCode } from '../errors.ts';

/** The columns that say where an account is in its life. */
export interface AccountLife {
  readonly activatedAt: Date | null;
  readonly lockedAt: Date | null;
  readonly closedAt: Date | null;
}

/** Returns why nobody can sign in with this account by any method; null: nothing forbids it. */
export function entryFault({ lockedAt, closedAt }: Pick<AccountLife, 'lockedAt' | 'closedAt'>): ErrorCode | null {
  if (closedAt !== null) return 'account-closed';
  return lockedAt === null ? null : 'account-locked';
}

/** Every state that an account can be in; `none`: the person has no account. */
export const ACCOUNT_STATES = ['none', 'waiting', 'active', 'locked', 'closed'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** Returns the state of an account and since when; `none` if the person has no account. */
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
