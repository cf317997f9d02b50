import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { standingOf } from '#application/people/imports/plan-import.ts';
import { receiveImport } from '#application/people/imports/receive-import.ts';
import { importDeps, secrets } from '#application/people/testing/imports.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { nextImport } from './keep-imports.ts';

let db: TestDatabase;
let alice: string;
beforeAll(async () => {
  db = await aDatabase();
  const ministry = await aStructure(db.database.prisma, 'Ministère');
  alice = await aPerson('Alice').postedIn(ministry).holding('administrateur', ministry).make(db.database);
});
afterAll(() => db?.drop());

const sent = (content: string) =>
  receiveImport(
    { database: db.database, secrets },
    {
      ...{ kind: 'structures', fileName: 'a.csv', reason: 'Reprise.', madeById: alice, at: new Date() },
      content: (async function* () {
        yield Buffer.from(content);
      })(),
      maxBytes: 10_000,
    },
  );
const stateOf = async (id: string) => (await standingOf(db.database, id)).batch;

test('a file that we cannot read is refused, and those behind it are read', async () => {
  const [first, second] = [await sent('code;nom;ville;rattachement\nA;B;C;D'), await sent('nothing;of;a;structure')];
  const deps = importDeps(db.database);
  let broken = true;
  const now = () => {
    if (!broken) return deps.now();
    broken = false;
    throw new Error('a fault of ours');
  };
  await expect(nextImport({ ...deps, now })).rejects.toThrow('a fault of ours');
  expect(await stateOf(first)).toMatchObject({ state: 'refused', fault: { code: 'unexpected' } });
  expect(await nextImport(deps)).toBe(true);
  expect(await stateOf(second)).toMatchObject({ state: 'refused', fault: { code: 'column-unknown' } });
  expect(await nextImport(deps)).toBe(false);
});
