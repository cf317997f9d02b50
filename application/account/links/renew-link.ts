import { entryFault } from '#domain/account/life.ts';
import { linkFault } from '#domain/account/link.ts';
import { isWithoutAddress } from '#domain/account/without-address.ts';
import { DomainError } from '#domain/errors.ts';
import { findAccount } from '#prisma/repositories/account/accounts.ts';
import { endLinks, findLink, lockLink } from '#prisma/repositories/account/links.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { notifyAccount } from '../notify-account.ts';
import { mustBeLinkable } from './guarded-link.ts';
import { inviteHeld } from './invite.ts';
import { digestOf } from './link-token.ts';

/**
 * Mails another invitation or password reset in place of one that expired, to the address of the
 * account, once for each link.
 * @throws {DomainError} link-unknown, link-used, link-replaced, account-closed, account-locked,
 * account-active, address-needed; link-not-late: it still opens, or only administrators may give
 * another one
 */
export const renewLink = (
  { database, mailDomain }: NotifyingDeps,
  { token, at }: { readonly token: string; readonly at: Date },
): Promise<void> =>
  database.transaction(async (tx) => {
    const digest = digestOf(token);
    await lockLink(tx, digest);
    const link = await findLink(tx, digest);
    if (link === null) throw new DomainError('link-unknown');
    const fault = entryFault(link.user) ?? linkFault(link, at);
    if (fault === null || (fault === 'link-late' && (link.purpose === 'recovery' || isWithoutAddress(link.user.email))))
      throw new DomainError('link-not-late');
    if (fault !== 'link-late') throw new DomainError(fault);
    await mustBeLinkable(tx, link.person, at);
    const { id: personId } = link.person;
    const told = { personId, at, mailDomain };
    if (link.purpose === 'invitation')
      return inviteHeld(tx, { ...told, account: await findAccount(tx, { personId }), byId: null });
    await endLinks(tx, link.user.id, at);
    await notifyAccount(tx, { ...told, message: 'password-forgotten', occasion: `reset:${uuid7(at)}` });
  });
