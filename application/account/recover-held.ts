import { entryFault } from '#domain/account/life.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { dropFactors, dropPassword, findAccount } from '#prisma/repositories/account/accounts.ts';
import { endIdentityLinks } from '#prisma/repositories/account/identities.ts';
import { endLinks } from '#prisma/repositories/account/links.ts';
import { endSessions } from '#prisma/repositories/account/sessions.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import { type Change, traceChange } from '../administration/change.ts';
import { notifyAccount } from './notify-account.ts';

/**
 * Checks that an account can be recovered: it was activated, and is neither locked nor closed.
 * @throws {DomainError} not-found, account-waiting, account-locked, account-closed
 */
export async function mustBeRecoverable(tx: Tx, personId: string): Promise<void> {
  const account = await findAccount(tx, { personId });
  if (account === null) throw new DomainError('not-found');
  const fault = entryFault(account) ?? (account.activatedAt === null ? 'account-waiting' : null);
  if (fault !== null) throw new DomainError(fault);
}

/**
 * Recovers an account whose row the caller has locked, with its audit entry: nothing that opened it
 * does any more.
 * @returns the account's id
 * @throws {DomainError} not-found
 */
export async function recoverHeld(
  tx: Tx,
  change: Change,
  recovered: {
    readonly personId: string;
    readonly proposalId: string | null;
    readonly mailDomain: string;
    /** False: the caller hands the link over instead. */
    readonly byMail?: boolean;
  },
): Promise<string> {
  const { personId, proposalId, mailDomain, byMail = true } = recovered;
  const { at } = change;
  const account = await findAccount(tx, { personId });
  if (account === null) throw new DomainError('not-found');
  await dropFactors(tx, account.id);
  await dropPassword(tx, account.id);
  const identities = await endIdentityLinks(tx, account.id, at);
  await endLinks(tx, account.id, at);
  const sessions = await endSessions(tx, account.id);
  if (byMail)
    await notifyAccount(tx, {
      ...{ personId, message: 'account-recovered', occasion: `recovery:${uuid7(at)}`, at, mailDomain },
    });
  await traceChange(tx, change, {
    ...{ chain: personId, verb: 'factor.recover', subject: `user:${account.id}` },
    after: { sessions, identities, ...(proposalId !== null && { proposalId }) },
  });
  return account.id;
}
