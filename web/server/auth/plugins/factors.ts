import type { BetterAuthOptions } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { symmetricEncrypt } from 'better-auth/crypto';
import { twoFactor } from 'better-auth/plugins';
import type { Database } from '#prisma/client.ts';
import type { SecretValues } from '#prisma/secret-values.ts';

/** Where a code, or a recovery code, is given to whoever gave a right password. */
export const VERIFY_CODE = '/two-factor/verify-totp';
export const VERIFY_RECOVERY_CODE = '/two-factor/verify-backup-code';

/**
 * better-auth's second factor at sign-in: it holds who gave the right password, by a cookie, until the code comes. That a
 * code serves once, and wrong ones are counted, is the door's (second-step.ts); enrolling is ours, with its audit.
 */
export const factorsPlugin = () =>
  twoFactor({
    issuer: 'Harmonie',
    accountLockout: { enabled: false },
    // Sealed under FACTOR_KEY as they are written: withFactorKey.
    backupCodeOptions: { storeBackupCodes: 'plain' },
  });

type MakeAdapter = ReturnType<typeof prismaAdapter>;
type Adapter = ReturnType<MakeAdapter>;
interface FactorRow {
  readonly id: string;
  readonly userId: string;
  readonly secret: string;
  readonly backupCodes: string;
}
const MODEL = 'twoFactor';

/**
 * The database as better-auth sees it, but for factors: they are sealed for their account under FACTOR_KEY, while
 * better-auth would encrypt them with the secret that signs cookies, and finds them as if it had.
 */
export function withFactorKey({ prisma }: Database, factors: SecretValues, secret: string): MakeAdapter {
  const make = prismaAdapter(prisma, { provider: 'postgresql' });
  return (options: BetterAuthOptions): Adapter => {
    const adapter = make(options);
    return {
      ...adapter,
      async findOne<T>(query: Parameters<Adapter['findOne']>[0]): Promise<T | null> {
        const row = await adapter.findOne<T>(query);
        if (row === null || query.model !== MODEL) return row;
        const { userId, secret: sealed, backupCodes } = row as unknown as FactorRow;
        const data = factors.open(sealed, userId);
        return {
          ...row,
          secret: await symmetricEncrypt({ key: secret, data }),
          backupCodes: factors.open(backupCodes, userId),
        };
      },
      /** How a recovery code is spent: only if the codes are still those that were read. */
      async incrementOne<T>(query: Parameters<Adapter['incrementOne']>[0]): Promise<T | null> {
        const asked = query.where.find(({ field }) => field === 'backupCodes');
        if (query.model !== MODEL || asked === undefined) return adapter.incrementOne<T>(query);
        const id = query.where.find(({ field }) => field === 'id')?.value;
        const row = await adapter.findOne<FactorRow>({ model: MODEL, where: [{ field: 'id', value: String(id) }] });
        if (row === null || factors.open(row.backupCodes, row.userId) !== asked.value) return null;
        const left = String(query.set?.backupCodes);
        return adapter.incrementOne<T>({
          ...query,
          where: query.where.map((each) => (each === asked ? { ...each, value: row.backupCodes } : each)),
          set: { ...query.set, backupCodes: factors.seal(left, row.userId) },
        });
      },
    };
  };
}
