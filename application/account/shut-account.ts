import type { AccountMessage } from '#domain/account/notice.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { AuditVerb } from '#domain/evidence/audit.ts';
import { canEndAdministrator } from '#domain/permissions/administration.ts';
import type { Tx } from '#prisma/client.ts';
import { type AccountFacts, shutAccount } from '#prisma/repositories/account/accounts.ts';
import { endLinks } from '#prisma/repositories/account/links.ts';
import { endSessions } from '#prisma/repositories/account/sessions.ts';
import { fewestAdministratorsBut, lockAdministrators } from '#prisma/repositories/administration/power.ts';
import { comeBackHere } from '#prisma/repositories/people/scim.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import { type Change, traceChange } from '../administration/change.ts';
import type { NotifyingDeps } from '../dependencies.ts';
import { accountToShut } from './administered-account.ts';
import { notifyAccount } from './notify-account.ts';

/** The person whose account is concerned; the change bears the reason. */
interface Asked {
  readonly personId: string;
}

/**
 * Locks the account of a person: their sessions and links end at once, and nobody signs in until it
 * is unlocked.
 * @throws {DomainError} not-found, own-account, administrator-above, last-administrators
 */
export const lockAccount = (deps: NotifyingDeps, change: Change, { personId }: Asked): Promise<void> =>
  deps.database.transaction(async (tx) => {
    const account = await accountToShut(tx, change, personId);
    if (account.lockedAt !== null) return;
    await shut(tx, deps, change, { account, verb: 'account.lock', message: 'account-locked' });
  });

/**
 * Closes the account of a person. It has the effects of a lock, and is meant to be final, but the
 * account can be reopened.
 * @throws {DomainError} not-found, own-account, administrator-above, last-administrators
 */
export const closeAccount = (deps: NotifyingDeps, change: Change, { personId }: Asked): Promise<void> =>
  deps.database.transaction(async (tx) => {
    const account = await accountToShut(tx, change, personId);
    await closeHeld(tx, deps, change, account);
  });

/**
 * Closes an account whose row the caller has locked, once the right to do so has been checked, as a
 * departure does.
 * @throws {DomainError} last-administrators
 */
export async function closeHeld(
  tx: Tx,
  deps: Pick<NotifyingDeps, 'mailDomain'>,
  change: Change,
  account: AccountFacts,
): Promise<void> {
  if (account.closedAt !== null) return;
  await shut(tx, deps, change, { account, verb: 'account.close', message: 'account-closed' });
}

/**
 * Unlocks the account of a person.
 * @throws {DomainError} not-found, own-account, administrator-above
 */
export const unlockAccount = (deps: NotifyingDeps, change: Change, { personId }: Asked): Promise<void> =>
  deps.database.transaction(async (tx) => {
    const account = await accountToShut(tx, change, personId);
    if (account.lockedAt === null) return;
    await shutAccount(tx, account.id, { lockedAt: null });
    await say(tx, deps, change, { account, verb: 'account.unlock', message: 'account-unlocked' });
  });

/**
 * Reopens the closed account of a person.
 * @throws {DomainError} not-found, own-account, administrator-above
 */
export const reopenAccount = (deps: NotifyingDeps, change: Change, { personId }: Asked): Promise<void> =>
  deps.database.transaction(async (tx) => {
    const account = await accountToShut(tx, change, personId);
    if (account.closedAt === null) return;
    await shutAccount(tx, account.id, { closedAt: null });
    await comeBackHere(tx, personId, change.at);
    await say(tx, deps, change, { account, verb: 'account.reopen', message: 'account-reopened' });
  });

interface Done {
  readonly account: AccountFacts;
  readonly verb: AuditVerb & `account.${string}`;
  readonly message: AccountMessage;
  readonly sessions?: number;
}

async function shut(tx: Tx, deps: Pick<NotifyingDeps, 'mailDomain'>, change: Change, done: Done): Promise<void> {
  const { account, verb } = done;
  const { at } = change;
  const isOpen = account.lockedAt === null && account.closedAt === null;
  if (isOpen) {
    await lockAdministrators(tx);
    const others = await fewestAdministratorsBut(tx, account.personId, parisDay(at));
    if (others !== null && !canEndAdministrator(others)) throw new DomainError('last-administrators', { others });
  }
  await shutAccount(tx, account.id, verb === 'account.lock' ? { lockedAt: at } : { closedAt: at });
  await endLinks(tx, account.id, at);
  await say(tx, deps, change, { ...done, sessions: await endSessions(tx, account.id) });
}

async function say(
  tx: Tx,
  { mailDomain }: Pick<NotifyingDeps, 'mailDomain'>,
  change: Change,
  { account, verb, message, sessions }: Done,
): Promise<void> {
  const { at } = change;
  const { id, personId } = account;
  await notifyAccount(tx, { personId, message, occasion: `${verb}:${uuid7(at)}`, at, mailDomain });
  await traceChange(tx, change, {
    ...{ chain: personId, verb, subject: `user:${id}` },
    ...(sessions !== undefined && { after: { sessions } }),
  });
}
