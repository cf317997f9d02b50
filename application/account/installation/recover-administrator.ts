import { PRINTED_LINK_LIVES_MS } from '#domain/account/link.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { canEndAdministrator } from '#domain/permissions/administration.ts';
import { findAccount, lockAccount, shutAccount } from '#prisma/repositories/account/accounts.ts';
import { fewestAdministratorsBut, lockAdministrators } from '#prisma/repositories/administration/power.ts';
import { personName } from '#prisma/repositories/people/people.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import { INSTALLATION_ID } from '../../administration/change.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { makeLink } from '../links/make-link.ts';
import { notifyAccount } from '../notify-account.ts';
import { recoverHeld } from '../recover-held.ts';
import { type Invited, NothingBegun } from './begin-installation.ts';

/**
 * Recovers an administrator's account when no two others could do it on screen; runs as the owner
 * of the tables. What opened the account no longer does, a link is returned to be handed over, and
 * every administrator without an end date is notified.
 * @throws {NothingBegun}
 */
export const recoverAdministrator = (
  { database, mailDomain }: NotifyingDeps,
  { email, at }: { readonly email: string; readonly at: Date },
): Promise<Invited> =>
  database.transaction(async (tx) => {
    await lockAdministrators(tx);
    const account = await findAccount(tx, { email: email.trim().toLowerCase() });
    const others = account && (await fewestAdministratorsBut(tx, account.personId, parisDay(at)));
    if (account === null || others === null) throw new NothingBegun(`${email} is no administrator’s address.`);
    if (canEndAdministrator(others))
      throw new NothingBegun(
        `${others} other administrators can do it on the screens: one proposes, from the page of the person, another one confirms.`,
      );
    const { id: userId, personId } = account;
    await lockAccount(tx, userId);
    await shutAccount(tx, userId, { lockedAt: null });
    await shutAccount(tx, userId, { closedAt: null });
    const actor = { personId: INSTALLATION_ID, habilitations: [] };
    const change = { actor, at, reason: 'first-administrator --recover' };
    await recoverHeld(tx, change, { personId, proposalId: null, mailDomain, byMail: false });
    const link = await makeLink(tx, { userId, purpose: 'recovery', at, livesMs: PRINTED_LINK_LIVES_MS });
    const name = await personName(tx, personId);
    const who = `${name?.firstName ?? ''} ${name?.lastName ?? ''}`;
    const administrators = await tx.habilitation.findMany({
      where: { role: 'administrateur', until: null },
      distinct: ['personId'],
      select: { personId: true },
    });
    for (const told of administrators)
      await notifyAccount(tx, {
        ...{ personId: told.personId, message: 'administrator-recovered', occasion: `recovery:${uuid7(at)}`, at },
        ...{ words: { fr: who, en: who }, mailDomain },
      });
    return { email: account.email, ...link };
  });
