import type { Count } from '#domain/account/throttle.ts';
import type { Tx } from '../../client.ts';
import { db, isOneOf, statement, unnested } from '../../connection/typed-sql.ts';

const begun = statement((given: { keys: readonly string[]; at: Date }) =>
  db
    .insertInto('sign_in_tries')
    .columns(['bucket', 'count', 'forgotten_at'])
    .expression(
      db
        .selectFrom(unnested({ key: given.keys }, { key: 'text' }))
        .select((eb) => ['given.key', eb.val(0).as('count'), eb.val(given.at).as('forgotten_at')])
        .orderBy('given.key'),
    )
    .onConflict((bucket) => bucket.doNothing()),
);

const held = statement((given: { keys: readonly string[] }) =>
  db
    .selectFrom('sign_in_tries')
    .select(['bucket', 'count', 'forgotten_at as forgottenAt'])
    .where((eb) => isOneOf(eb.ref('bucket'), given.keys))
    .orderBy('bucket')
    .forUpdate(),
);

/** Locks the counts of some buckets until the transaction ends; a new bucket counts zero. */
export async function holdCounts(tx: Tx, keys: readonly string[], at: Date): Promise<ReadonlyMap<string, Count>> {
  await begun.run(tx, { keys, at });
  return new Map((await held.all(tx, { keys })).map(({ bucket, ...counted }) => [bucket, counted]));
}

const written = statement((given: Count & { bucket: string }) =>
  db
    .insertInto('sign_in_tries')
    .values({ bucket: given.bucket, count: given.count, forgotten_at: given.forgottenAt })
    .onConflict((bucket) =>
      bucket.column('bucket').doUpdateSet((eb) => ({
        count: eb.ref('excluded.count'),
        forgotten_at: eb.ref('excluded.forgotten_at'),
      })),
    ),
);

/** Writes the count of a bucket. */
export async function writeCount(tx: Tx, bucket: string, counted: Count): Promise<void> {
  await written.run(tx, { bucket, ...counted });
}

const uncounted = statement((given: { keys: readonly string[] }) =>
  db
    .updateTable('sign_in_tries')
    .set((eb) => ({ count: eb.fn<number>('greatest', [eb('count', '-', 1), eb.val(0)]) }))
    .where((eb) => isOneOf(eb.ref('bucket'), given.keys)),
);

/** Takes one try back from each bucket: it was right after all. */
export async function uncount(tx: Tx, keys: readonly string[]): Promise<void> {
  await uncounted.run(tx, { keys });
}

const forgotten = statement((given: { keys: readonly string[] }) =>
  db.deleteFrom('sign_in_tries').where((eb) => isOneOf(eb.ref('bucket'), given.keys)),
);

/** Removes the counts of some buckets. */
export async function forgetCounts(tx: Tx, keys: readonly string[]): Promise<void> {
  await forgotten.run(tx, { keys });
}
