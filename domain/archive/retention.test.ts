import { expect, test } from '@jest/globals';
import { keptFor, overSince, retentionFor } from './retention.ts';

/** The 21st in Paris. */
const SIGNED_AT = new Date('2026-11-20T23:30:00Z');

test('how long acts are kept is a grid: by kind, else what it says of all others; what it does not say is not known', () => {
  const row = (kind: string, years: number, fate: string) => ({
    ...{ from: '2000-01-01', until: null, legal: null },
    values: { kind, years, fate },
  });
  const label = { fr: '', en: '' };
  const columns = [{ key: 'kind', type: 'text' as const, label, by: true as const }];
  const grid = (...rows: ReturnType<typeof row>[]) => ({ name: 'essai', title: label, columns, rows });
  const both = grid(row('*', 80, 'verser'), row('velo', 10, 'éliminer'));
  expect([retentionFor(both, 'velo'), retentionFor(both, 'autre')]).toEqual([
    { years: 10, fate: 'destroy' },
    { years: 80, fate: 'transfer' },
  ]);
  for (const wrong of [grid(), grid(row('*', 0, 'verser')), grid(row('*', 10, 'jeter'))])
    expect(retentionFor(wrong, 'velo')).toBeNull();
  expect(keptFor(SIGNED_AT, retentionFor(both, 'velo'))).toEqual({ until: '2036-11-21', fate: 'destroy' });
  expect(keptFor(SIGNED_AT, null)).toBeNull();
});

test('the last day on which an act is kept is one on which it is kept', () => {
  const retention = { years: 10, fate: 'destroy' as const };
  const on = (day: string) => overSince(SIGNED_AT, retention, { fate: 'destroy', day });
  expect([on('2036-11-20'), on('2036-11-21'), on('2036-11-22')]).toEqual([null, null, '2036-11-21']);
  const leap = (day: string) =>
    overSince(new Date('2024-02-29T12:00:00Z'), { ...retention, years: 1 }, { fate: 'destroy', day });
  expect([leap('2025-02-28'), leap('2025-03-01')]).toEqual([null, '2025-02-28']);
});
