import { symmetricDecrypt } from 'better-auth/crypto';
import { openDatabase } from './client.ts';
import { createSecretValues, type SecretValues } from './secret-values.ts';

/** The columns of a factor, each encrypted for its account with FACTOR_KEY. */
export interface SealedFactor {
  /** The shared secret: « base32:… », or its own characters, as better-auth reads it. */
  readonly secret: string;
  /** JSON list of the unused recovery codes. */
  readonly backupCodes: string;
}

/** Encrypts the secret and recovery codes of a factor for its account. */
export const sealFactor = (
  factors: SecretValues,
  userId: string,
  { secret, recoveryCodes }: { readonly secret: string; readonly recoveryCodes: readonly string[] },
): SealedFactor => ({
  secret: factors.seal(secret, userId),
  backupCodes: factors.seal(JSON.stringify(recoveryCodes), userId),
});

const isSealed = (text: string): boolean => /^v\d+\./.test(text);

/**
 * Encrypts former factors with FACTOR_KEY, once: they used to be encrypted with SESSION_SECRET. One
 * that does not open stays as it is, since another secret may open it; meanwhile its owner has no
 * factor and may enrol another.
 * @returns how many were encrypted again, and how many do not open
 */
export async function sealFormerFactors(
  ownerUrl: string,
  { factorKeys, sessionSecret }: { factorKeys: readonly [Uint8Array, ...Uint8Array[]]; sessionSecret: string },
): Promise<{ sealed: number; closed: number }> {
  const factors = createSecretValues(...factorKeys);
  const database = openDatabase(ownerUrl, { connections: 1 });
  try {
    const former = (await database.prisma.twoFactor.findMany()).filter(({ secret }) => !isSealed(secret));
    let sealed = 0;
    for (const { id, userId, secret: bare } of former) {
      const secret = await symmetricDecrypt({ key: sessionSecret, data: bare }).catch(() => null);
      if (secret === null) continue;
      const data = sealFactor(factors, userId, { secret, recoveryCodes: [] });
      await database.transaction(async (tx) => {
        await tx.twoFactor.update({ where: { id }, data });
        await tx.user.update({ where: { id: userId }, data: { twoFactorEnabled: true } });
      });
      sealed += 1;
    }
    return { sealed, closed: former.length - sealed };
  } finally {
    await database.close();
  }
}
