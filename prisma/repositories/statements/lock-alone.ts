import { sql } from 'kysely';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';

const held = statement((given: { name: string }) =>
  db.selectNoFrom(sql`pg_advisory_xact_lock(hashtextextended(${given.name}, 0))`.as('locked')),
);

/** Takes the advisory lock of this name until the transaction ends; others wait. */
export async function lockAlone(tx: Tx, name: string): Promise<void> {
  await held.run(tx, { name });
}
