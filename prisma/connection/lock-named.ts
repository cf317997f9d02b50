import { sql } from 'kysely';
import type { RawSql } from './raw-sql.ts';
import { db, statement } from './typed-sql.ts';

/** Takes the lock of a name until the transaction ends: of two who ask for it, the second waits. */
export async function lockNamed(tx: RawSql, name: string): Promise<void> {
  await locked.run(tx, { name });
}

const locked = statement((given: { name: string }) =>
  db.selectNoFrom(sql`pg_advisory_xact_lock(hashtextextended(${given.name}, 0))`.as('locked')),
);
