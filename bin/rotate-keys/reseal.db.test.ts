import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '#prisma/client.ts';
import {
  declareKeys,
  endFormerKeys,
  endKey,
  holdersWithout,
  KeyMissing,
} from '#prisma/repositories/operations/sealing-keys.ts';
import { createSecretValues, keyId } from '#prisma/secret-values.ts';
import { aPerson, aRequest, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { PLACES } from './places.ts';
import { reseal } from './reseal.ts';

const IBAN = 'FR7630006000011234567890189';
const [former, current, stranger] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const both = createSecretValues(current, former);

let db: TestDatabase;
let owner: Database;
let court: Awaited<ReturnType<typeof aStructure>>;
beforeAll(async () => {
  db = await aDatabase();
  owner = openDatabase(db.ownerUrl, { connections: 1 });
  court = await aStructure(db.database.prisma, 'Tribunal');
  // What stands behind a change is no matter here.
  await db.asOwner('alter table situation_entry disable trigger user');
});
afterAll(async () => {
  await owner?.close();
  await db?.drop();
});

/** Somebody whose account number stands wherever one can. */
async function anAccount(key: Uint8Array): Promise<string> {
  const personId = await aPerson('Claire').postedIn(court).make(db.database);
  const sealed = createSecretValues(key).seal(IBAN, personId);
  const requestId = await aRequest(db.database.prisma, personId, court);
  const data = JSON.stringify({ holder: 'Claire', iban: { sealed, shown: 'FR76 ••••' } });
  const ours = [requestId, personId, data] as const;
  await db.asOwner(`update request set data = $3::jsonb where id = $1 and agent_id = $2`, [...ours]);
  await db.asOwner(
    `insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, request_id, at)
     select gen_random_uuid(), $2, name, sha256, now(), $3::jsonb, 'request', $1, now()
       from situation_theme where name = 'coordonnees-bancaires'`,
    [...ours],
  );
  await db.asOwner(
    `insert into draft (id, version_id, owner_id, data, created_at, updated_at)
     select gen_random_uuid(), version_id, $2, $3::jsonb, now(), now() from request where id = $1`,
    [...ours],
  );
  return personId;
}

/** Every sealed text of a person, and the whole of what surrounds them. */
async function textsOf(personId: string): Promise<string[]> {
  const rows = await db.database.prisma.$queryRaw<{ text: string }[]>`
    select data::text as text from request where agent_id = ${personId}::uuid union all
    select data::text from draft where owner_id = ${personId}::uuid union all
    select value::text from situation_entry where person_id = ${personId}::uuid`;
  return rows.flatMap(({ text }) => text.match(/v[12]\.[\w.-]+/g) ?? []);
}

test('what a former key sealed is sealed anew everywhere, as one text, and opens without that key', async () => {
  const [claire, paul] = [await anAccount(former), await anAccount(former)];
  const { data: asFiled } = await db.database.prisma.request.findFirstOrThrow({ where: { agentId: claire } });
  expect(await reseal(owner, PLACES, { secrets: both, current })).toEqual({ values: 2, damaged: [] });
  for (const person of [claire, paul]) {
    const texts = await textsOf(person);
    expect(texts).toHaveLength(3);
    expect(new Set(texts).size).toBe(1);
    expect(createSecretValues(current).open(texts[0] ?? '', person)).toBe(IBAN);
  }
  // Nothing else of what was filed changed.
  const { data } = await db.database.prisma.request.findFirstOrThrow({ where: { agentId: claire } });
  expect(data).toEqual({ ...Object(asFiled), iban: { sealed: expect.stringMatching(/^v2\./), shown: 'FR76 ••••' } });
  // Begun again, it finds nothing.
  expect(await reseal(owner, PLACES, { secrets: both, current })).toEqual({ values: 0, damaged: [] });
});

test('values of a file that was tried and not imported yet are sealed anew too', async () => {
  const personId = await aPerson('Lina').postedIn(court).make(db.database);
  const iban = { sealed: createSecretValues(former).seal(IBAN, personId), shown: 'FR76 ••••' };
  const said = { employeeNumber: 'D1', personId, value: { iban }, from: '2026-01-01', until: null, stood: null };
  await db.asOwner(
    `with batch as (
       insert into import_batch (id, kind, theme, theme_sha256, file_name, reason, made_at, touched_at, state, lines)
       select gen_random_uuid(), 'situation', name, sha256, 'a.csv', 'Reprise.', now(), now(), 'planned', 1
         from situation_theme where name = 'coordonnees-bancaires' returning id)
     insert into import_line (batch_id, line, position, key, same_keys, said, state, faults)
     select id, 2, 2, 'D1', '{}', $1::jsonb, 'ready', '[]' from batch`,
    [JSON.stringify(said)],
  );
  expect(await reseal(owner, PLACES, { secrets: both, current })).toEqual({ values: 1, damaged: [] });
  const line = await db.database.prisma.importLine.findFirstOrThrow({ where: { key: 'D1' } });
  const kept = (line.said as typeof said).value.iban;
  expect(createSecretValues(current).open(kept.sealed, personId)).toBe(IBAN);
  expect(line.said).toEqual({ ...said, value: { iban: { ...iban, sealed: kept.sealed } } });
});

test('what no known key opens stays as it is, is named, and keeps nobody else’s from being sealed anew', async () => {
  const [lost, nadia] = [await anAccount(stranger), await anAccount(former)];
  const before = await textsOf(lost);
  expect(await reseal(owner, PLACES, { secrets: both, current })).toEqual({ values: 1, damaged: [lost] });
  expect(await textsOf(lost)).toEqual(before);
  expect((await textsOf(nadia)).every((text) => both.isCurrent(text))).toBe(true);
});

test('each column that holds a sealed value is known to the rotation', async () => {
  const columns = await db.database.prisma.$queryRaw<{ column: string }[]>`
    select table_name || '.' || column_name as column from information_schema.columns
     where table_schema = 'public' and column_name ~ '(^|_)sealed$' and data_type in ('text', 'jsonb')`;
  const known = PLACES.map(({ table, column }) => `${table}.${column}`);
  expect(columns.map(({ column }) => column).filter((column) => !known.includes(column))).toEqual([]);
});

test('a process that lacks a key under which something is sealed does not start, until the rotation ended it', async () => {
  const { prisma } = db.database;
  const at = new Date();
  const server = { holder: 'server', purpose: 'data', at } as const;
  const workers = { ...server, holder: 'workers' } as const;
  await declareKeys(prisma, server, [former]);
  await declareKeys(prisma, workers, [former]);
  await expect(declareKeys(prisma, server, [current])).rejects.toThrow(KeyMissing);
  await declareKeys(prisma, server, [current, former]);
  expect(await holdersWithout(prisma, 'data', keyId(current))).toEqual(['workers']);
  await declareKeys(prisma, workers, [current, former]);
  expect(await holdersWithout(prisma, 'data', keyId(current))).toEqual([]);
  expect(await endFormerKeys(prisma, { purpose: 'data', currentId: keyId(current), at })).toEqual([keyId(former)]);
  await declareKeys(prisma, server, [current]);
  // A former key that is sealed with again is in use again.
  await declareKeys(prisma, server, [former, current]);
  await expect(declareKeys(prisma, server, [current])).rejects.toThrow(keyId(former));
  // Lost for good, it is asked for no more.
  expect(await endKey(prisma, { id: keyId(former), at })).toEqual(['data']);
  await declareKeys(prisma, server, [current]);
});
