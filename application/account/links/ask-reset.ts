import { entryFault } from '#domain/account/life.ts';
import { isWithoutAddress } from '#domain/account/without-address.ts';
import { findAccount, lockAccount } from '#prisma/repositories/account/accounts.ts';
import { wasToldSince } from '#prisma/repositories/messages/notifications.ts';
import { findMailed } from '#prisma/repositories/people/persons.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { notifyAccount } from '../notify-account.ts';
import { guardedLinkFault } from './guarded-link.ts';
import { inviteHeld } from './invite.ts';

/** An account is mailed at most once in this time, so that no stranger can fill a mailbox. */
const ONCE_IN_MS = 10 * 60_000;

/**
 * Mails the link that resets a forgotten password; to a person who never chose one, their
 * invitation again. The caller gets the same answer in every case, also when nothing is mailed: no
 * such account; one that is locked or closed, opened only by an identity provider, without an
 * address or without the one that its owner's rights require, or mailed a moment ago.
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
