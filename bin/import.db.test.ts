import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { run } from '#testing/portal/commands.ts';

let db: TestDatabase;
let folder: string;
beforeAll(async () => {
  db = await aDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-import-'));
});
afterAll(async () => {
  await db?.drop();
  await rm(folder, { recursive: true, force: true });
});

test('a report that cannot be written is said before anything is read', async () => {
  const csv = path.join(folder, 'structures.csv');
  await writeFile(csv, 'code;nom;ville;rattachement\nX1;Tribunal;Paris;\n');
  const imported = (report: string) =>
    run('bin/import.ts', ['structures', csv, '--report', report], { DATABASE_URL: db.url, DATA_DIR: folder });
  const refused = await imported(path.join(folder, 'no-such-folder', 'report.csv'));
  expect([refused.code, refused.lines]).toEqual([2, [expect.stringContaining('no-such-folder')]]);
  expect(await db.database.prisma.importBatch.count()).toBe(0);
  await imported(path.join(folder, 'report.csv'));
  expect(await db.database.prisma.importBatch.count()).toBe(1);
});
