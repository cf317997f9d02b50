import type { Tx } from '../../client.ts';
import type { SealedFactor } from '../../factors.ts';
import { uuid7 } from '../../uuid7.ts';

/**
 * Finds somebody's verified authenticator, encrypted; null if they have none, or if it is not
 * sealed (lost with its key).
 */
export const findFactor = (tx: Tx, userId: string): Promise<SealedFactor | null> =>
  tx.twoFactor.findFirst({
    where: { userId, verified: true, secret: { startsWith: 'v' } },
    select: { secret: true, backupCodes: true },
  });

/**
 * Replaces the authenticator of an account, only one of which exists. Sign-in asks for it from now
 * on.
 */
export async function putFactor(tx: Tx, userId: string, sealed: SealedFactor, at: Date): Promise<void> {
  await tx.twoFactor.deleteMany({ where: { userId } });
  await tx.twoFactor.create({ data: { id: uuid7(at), userId, verified: true, ...sealed } });
  await tx.user.update({ where: { id: userId }, data: { twoFactorEnabled: true } });
}

/** Replaces the sealed recovery codes of an account. */
export const putRecoveryCodes = (tx: Tx, userId: string, backupCodes: string) =>
  tx.twoFactor.update({ where: { userId }, data: { backupCodes } });
