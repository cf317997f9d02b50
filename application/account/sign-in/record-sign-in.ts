import { createHash } from 'node:crypto';
import type { SignIn } from '#domain/account/sign-in.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { type CameFrom, insertSignIn, insertTry, userOf } from '#prisma/repositories/account/sign-ins.ts';
import type { Deps } from '../../dependencies.ts';
import { notifyAccount } from '../notify-account.ts';

/**
 * Returns the digest of an address, by which the sign-in journal names an account: the address
 * given may belong to nobody.
 */
export const accountDigest = (account: string): string =>
  createHash('sha256').update(account.trim().toLowerCase()).digest('hex');

/** An attempt to sign in. */
export interface SignInTry extends CameFrom {
  /** The address given for the account; null when the way of signing in asks for none. */
  readonly account: string | null;
  /** The account, if it is already known. */
  readonly userId?: string;
  readonly at: Date;
  /** Domain of the mails about it. */
  readonly mailDomain: string;
}

/** An attempt that opened a session. */
export interface SucceededSignIn extends SignInTry {
  readonly userId: string;
  readonly sessionId: string;
  readonly signIn: SignIn;
  readonly deviceDigest: string;
}

/**
 * Records a sign-in in the journal and its device among the known ones; notifies the person of a
 * new device.
 */
export async function recordSignIn({ database }: Pick<Deps, 'database'>, done: SucceededSignIn): Promise<void> {
  const { userId, at, mailDomain } = done;
  await database.transaction(async (tx) => {
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true, personId: true } });
    const { isNew, deviceId } = await insertSignIn(tx, { ...done, accountDigest: accountDigest(user.email) });
    if (user.personId === null) return;
    if (done.signIn.method === 'password+recovery-code') await recordSpentCode(tx, user.personId, done);
    if (!isNew) return;
    await notifyAccount(tx, {
      ...{ personId: user.personId, message: 'account-new-device', occasion: `device:${deviceId}`, at, mailDomain },
      words: whence(done),
    });
  });
}

/**
 * Records that a recovery code was used up, and notifies its owner: another person may have read
 * it.
 */
async function recordSpentCode(tx: Tx, personId: string, done: SucceededSignIn): Promise<void> {
  const { userId, sessionId, at, mailDomain } = done;
  const subject = `account:${userId}`;
  await appendAudit(tx, { chain: personId, at, actorId: personId, verb: 'recovery-codes.spend', subject });
  const told = { message: 'account-recovery-code-used', occasion: `session:${sessionId}` } as const;
  await notifyAccount(tx, { personId, ...told, words: whence(done), at, mailDomain });
}

/** What strangers got wrong, and how the owner is told. */
const MESSAGE_OF = { password: 'account-tried', code: 'account-password-known' } as const;

/**
 * Records an attempt that opened no session: a failure, or a right password whose code is awaited.
 * Notifies the owner of the account, at most once an hour, when strangers begin to be made to wait.
 */
export async function recordTry(
  { database }: Pick<Deps, 'database'>,
  tried: SignInTry & { readonly outcome: string; readonly strangersWaitFor: keyof typeof MESSAGE_OF | null },
): Promise<void> {
  const { account, at, mailDomain, strangersWaitFor } = tried;
  await database.transaction(async (tx) => {
    const user = await whose(tx, tried);
    const entry = { ...tried, userId: user?.id ?? null, accountDigest: accountDigest(user?.email ?? account ?? '') };
    await insertTry(tx, entry);
    if (strangersWaitFor === null || !user?.personId) return;
    const told = { message: MESSAGE_OF[strangersWaitFor], occasion: `tried:${at.toISOString().slice(0, 13)}` };
    await notifyAccount(tx, { personId: user.personId, ...told, words: whence(tried), at, mailDomain });
  });
}

const whose = async (tx: Tx, { userId, account }: SignInTry) =>
  userId !== undefined
    ? tx.user.findUnique({ where: { id: userId }, select: { id: true, email: true, personId: true } })
    : account === null
      ? null
      : userOf(tx, account);

/** Describes where it came from: « Firefox, Windows (10.0.0.1) » */
const whence = ({ device, address }: CameFrom) => ({
  fr: `${device ?? 'programme ou appareil non reconnu'} (${address})`,
  en: `${device ?? 'program or unrecognised device'} (${address})`,
});
