import { entryFault } from '#domain/account/life.ts';
import { DomainError } from '#domain/errors.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { type AccountFacts, createAccount } from '#prisma/repositories/account/accounts.ts';
import { endLinks } from '#prisma/repositories/account/links.ts';
import { findIdentity, findMailed } from '#prisma/repositories/people/persons.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { type ActsOnAccount, administeredAccount } from '../administered-account.ts';
import { notifyAccount } from '../notify-account.ts';
import { mustBeLinkable } from './guarded-link.ts';

/**
 * Invites a person to the portal: creates their account if needed, and mails a link by which they
 * choose a password, to their work address or else to the personal one that two people confirmed.
 * Called again before they have, it mails another link, and the former one no longer opens
 * anything.
 * @throws {DomainError} not-found, no-address, address-needed, own-account, account-active,
 * account-locked, account-closed
 */
export const invite = (
  { database, mailDomain }: NotifyingDeps,
  by: ActsOnAccount,
  { personId }: { readonly personId: string },
): Promise<void> =>
  database.transaction(async (tx) => {
    const account = await administeredAccount(tx, by, personId);
    await inviteHeld(tx, { personId, account, byId: by.actor.personId, at: by.at, mailDomain });
  });

/**
 * Invites a person whose row the caller has locked, once the right to do so has been checked.
 * `byId`: null when the portal does it by itself, at the request of an import.
 * @throws {DomainError} not-found, no-address, address-needed, account-active, account-locked,
 * account-closed
 */
export async function inviteHeld(
  tx: Tx,
  asked: {
    readonly personId: string;
    readonly account: AccountFacts | null;
    readonly byId: string | null;
    readonly at: Date;
    readonly mailDomain: string;
  },
): Promise<void> {
  const { personId, account, byId, at, mailDomain } = asked;
  const fault = account && (entryFault(account) ?? (account.activatedAt === null ? null : 'account-active'));
  if (fault !== null) throw new DomainError(fault);
  const identity = await findIdentity(tx, personId);
  const mailed = await findMailed(tx, personId);
  if (identity === null || mailed === null) throw new DomainError('not-found');
  const address = mailed.workEmail ?? mailed.accountEmail;
  if (address === null) throw new DomainError('no-address');
  await mustBeLinkable(tx, { id: personId, workEmail: mailed.workEmail }, at);
  const userId = account?.id ?? (await createAccount(tx, { id: personId, ...identity, address }));
  await endLinks(tx, userId, at);
  await notifyAccount(tx, {
    ...{ personId, message: 'account-invited', occasion: `invitation:${uuid7(at)}`, at, mailDomain },
  });
  await appendAudit(tx, {
    ...{ chain: personId, at, actorId: byId, verb: 'account.invite', subject: `user:${userId}` },
    payload: { by: byId === null ? 'portal' : 'administrator' },
  });
}
