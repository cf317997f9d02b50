import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { changeOf } from '#domain/account/throttle.ts';
import { DomainError } from '#domain/errors.ts';
import { appendAudit } from '#prisma/audit.ts';
import { findAccount, lockAccount, passwordHash, setPassword } from '#prisma/repositories/account/accounts.ts';
import { endLinks } from '#prisma/repositories/account/links.ts';
import { endSessions } from '#prisma/repositories/account/sessions.ts';
import { forgetCounts } from '#prisma/repositories/account/tries.ts';
import { findIdentity } from '#prisma/repositories/people/persons.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { notifyAccount } from '../notify-account.ts';
import { countTry } from '../sign-in/count-try.ts';
import { knownOf, type PasswordJudge } from './password-judge.ts';

/** A change of one's own password: the current one and the new one. */
export interface PasswordChange {
  readonly personId: string;
  readonly userId: string;
  /** The session that stays open; all others end. */
  readonly sessionId: string;
  readonly current: string;
  readonly password: string;
  readonly at: Date;
}

/**
 * Changes one's own password; requires the current one, so that a stolen session does not suffice,
 * and limits wrong tries as at sign-in.
 * @throws {DomainError} no-password, too-many-requests, password-wrong, busy; form-invalid, at «
 * password »
 */
export async function changePassword(
  { database, mailDomain, passwords }: NotifyingDeps & { readonly passwords: PasswordJudge },
  asked: PasswordChange,
): Promise<void> {
  const { personId, userId, sessionId, current, password, at } = asked;
  const bucket = changeOf(userId);
  const { waitSeconds, left } = await database.transaction((tx) => countTry(tx, [bucket], at));
  if (waitSeconds > 0) throw new DomainError('too-many-requests', { seconds: waitSeconds });
  const kept = await passwordHash(database.prisma, userId);
  if (kept === null) throw new DomainError('no-password');
  if (!(await verifyPassword({ hash: kept, password: current }))) throw new DomainError('password-wrong', { left });
  await forgetCounts(database.prisma, [bucket.key]);
  const account = await findAccount(database.prisma, { personId });
  const identity = await findIdentity(database.prisma, personId);
  if (account === null || identity === null) throw new DomainError('no-password');
  await passwords.judge(userId, { password, words: knownOf(identity, account.email) });
  const hash = await hashPassword(password);
  await database.transaction(async (tx) => {
    // It may have been reset meanwhile, by somebody with access to the mailbox.
    await lockAccount(tx, userId);
    if ((await passwordHash(tx, userId)) !== kept) throw new DomainError('password-wrong', { left });
    await setPassword(tx, userId, hash, at);
    await endLinks(tx, userId, at);
    const sessions = await endSessions(tx, userId, sessionId);
    await notifyAccount(tx, {
      ...{ personId, message: 'password-changed', occasion: `password:${uuid7(at)}`, at, mailDomain },
    });
    await appendAudit(tx, {
      ...{ chain: personId, at, actorId: personId, verb: 'password.change', subject: `user:${userId}` },
      payload: { sessions },
    });
  });
}
