import { createHash } from 'node:crypto';
import type { SignIn } from '../../domain/account/sign-in.ts';
import { type CameFrom, insertFailure, insertSignIn, userOf } from '../../prisma/repositories/account/sign-ins.ts';
import type { Deps } from '../dependencies.ts';
import { notifyAccount } from './notify-account.ts';

/** How the journal names an account: by the digest of its address, which may be nobody's. */
export const accountDigest = (account: string): string =>
  createHash('sha256').update(account.trim().toLowerCase()).digest('hex');

export interface SignInTry extends CameFrom {
  /** The address of the account that was given; null for a road on which none is. */
  readonly account: string | null;
  readonly at: Date;
  /** Domain of the mails that tell of it. */
  readonly mailDomain: string;
}

export interface SucceededSignIn extends SignInTry {
  readonly userId: string;
  readonly sessionId: string;
  readonly signIn: SignIn;
  readonly deviceDigest: string;
}

/** Writes a sign-in in the journal, and its device among those known; a new one is told to the person. */
export async function recordSignIn({ database }: Pick<Deps, 'database'>, done: SucceededSignIn): Promise<void> {
  const { userId, at, mailDomain } = done;
  await database.transaction(async (tx) => {
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true, personId: true } });
    const { isNew, deviceId } = await insertSignIn(tx, { ...done, accountDigest: accountDigest(user.email) });
    if (!isNew || user.personId === null) return;
    await notifyAccount(tx, {
      ...{ personId: user.personId, message: 'account-new-device', occasion: `device:${deviceId}`, at, mailDomain },
      words: whence(done),
    });
  });
}

/** Writes a try that failed. Whoever has the account is told, once an hour, when strangers begin to wait. */
export async function recordFailure(
  { database }: Pick<Deps, 'database'>,
  failed: SignInTry & { readonly outcome: string; readonly strangersWait: boolean },
): Promise<void> {
  const { account, at, mailDomain, strangersWait } = failed;
  await database.transaction(async (tx) => {
    const user = account === null ? null : await userOf(tx, account);
    const entry = { ...failed, userId: user?.id ?? null, accountDigest: accountDigest(account ?? '') };
    await insertFailure(tx, entry);
    if (!strangersWait || !user?.personId) return;
    const hour = at.toISOString().slice(0, 13);
    await notifyAccount(tx, {
      ...{ personId: user.personId, message: 'account-tried', occasion: `tried:${hour}`, at, mailDomain },
      words: whence(failed),
    });
  });
}

/** « Firefox, Windows (10.0.0.1) » */
const whence = ({ device, address }: CameFrom) => ({
  fr: `${device ?? 'programme ou appareil non reconnu'} (${address})`,
  en: `${device ?? 'program or unrecognised device'} (${address})`,
});
