import type pg from 'pg';

/** Runs work in one transaction of the owner's connection: all or nothing. */
export async function whole<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const done = await work();
    await client.query('commit');
    return done;
  } catch (error) {
    // Report the first error, not a failed rollback: a lost connection rolls back by itself.
    await client.query('rollback').catch(() => {});
    throw error;
  }
}
