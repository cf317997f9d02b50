import type { Tx } from '../../client.ts';
import type { SealedFactor } from '../../factors.ts';
import { uuid7 } from '../../uuid7.ts';

/** Somebody's authenticator as it is kept; null when they have none: what is not sealed was lost with its key. */
export const findFactor = (tx: Tx, userId: string): Promise<SealedFactor | null> =>
  tx.twoFactor.findFirst({
    where: { userId, verified: true, secret: { startsWith: 'v' } },
    select: { secret: true, backupCodes: true },
  });

/** Writes the one authenticator of an account; the former one is gone. From now on sign-in asks for it. */
export async function putFactor(tx: Tx, userId: string, sealed: SealedFactor, at: Date): Promise<void> {
  await tx.twoFactor.deleteMany({ where: { userId } });
  await tx.twoFactor.create({ data: { id: uuid7(at), userId, verified: true, ...sealed } });
  await tx.user.update({ where: { id: userId }, data: { twoFactorEnabled: true } });
}

export const putRecoveryCodes = (tx: Tx, userId: string, backupCodes: string) =>
  tx.twoFactor.update({ where: { userId }, data: { backupCodes } });
