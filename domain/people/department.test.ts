import { expect, test } from '@jest/globals';
import { shippedGrids } from '#testing/shipped-themes.ts';
import { rowFor } from '../situation/grids/grid.ts';
import { DEPARTMENT_CODES, DEPARTMENTS } from './department.ts';

const grids = Object.values(shippedGrids()).filter(({ use }) => use === 'court');
const courtOf = (department: string) => {
  const [grid] = grids;
  return grid && rowFor(grid, { department })?.values.court;
};

test('each of the 101 départements and of the collectivités has one administrative court, by its very name', () => {
  expect(grids).toHaveLength(1);
  const rows = grids.flatMap((grid) => grid.rows);
  expect(rows.map(({ values }) => [values.department, values.name])).toEqual(DEPARTMENTS);
  expect(DEPARTMENT_CODES.filter((code) => code.length === 2 || /^97[12346]$/.test(code))).toHaveLength(101);
  expect(new Set(DEPARTMENT_CODES).size).toBe(DEPARTMENT_CODES.length);
  const courts = new Set(rows.map(({ values }) => String(values.court)));
  expect([...courts].filter((court) => !/^tribunal administratif (?:de (?:la |La )?|d’)\p{Lu}/u.test(court))).toEqual(
    [],
  );
  // As many as there are (code de justice administrative, R221-3).
  expect(courts.size).toBe(42);
});

test.each([
  ['2B', 'de Bastia'],
  ['06', 'de Nice'],
  ['07', 'de Lyon'],
  ['45', 'd’Orléans'],
  ['48', 'de Nîmes'],
  ['69', 'de Lyon'],
  ['75', 'de Paris'],
  ['77', 'de Melun'],
  ['78', 'de Versailles'],
  ['83', 'de Toulon'],
  ['84', 'de Nîmes'],
  ['91', 'de Versailles'],
  ['92', 'de Cergy-Pontoise'],
  ['93', 'de Montreuil'],
  ['94', 'de Melun'],
  ['95', 'de Cergy-Pontoise'],
  ['972', 'de la Martinique'],
  ['974', 'de La Réunion'],
  ['976', 'de Mayotte'],
  ['984', 'de La Réunion'],
  ['987', 'de la Polynésie française'],
])('%s: tribunal administratif %s', (department, court) => {
  expect(courtOf(department)).toBe(`tribunal administratif ${court}`);
});
