import { describe, expect, test } from '@jest/globals';
import { covers } from '../../calendar/civil-date.ts';
import type { ThemeField } from '../themes/theme.ts';
import { checkGrid, checkShapeStays } from './check-grid.ts';
import { fromGrid, type Grid, type GridRow, gridsIn } from './grid.ts';

const word = (text: string) => ({ fr: text, en: text });
const row = (quota: number, payFraction: string, from: string, until: string | null = null): GridRow => ({
  ...{ from, until, values: { quota, payFraction } },
  legal: null,
});
const QUOTAS: Grid = {
  name: 'quotites',
  title: word('Quotités'),
  columns: [
    { key: 'quota', type: 'quota', label: word('Quotité'), by: true },
    { key: 'payFraction', type: 'fraction', label: word('Fraction') },
    { key: 'note', type: 'text', label: word('Remarque'), optional: true },
  ],
  rows: [],
};
const faultsOf = (...rows: unknown[]) =>
  checkGrid({ ...QUOTAS, rows: rows as GridRow[] }).map(({ at, code, params }) =>
    [at, code, ...Object.values(params)].join(' '),
  );

describe('a grid', () => {
  test('says one thing a day, row after row', () => {
    expect(
      faultsOf(
        row(80, '6/7', '2027-01-01'),
        row(80, '85/100', '2022-03-01', '2026-12-31'),
        row(90, '32/35', '2024-02-29', '2024-02-29'),
      ),
    ).toEqual([]);
  });

  test('with a hole says it at the row that follows, and from when until when', () => {
    expect(faultsOf(row(80, '6/7', '2022-03-01', '2026-12-30'), row(80, '85/100', '2027-01-01'))).toEqual([
      'rows.1.from grid-hole 80 2026-12-31 2026-12-31',
    ]);
  });

  test.each([
    ['that share a day', row(80, '6/7', '2022-03-01', '2027-01-01'), row(80, '85/100', '2027-01-01')],
    ['of which the first has no end', row(80, '6/7', '2022-03-01'), row(80, '85/100', '2027-01-01')],
    ['that begin together', row(80, '6/7', '2027-01-01', '2027-12-31'), row(80, '85/100', '2027-01-01')],
  ])('with two rows for one day, %s, says which', (_what, one, other) => {
    expect(faultsOf(one, other)).toEqual(['rows.1.from grid-two-rows 80 2027-01-01 1']);
  });

  test.each<[string, unknown, string]>([
    ['a day that is none', row(80, '6/7', '2027-02-29'), 'rows.0.from grid-day 2027-02-29'],
    ['an end before its beginning', row(80, '6/7', '2027-02-01', '2027-01-31'), 'rows.0.until grid-upside-down'],
    ['a fraction of nought', row(80, '6/0', '2027-01-01'), 'rows.0.payFraction grid-value 6/0 fraction'],
    [
      'a number in words',
      { ...row(0, '6/7', '2027-01-01'), values: { quota: '80', payFraction: '6/7' } },
      'rows.0.quota',
    ],
    ['half a quota', row(79.5, '6/7', '2027-01-01'), 'rows.0.quota grid-value 79.5 quota'],
    [
      'a value left out',
      { ...row(80, '', '2027-01-01'), values: { quota: 80 } },
      'rows.0.payFraction grid-value-missing',
    ],
    [
      'a column of its own',
      { ...row(80, '', '2027-01-01'), values: { quota: 80, payFraction: '6/7', x: 1 } },
      'rows.0.x',
    ],
  ])('refuses %s, at its place', (_what, written, fault) => {
    const [found, ...others] = faultsOf(written);
    expect(found).toContain(fault);
    expect(others).toEqual([]);
  });

  test('keeps what themes read of it: labels and new columns aside', () => {
    const [quota, fraction, note] = QUOTAS.columns as [never, never, never];
    const changed = (columns: Grid['columns']) => checkShapeStays(QUOTAS, { ...QUOTAS, columns }).map(({ at }) => at);
    expect(changed([...QUOTAS.columns, { key: 'more', type: 'number', label: word('Plus') }])).toEqual([]);
    expect(changed([quota, note])).toEqual(['columns.payFraction']);
    expect(changed([quota, { ...(fraction as object), type: 'text' } as never, note])).toEqual(['columns.payFraction']);
    expect(changed([...QUOTAS.columns, { key: 'grade', type: 'grade', label: word('Grade'), by: true }])).toEqual([
      'columns.grade',
    ]);
  });
});

test('a field is read on its day, by the values beside it', () => {
  const field: ThemeField = {
    ...{ key: 'payFraction', type: 'fraction', label: word('Fraction') },
    ...{ source: 'grid', grid: 'quotites' },
  };
  const rows = [row(80, '6/7', '2022-03-01', '2026-12-31'), row(80, '85/100', '2027-01-01')];
  const on = (day: string, quota: number) =>
    fromGrid({ quotites: { ...QUOTAS, rows: rows.filter((one) => covers(one, day)) } }, field, { quota });
  expect(on('2026-12-31', 80)).toBe('6/7');
  expect(on('2027-01-01', 80)).toBe('85/100');
  expect(on('2022-02-28', 80)).toBeUndefined();
  expect(on('2027-01-01', 75)).toBeUndefined();
});

test('expressions and templates name the grids that they read', () => {
  expect(gridsIn('count(grids.echelons[echelon = 3]) > 0 and grids.plafonds[1].value < 3')).toEqual([
    'echelons',
    'plafonds',
  ]);
});
