import type { Tx } from '../../client.ts';

/** A passkey as it is kept: whose it is and its public half. */
export interface KeptPasskey {
  readonly id: string;
  readonly userId: string;
  readonly credentialId: string;
  /** Base64url. */
  readonly publicKey: string;
  readonly counter: bigint;
  /** With commas between them. */
  readonly transports: string | null;
}

/** By what the browser calls it; null when it is not kept. */
export const findPasskey = (tx: Tx, credentialId: string): Promise<KeptPasskey | null> =>
  tx.passkey.findUnique({
    where: { credentialId },
    select: { id: true, userId: true, credentialId: true, publicKey: true, counter: true, transports: true },
  });

export interface NewPasskey extends KeptPasskey {
  readonly name: string;
  readonly backedUp: boolean;
  readonly createdAt: Date;
}

/** Keeps one; false when it is kept already, whoever's it is. */
export async function insertPasskey(tx: Tx, passkey: NewPasskey): Promise<boolean> {
  return (await tx.passkey.createMany({ data: [{ ...passkey }], skipDuplicates: true })).count === 1;
}

/**
 * Writes that it was used, if its counter is still the one that was read: of a copy that is used at once, one is refused.
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

/** Those of an account, the oldest first. */
export const passkeysOf = (tx: Tx, userId: string) =>
  tx.passkey.findMany({
    where: { userId },
    orderBy: { createdAt: 'asc' },
    select: { id: true, name: true, credentialId: true, createdAt: true, lastUsedAt: true },
  });

export const countPasskeys = (tx: Tx, userId: string): Promise<number> => tx.passkey.count({ where: { userId } });

/** Takes one of one's own away; false when there is none such. */
export const dropPasskey = async (tx: Tx, userId: string, id: string): Promise<boolean> =>
  (await tx.passkey.deleteMany({ where: { id, userId } })).count === 1;
