import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keepNewGrids } from '#prisma/repositories/people/grids.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import type { FormSchema } from '../forms/schema.ts';
import { gridOptions } from './grid-options.ts';

const word = (text: string) => ({ fr: text, en: text });
const row = (accueil: string, from: string, until: string | null) => ({
  from,
  until,
  values: { accueil },
  legal: null,
});
const FORM = {
  id: 'essai',
  components: [{ id: 'accueil', key: 'accueil', type: 'select', properties: { from: 'grids.accueils' } }],
} as unknown as FormSchema;

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
  await keepNewGrids(db.database.prisma, [
    {
      ...{ name: 'accueils', title: word('Accueils') },
      columns: [{ key: 'accueil', type: 'text', label: word('Accueil'), by: true }],
      rows: [row('Région', '2020-01-01', null), row('Commune', '2020-01-01', '2026-12-31')],
    },
  ]);
});
afterAll(() => db?.drop());

const offered = async (day: string, form = FORM) =>
  (await gridOptions(db.database.prisma, form, day)).map(({ key, options }) => [
    key,
    options.map(({ value }) => value),
  ]);

test('a choice offers what the grid says that day, and no more what it said before', async () => {
  expect(await offered('2026-12-31')).toEqual([['accueil', ['Commune', 'Région']]]);
  expect(await offered('2027-01-01')).toEqual([['accueil', ['Région']]]);
});

test('a choice of a grid that is not there offers nothing, and a form that asks for none reads none', async () => {
  const other = JSON.parse(JSON.stringify(FORM).replace('grids.accueils', 'grids.absente')) as FormSchema;
  expect(await offered('2027-01-01', other)).toEqual([['accueil', []]]);
  expect(await offered('2027-01-01', { ...FORM, components: [] })).toEqual([]);
});
