import { readFileSync } from 'node:fs';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { aDatabase, type TestDatabase } from '../testing/database.ts';

// While servers are replaced, those of 0.1.0 still run on the schema of this release: their
// statements must still be understood.

const STATEMENTS = path.resolve(import.meta.dirname, '../../testing/former-version/0.1.0/statements.json.zst');
const statements = JSON.parse(zstdDecompressSync(readFileSync(STATEMENTS)).toString()) as string[];

let db: TestDatabase;
let application: pg.Client;
beforeAll(async () => {
  db = await aDatabase();
  application = new pg.Client({ connectionString: db.url });
  await application.connect();
});
afterAll(async () => {
  await application?.end();
  await db?.drop();
});

/**
 * Lists the statements that PostgreSQL cannot plan for the application, each with its error: a
 * name, a type or a right is wrong.
 */
async function refused(): Promise<string[]> {
  const found: string[] = [];
  for (const statement of statements) {
    try {
      await application.query(`explain (generic_plan) ${statement}`);
    } catch (error) {
      found.push(`${(error as Error).message}: ${statement}`);
    }
  }
  return found;
}

test('each statement of 0.1.0 is planned on the schema of this release, with the rights of the application', async () => {
  expect(statements.length).toBeGreaterThan(1_000);
  expect(await refused()).toEqual([]);
});

test('a column renamed, or a right taken away, is found, and the statements that ask for it are named', async () => {
  await db.asOwner('alter table decision_intent rename column interview_on to met_on');
  await db.asOwner('revoke insert on step_up_proof from harmonie_app');
  const found = await refused();
  expect(found).toContainEqual(expect.stringMatching(/interview_on.* does not exist: insert into decision_intent/s));
  expect(found).toContainEqual(expect.stringMatching(/permission denied for table step_up_proof/));
});
