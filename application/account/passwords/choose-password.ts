import { hashPassword } from 'better-auth/crypto';
import { signInName } from '#domain/account/without-address.ts';
import { appendAudit } from '#prisma/audit.ts';
import { setPassword } from '#prisma/repositories/account/accounts.ts';
import { endLinks, linkUsed, lockLink } from '#prisma/repositories/account/links.ts';
import { endSessions } from '#prisma/repositories/account/sessions.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { digestOf } from '../links/link-token.ts';
import { type LinkAsked, usableLink } from '../links/open-link.ts';
import { notifyAccount } from '../notify-account.ts';
import { knownOf, type PasswordJudge } from './password-judge.ts';

/**
 * Sets the password that the owner of a link chose; ends this link, all the others and every
 * session. If two people use the same link, the second finds it used.
 * @returns what to sign in with: their address, or their employee number
 * @throws {DomainError} form-invalid, at « password »; busy; and those of `usableLink`
 */
export async function choosePassword(
  { database, mailDomain, passwords }: NotifyingDeps & { readonly passwords: PasswordJudge },
  asked: LinkAsked & { readonly password: string },
): Promise<{ email: string }> {
  const { token, password, at } = asked;
  // Checked first: without a link, nothing is judged or hashed.
  const owner = await usableLink(database.prisma, asked);
  await passwords.judge(owner.user.id, {
    password,
    words: knownOf(owner.person, signInName(owner.user.email, owner.person.employeeNumber)),
  });
  const hash = await hashPassword(password);
  return database.transaction(async (tx) => {
    await lockLink(tx, digestOf(token));
    const { id, purpose, user, person } = await usableLink(tx, asked);
    await setPassword(tx, user.id, hash, at);
    await linkUsed(tx, id, at);
    await endLinks(tx, user.id, at);
    const sessions = await endSessions(tx, user.id);
    if (user.activatedAt !== null)
      await notifyAccount(tx, {
        ...{ personId: person.id, message: 'password-changed', occasion: `password:${uuid7(at)}`, at, mailDomain },
      });
    await appendAudit(tx, {
      ...{ chain: person.id, at, actorId: person.id, subject: `user:${user.id}` },
      verb: user.activatedAt === null ? 'account.activate' : 'password.reset',
      payload: { by: purpose, sessions },
    });
    return { email: signInName(user.email, person.employeeNumber) };
  });
}
