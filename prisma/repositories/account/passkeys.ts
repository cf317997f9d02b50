import type { Tx } from '../../client.ts';

/** A passkey as it is kept: its account and its public half. */
export interface KeptPasskey {
  readonly id: string;
  readonly userId: string;
  readonly credentialId: string;
  /** Base64url. */
  readonly publicKey: string;
  readonly counter: bigint;
  /** Separated by commas. */
  readonly transports: string | null;
}

/** Finds a passkey by the browser's id of it; null if it is not kept. */
export const findPasskey = (tx: Tx, credentialId: string): Promise<KeptPasskey | null> =>
  tx.passkey.findUnique({
    where: { credentialId },
    select: { id: true, userId: true, credentialId: true, publicKey: true, counter: true, transports: true },
  });

/** A passkey to keep, with its name. */
export interface NewPasskey extends KeptPasskey {
  readonly name: string;
  readonly backedUp: boolean;
  readonly createdAt: Date;
}

/** Keeps a passkey; false if it is already kept, for this account or another. */
export async function insertPasskey(tx: Tx, passkey: NewPasskey): Promise<boolean> {
  return (await tx.passkey.createMany({ data: [{ ...passkey }], skipDuplicates: true })).count === 1;
}

/**
 * Records a use of a passkey if its counter is still the one that was read; false otherwise: of two
 * copies used at once, one is refused.
 */
export async function recordPasskeyUse(
  tx: Tx,
  { id, counter }: Pick<KeptPasskey, 'id' | 'counter'>,
  used: { readonly counter: bigint; readonly at: Date },
): Promise<boolean> {
  const { count } = await tx.passkey.updateMany({
    where: { id, counter },
    data: { counter: used.counter, lastUsedAt: used.at },
  });
  return count === 1;
}

/** Lists the passkeys of an account, oldest first. */
export const passkeysOf = (tx: Tx, userId: string) =>
  tx.passkey.findMany({
    where: { userId },
    orderBy: { createdAt: 'asc' },
    select: { id: true, name: true, credentialId: true, createdAt: true, lastUsedAt: true },
  });

/** Counts the passkeys of an account. */
export const countPasskeys = (tx: Tx, userId: string): Promise<number> => tx.passkey.count({ where: { userId } });

/** Removes a passkey of an account; false if there is none with this id. */
export const dropPasskey = async (tx: Tx, userId: string, id: string): Promise<boolean> =>
  (await tx.passkey.deleteMany({ where: { id, userId } })).count === 1;
