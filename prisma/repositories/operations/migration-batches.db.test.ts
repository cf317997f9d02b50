import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Mapping, mappingFault, placeBefore, placeThere } from '#domain/circuit/interventions/migration.ts';
import { aDatabase, type TestDatabase } from '../../testing/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

const MAPPINGS: readonly Mapping[] = [
  {},
  { visa: 'visa-rh' },
  { instruction: 'examen', 'instruction/visa': 'instruction/visa-rh', 'a/b': 'a/c' },
  { visa: 'visa' },
  { 'instruction/visa': 'examen/visa' },
  { a: 'c', b: 'c' },
  { a: 'b', b: 'a' },
];
const PLACES = ['', 'visa', 'instruction', 'instruction/visa', 'examen/visa-rh', 'examen/visa', 'a/b/visa', 'a/c/visa'];

describe('the database reads a mapping as the rules do', () => {
  test.each(MAPPINGS.map((mapping) => [JSON.stringify(mapping), mapping] as const))('%s', async (json, mapping) => {
    const { prisma } = db.database;
    const rows = await prisma.$queryRaw<{ place: string; there: string; before: string; plain: boolean }[]>`
      select place, place_there(${json}::jsonb, place) as there, place_before(${json}::jsonb, place) as before,
             mapping_is_plain(${json}::jsonb) as plain
        from unnest(${PLACES}::text[]) place`;
    expect(rows).toHaveLength(PLACES.length);
    const isPlain = mappingFault(mapping) === null;
    expect(new Set(rows.map(({ plain }) => plain))).toEqual(new Set([isPlain]));
    if (!isPlain) return;
    for (const { place, there, before } of rows)
      expect([place, there, before]).toEqual([place, placeThere(mapping, place), placeBefore(mapping, place)]);
  });
});
