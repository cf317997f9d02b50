import { expect, test } from '@jest/globals';
import type { Grid } from '#domain/situation/grids/grid.ts';
import { inOrder, isFound, nameOf, typedRows, withRows } from './grid-rows.ts';

const word = (text: string) => ({ fr: text, en: text });
const row = (grade: string, index: number, from: string) => ({
  ...{ from, until: null, values: { grade, index } },
  legal: 'décret n° 2026-1',
});
const GRID: Grid = {
  name: 'essai',
  title: word('Essai'),
  columns: [
    { key: 'grade', type: 'grade', label: word('Grade'), by: true },
    { key: 'index', type: 'index', label: word('Indice') },
  ],
  rows: [row('Greffier', 421, '2027-01-01'), row('Greffier', 410, '2020-01-01'), row('Attaché', 500, '2020-01-01')],
};

test('rows that are typed are those of the grid, number by number and text by text', () => {
  expect(withRows(GRID, typedRows(GRID))).toEqual(GRID);
});

test('what is typed is read by its column: a number where it is one, else as it was typed; an empty field says nothing', () => {
  const typed = (values: Record<string, string>) => {
    const [read] = withRows(GRID, [{ id: 'x', from: '2027-01-01', until: '', values, legal: ' ' }]).rows;
    return read;
  };
  expect(typed({ grade: ' Greffier ', index: ' 421 ' })).toEqual({
    ...{ from: '2027-01-01', until: null, legal: null },
    values: { grade: 'Greffier', index: 421 },
  });
  expect(typed({ grade: '12', index: 'beaucoup' })?.values).toEqual({ grade: '12', index: 'beaucoup' });
  expect(typed({ grade: '  ', index: '' })?.values).toEqual({});
});

test('rows are read by what they are about, then by time, and found by any of their words', () => {
  expect(inOrder(GRID).map(({ values, from }) => [nameOf(GRID, values), from])).toEqual([
    ['Attaché', '2020-01-01'],
    ['Greffier', '2020-01-01'],
    ['Greffier', '2027-01-01'],
  ]);
  expect(GRID.rows.filter((one) => isFound(one, 'greff')).length).toBe(2);
  expect(GRID.rows.filter((one) => isFound(one, '2026-1')).length).toBe(3);
});
