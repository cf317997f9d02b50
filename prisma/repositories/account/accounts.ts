import { randomUUID } from 'node:crypto';
import type { AccountLife } from '#domain/account/life.ts';
import { accountAddress } from '#domain/account/without-address.ts';
import type { Tx } from '../../client.ts';
import { lockRow } from '../statements/lock-alone.ts';

/** better-auth's name of an account's password. */
const PASSWORD = 'credential';

/** An account of a person, with what tells whether it can sign in. */
export interface AccountFacts extends AccountLife {
  readonly id: string;
  readonly email: string;
  readonly personId: string;
  /** Not all have one: an identity provider may vouch for them. */
  readonly hasPassword: boolean;
}

const FACTS = {
  ...{ id: true, email: true, personId: true, activatedAt: true, lockedAt: true, closedAt: true },
  accounts: { where: { providerId: PASSWORD, password: { not: null } }, select: { id: true } },
} as const;

/**
 * Finds the account of a person, or the one with this address; null if there is none, or if it has
 * no person.
 */
export async function findAccount(
  tx: Tx,
  where: { readonly personId: string } | { readonly email: string },
): Promise<AccountFacts | null> {
  const row = await tx.user.findUnique({ where, select: FACTS });
  if (row === null || row.personId === null) return null;
  const { accounts, personId, ...facts } = row;
  return { ...facts, personId, hasPassword: accounts.length > 0 };
}

const lockOne = lockRow('user');

/** Locks an account until the transaction ends: its changes are made one after the other. */
export async function lockAccount(tx: Tx, userId: string): Promise<void> {
  await lockOne(tx, userId);
}

/** Creates an account that its person has not activated yet; returns its id. */
export async function createAccount(
  tx: Tx,
  person: {
    readonly id: string;
    readonly firstName: string;
    readonly lastName: string;
    /** Where they are written to; null: nowhere. */
    readonly address: string | null;
  },
): Promise<string> {
  const id = randomUUID();
  const name = `${person.firstName} ${person.lastName}`;
  await tx.user.create({ data: { id, name, email: accountAddress(person.id, person.address), personId: person.id } });
  return id;
}

/**
 * Sets the personal address of somebody's account, in lower case. Null removes it: mail that was to
 * leave for it stays on their screen.
 */
export async function writeAccountEmail(
  tx: Tx,
  personId: string,
  accountEmail: string | null,
  at: Date,
): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { accountEmail }, select: { id: true } });
  const email = accountAddress(personId, accountEmail);
  await tx.user.updateMany({ where: { personId }, data: { email, updatedAt: at } });
  if (accountEmail === null)
    await tx.notification.updateMany({
      where: { recipientId: personId, address: null, state: { in: ['queued', 'sending', 'uncertain'] } },
      data: { state: 'on-screen' },
    });
}

/** Sets the password of an account, by its hash; a first one activates the account. */
export async function setPassword(tx: Tx, userId: string, hash: string, at: Date): Promise<void> {
  const { count } = await tx.account.updateMany({
    where: { userId, providerId: PASSWORD },
    data: { password: hash, updatedAt: at },
  });
  if (count === 0)
    await tx.account.create({
      data: { id: randomUUID(), accountId: userId, providerId: PASSWORD, userId, password: hash },
    });
  await tx.user.updateMany({ where: { id: userId, activatedAt: null }, data: { activatedAt: at } });
}

/** Sets since when an account is locked, or closed; null: no longer. */
export async function shutAccount(
  tx: Tx,
  userId: string,
  shut: { readonly lockedAt: Date | null } | { readonly closedAt: Date | null },
): Promise<void> {
  await tx.user.update({ where: { id: userId }, data: shut, select: { id: true } });
}

/** Returns the hash of its password; null: it has none. */
export async function passwordHash(tx: Tx, userId: string): Promise<string | null> {
  const row = await tx.account.findFirst({ where: { userId, providerId: PASSWORD }, select: { password: true } });
  return row?.password ?? null;
}

/** Removes its password. */
export async function dropPassword(tx: Tx, userId: string): Promise<void> {
  await tx.account.updateMany({ where: { userId, providerId: PASSWORD }, data: { password: null } });
}

/** Removes its second factors: authenticator, recovery codes and passkeys. */
export async function dropFactors(tx: Tx, userId: string): Promise<void> {
  await dropAuthenticator(tx, userId);
  await tx.passkey.deleteMany({ where: { userId } });
}

/** Removes its authenticator, with its recovery codes. */
export async function dropAuthenticator(tx: Tx, userId: string): Promise<void> {
  await tx.twoFactor.deleteMany({ where: { userId } });
  await tx.user.update({ where: { id: userId }, data: { twoFactorEnabled: false }, select: { id: true } });
}

/** True if nobody ever signed in: no account was activated. */
export const isEmptyPortal = async (tx: Tx): Promise<boolean> =>
  (await tx.user.findFirst({ where: { activatedAt: { not: null } }, select: { id: true } })) === null;

/**
 * Returns when a person was last invited, and the state of that mail; null if they never were
 * invited by mail.
 */
export async function lastInvitation(tx: Tx, personId: string): Promise<{ at: Date; mail: string } | null> {
  const told = await tx.notification.findFirst({
    where: { recipientId: personId, message: 'account-invited' },
    orderBy: { queuedAt: 'desc' },
    select: { queuedAt: true, state: true },
  });
  return told && { at: told.queuedAt, mail: told.state };
}
