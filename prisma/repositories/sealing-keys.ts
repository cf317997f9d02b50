import type { Tx } from '../client.ts';
import { keyId } from '../secret-values.ts';

/** What keys seal: `data` account numbers, `factor` second factors. */
export type KeyPurpose = 'data' | 'factor';

/** The setting that gives the key of each purpose. */
export const SETTING_OF = { data: 'DATA_KEY', factor: 'FACTOR_KEY' } as const satisfies Record<KeyPurpose, string>;

/** The processes that seal and open. */
export type KeyHolder = 'server' | 'workers';

/** A key under which values may still be sealed, and which a process was not given. */
export class KeyMissing extends Error {
  override readonly name = 'KeyMissing';

  constructor(purpose: KeyPurpose, ids: readonly string[]) {
    const setting = SETTING_OF[purpose];
    super(
      `${setting} was replaced, and ${setting}_FORMER lacks the former key (id ${ids.join(', ')}): what it sealed could not be read. ` +
        `Give it back in ${setting}_FORMER, then npm run rotate-keys. If it is lost for good: npm run rotate-keys -- --lost ${ids[0]}`,
    );
  }
}

/**
 * Writes down that a process seals with the first of these keys and opens with all of them.
 * @throws {KeyMissing} when something may be sealed with a key that is not among them; nothing is written then.
 */
export async function declareKeys(
  tx: Tx,
  { holder, purpose, at }: { readonly holder: KeyHolder; readonly purpose: KeyPurpose; readonly at: Date },
  keys: readonly [Uint8Array, ...Uint8Array[]],
): Promise<void> {
  const [current, ...former] = keys.map(keyId);
  const inUse = await tx.sealingKey.findMany({ where: { holder, purpose, endedAt: null }, select: { keyId: true } });
  const missing = inUse.map((key) => key.keyId).filter((id) => id !== current && !former.includes(id));
  if (missing.length > 0) throw new KeyMissing(purpose, missing);
  await tx.$executeRaw`
    insert into sealing_key (holder, purpose, key_id, declared_at) values (${holder}, ${purpose}, ${current}, ${at})
    on conflict (holder, purpose, key_id) do update set ended_at = null`;
}

/** Processes that do not seal with this key yet, as far as they said. */
export async function holdersWithout(tx: Tx, purpose: KeyPurpose, currentId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ holder: string }[]>`
    select holder from sealing_key where purpose = ${purpose}
     group by holder having not bool_or(key_id = ${currentId} and ended_at is null) order by holder`;
  return rows.map(({ holder }) => holder);
}

/** Nothing is sealed any more with another key than the current one. Answers the ids of those that end with it. */
export async function endFormerKeys(
  tx: Tx,
  { purpose, currentId, at }: { readonly purpose: KeyPurpose; readonly currentId: string; readonly at: Date },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ keyId: string }[]>`
    update sealing_key set ended_at = ${at} where purpose = ${purpose} and key_id <> ${currentId} and ended_at is null
    returning key_id as "keyId"`;
  return [...new Set(rows.map((row) => row.keyId))];
}

/** A key that nobody will find again is asked for no more. Answers what it was for. */
export async function endKey(tx: Tx, { id, at }: { readonly id: string; readonly at: Date }): Promise<KeyPurpose[]> {
  const rows = await tx.$queryRaw<{ purpose: KeyPurpose }[]>`
    update sealing_key set ended_at = ${at} where key_id = ${id} and ended_at is null returning purpose`;
  return [...new Set(rows.map(({ purpose }) => purpose))];
}
