import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { planImport, standingOf } from './imports/plan-import.ts';
import { receiveImport } from './imports/receive-import.ts';
import { importDeps, secrets } from './testing/imports.ts';

const LINES = 1_000_000;
const MEGABYTE = 1024 * 1024;

let db: TestDatabase;
let alice: string;
beforeAll(async () => {
  db = await aDatabase();
  const ministry = await aStructure(db.database.prisma, 'Ministère');
  alice = await aPerson('Alice').postedIn(ministry).holding('administrateur', ministry).make(db.database);
});
afterAll(() => db?.drop());

/**
 * Each line is faulty by itself: this weighs what is read, stored and reported, not a million
 * transactions.
 */
async function* aMillionLines(lines = LINES): AsyncGenerator<Uint8Array> {
  yield Buffer.from('matricule;nom;prénom;courriel;structure;qualité;grade;du\n');
  for (let n = 0; n < lines; n += 1_000) {
    const some = Array.from({ length: 1_000 }, (_, k) => {
      const id = createHash('md5')
        .update(String(n + k))
        .digest('hex')
        .slice(0, 12);
      return `P ${id};Nom ${id};Prénom;${id};TJ;greffière;B;2026-13-01`;
    });
    yield Buffer.from(`${some.join('\n')}\n`);
  }
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** Bytes retained after garbage collection. */
const kept = (): number => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

test('a million lines are read, kept and said without being held', async () => {
  const asked = { kind: 'people', fileName: 'million.csv', reason: 'Essai', madeById: alice, at: new Date() } as const;
  const content = aMillionLines();
  const id = await receiveImport({ database: db.database, secrets }, { ...asked, content, maxBytes: 300 * MEGABYTE });
  const before = kept();
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, kept() - before);
  }, 2_000);
  try {
    await planImport(importDeps(db.database), id);
  } finally {
    clearInterval(watch);
  }
  const { batch, counts } = await standingOf(db.database, id);
  expect([batch.state, batch.lines, counts.fault]).toEqual(['planned', LINES, LINES]);
  expect(most / MEGABYTE).toBeLessThan(50);
}, 900_000);

test('one line more is refused whole', async () => {
  const asked = { kind: 'people', fileName: 'trop.csv', reason: 'Essai', madeById: alice, at: new Date() } as const;
  const content = aMillionLines(LINES + 1_000);
  const id = await receiveImport({ database: db.database, secrets }, { ...asked, content, maxBytes: 300 * MEGABYTE });
  await planImport(importDeps(db.database), id);
  expect((await standingOf(db.database, id)).batch).toMatchObject({
    state: 'refused',
    fault: { code: 'file-too-long' },
  });
}, 900_000);
