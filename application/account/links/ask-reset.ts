import { entryFault } from '#domain/account/life.ts';
import { isWithoutAddress } from '#domain/account/without-address.ts';
import { findAccount, lockAccount } from '#prisma/repositories/account/accounts.ts';
import { wasToldSince } from '#prisma/repositories/notifications.ts';
import { findMailed } from '#prisma/repositories/people/persons.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { notifyAccount } from '../notify-account.ts';
import { guardedLinkFault } from './guarded-link.ts';
import { inviteHeld } from './invite.ts';

/** However often it is asked, an account is mailed once in this time: no stranger fills a mailbox. */
const ONCE_IN_MS = 10 * 60_000;

/**
 * Mails a link by which a forgotten password is chosen anew; to whoever never chose one, their invitation again. Whoever
 * asks is told the same in every case: there may be no such account, it may be locked or closed, sign in by an identity
 * provider alone, have no address, or not the one that its owner's rights ask for, or have been mailed a moment ago.
 */
export const askReset = (
  { database, mailDomain }: NotifyingDeps,
  { email, at }: { readonly email: string; readonly at: Date },
): Promise<void> =>
  database.transaction(async (tx) => {
    const account = await findAccount(tx, { email: email.trim().toLowerCase() });
    if (account === null || entryFault(account) !== null || isWithoutAddress(account.email)) return;
    const { personId, activatedAt, hasPassword } = account;
    const mailed = await findMailed(tx, personId);
    if (mailed === null || (await guardedLinkFault(tx, { id: personId, ...mailed }, at)) !== null) return;
    const waits = activatedAt === null;
    if (!waits && !hasPassword) return;
    const message = waits ? 'account-invited' : 'password-forgotten';
    await lockAccount(tx, account.id);
    if (await wasToldSince(tx, personId, message, new Date(at.getTime() - ONCE_IN_MS))) return;
    if (waits) return inviteHeld(tx, { personId, account, byId: null, at, mailDomain });
    await notifyAccount(tx, { personId, message, occasion: `reset:${uuid7(at)}`, at, mailDomain });
  });
