import { sql } from 'kysely';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import { keyId } from '../../secret-values.ts';

/** What keys encrypt: `data` account numbers, `factor` second factors. */
export type KeyPurpose = 'data' | 'factor';

/** The setting that gives the key of each purpose. */
export const SETTING_OF = { data: 'DATA_KEY', factor: 'FACTOR_KEY' } as const satisfies Record<KeyPurpose, string>;

/** The processes that encrypt and decrypt. */
export type KeyHolder = 'server' | 'workers';

/** A key with which values may still be encrypted is missing from a process's settings. */
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
 * Records that a process encrypts with the first of these keys and decrypts with all of them.
 * @throws {KeyMissing} if something may be encrypted with a key that is not among them; nothing is
 * recorded then
 */
export async function declareKeys(
  tx: Tx,
  { holder, purpose, at }: { readonly holder: KeyHolder; readonly purpose: KeyPurpose; readonly at: Date },
  keys: readonly [Uint8Array, ...Uint8Array[]],
): Promise<void> {
  const [current, former] = [keyId(keys[0]), keys.slice(1).map(keyId)];
  const inUse = await tx.sealingKey.findMany({ where: { holder, purpose, endedAt: null }, select: { keyId: true } });
  const missing = inUse.map((key) => key.keyId).filter((id) => id !== current && !former.includes(id));
  if (missing.length > 0) throw new KeyMissing(purpose, missing);
  await declared.run(tx, { holder, purpose, current, at });
}

const declared = statement((given: { holder: KeyHolder; purpose: KeyPurpose; current: string; at: Date }) =>
  db
    .insertInto('sealing_key')
    .values({ holder: given.holder, purpose: given.purpose, key_id: given.current, declared_at: given.at })
    .onConflict((key) => key.columns(['holder', 'purpose', 'key_id']).doUpdateSet({ ended_at: null })),
);

/** Lists the processes that have not declared this key as theirs yet. */
export async function holdersWithout(tx: Tx, purpose: KeyPurpose, currentId: string): Promise<string[]> {
  return (await without.all(tx, { purpose, currentId })).map(({ holder }) => holder);
}

const without = statement((given: { purpose: KeyPurpose; currentId: string }) =>
  db
    .selectFrom('sealing_key')
    .select('holder')
    .where('purpose', '=', given.purpose)
    .groupBy('holder')
    .having((eb) =>
      eb.not(sql<boolean>`bool_or(${eb.and([eb('key_id', '=', given.currentId), eb('ended_at', 'is', null)])})`),
    )
    .orderBy('holder'),
);

/**
 * Records that nothing is encrypted any more with another key than the current one. Returns the ids
 * of the keys ended.
 */
export async function endFormerKeys(
  tx: Tx,
  { purpose, currentId, at }: { readonly purpose: KeyPurpose; readonly currentId: string; readonly at: Date },
): Promise<string[]> {
  const ended = await formerEnded.all(tx, { purpose, currentId, at });
  return [...new Set(ended.map((key) => key.keyId))];
}

const formerEnded = statement((given: { purpose: KeyPurpose; currentId: string; at: Date }) =>
  db
    .updateTable('sealing_key')
    .set({ ended_at: given.at })
    .where('purpose', '=', given.purpose)
    .where('key_id', '<>', given.currentId)
    .where('ended_at', 'is', null)
    .returning('key_id as keyId'),
);

/** Records that a key is lost, so that it is no longer required. Returns its purposes. */
export async function endKey(tx: Tx, { id, at }: { readonly id: string; readonly at: Date }): Promise<KeyPurpose[]> {
  return [...new Set((await ended.all(tx, { id, at })).map(({ purpose }) => purpose))];
}

const ended = statement((given: { id: string; at: Date }) =>
  db
    .updateTable('sealing_key')
    .set({ ended_at: given.at })
    .where('key_id', '=', given.id)
    .where('ended_at', 'is', null)
    .returning((eb) => eb.ref('purpose').$castTo<KeyPurpose>().as('purpose')),
);
