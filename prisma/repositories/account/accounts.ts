import { randomUUID } from 'node:crypto';
import type { AccountLife } from '#domain/account/life.ts';
import { accountAddress } from '#domain/account/without-address.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';

/** better-auth's name of an account's password. */
const PASSWORD = 'credential';

export interface AccountFacts extends AccountLife {
  readonly id: string;
  readonly email: string;
  readonly personId: string;
  /** Not all have one: an identity provider may answer for them. */
  readonly hasPassword: boolean;
}

const FACTS = {
  ...{ id: true, email: true, personId: true, activatedAt: true, lockedAt: true, closedAt: true },
  accounts: { where: { providerId: PASSWORD, password: { not: null } }, select: { id: true } },
} as const;

/** The account of a person, or the one with this address; null when there is none, or when it is nobody's. */
export async function findAccount(
  tx: Tx,
  where: { readonly personId: string } | { readonly email: string },
): Promise<AccountFacts | null> {
  const row = await tx.user.findUnique({ where, select: FACTS });
  if (row === null || row.personId === null) return null;
  const { accounts, personId, ...facts } = row;
  return { ...facts, personId, hasPassword: accounts.length > 0 };
}

const held = statement((given: { userId: string }) =>
  db.selectFrom('user').select('id').where('id', '=', given.userId).forUpdate(),
);

/** Changes of an account come one after the other. */
export async function lockAccount(tx: Tx, userId: string): Promise<void> {
  await held.all(tx, { userId });
}

/** An account that waits for its person; answers its id. */
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
 * The personal address of somebody's account from now on, in lower case; null: none any more, and what was to leave for it stays
 * on their screen.
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

/** Gives the account this password, by its hash; a first one brings it to life. */
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

/** Says since when an account is locked, or closed; null: it is not any more. */
export async function shutAccount(
  tx: Tx,
  userId: string,
  shut: { readonly lockedAt: Date | null } | { readonly closedAt: Date | null },
): Promise<void> {
  await tx.user.update({ where: { id: userId }, data: shut, select: { id: true } });
}

/** The hash of its password; null: it has none. */
export async function passwordHash(tx: Tx, userId: string): Promise<string | null> {
  const row = await tx.account.findFirst({ where: { userId, providerId: PASSWORD }, select: { password: true } });
  return row?.password ?? null;
}

/** Its password opens nothing any more. */
export async function dropPassword(tx: Tx, userId: string): Promise<void> {
  await tx.account.updateMany({ where: { userId, providerId: PASSWORD }, data: { password: null } });
}

/** Its second factors serve no more, passkeys and recovery codes among them. */
export async function dropFactors(tx: Tx, userId: string): Promise<void> {
  await dropAuthenticator(tx, userId);
  await tx.passkey.deleteMany({ where: { userId } });
}

/** Its authenticator serves no more, nor its recovery codes. */
export async function dropAuthenticator(tx: Tx, userId: string): Promise<void> {
  await tx.twoFactor.deleteMany({ where: { userId } });
  await tx.user.update({ where: { id: userId }, data: { twoFactorEnabled: false }, select: { id: true } });
}

/** Whether nobody ever entered: no account came to life. */
export const isEmptyPortal = async (tx: Tx): Promise<boolean> =>
  (await tx.user.findFirst({ where: { activatedAt: { not: null } }, select: { id: true } })) === null;

/** The last invitation of a person, and what became of its mail; null when they never were invited by mail. */
export async function lastInvitation(tx: Tx, personId: string): Promise<{ at: Date; mail: string } | null> {
  const told = await tx.notification.findFirst({
    where: { recipientId: personId, message: 'account-invited' },
    orderBy: { queuedAt: 'desc' },
    select: { queuedAt: true, state: true },
  });
  return told && { at: told.queuedAt, mail: told.state };
}
