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

/** Tables whose rows are locked by their id before they are read. */
type LockedTable =
  | 'act_batch'
  | 'circuit_draft'
  | 'circuit_proposal'
  | 'draft'
  | 'identity_claim'
  | 'import_batch'
  | 'pay_piece'
  | 'right_proposal'
  | 'scim_group'
  | 'user';

/** Makes a function that locks the row of an id until the transaction ends; others wait. */
export function lockRow(table: LockedTable): (tx: Tx, id: string) => Promise<void> {
  const row = statement((given: { id: string }) =>
    db
      .selectFrom(table as 'draft')
      .select('id')
      .where('id', '=', given.id)
      .forUpdate(),
  );
  return async (tx, id) => {
    await row.run(tx, { id });
  };
}
