import { describe, expect, test } from '@jest/globals';
import { payFact, payMonth } from './pay-piece.ts';

describe('the month a change is paid with', () => {
  test.each([
    ['of its effect, when that is to come', '2027-03-01', '2026-11-24', 15, '2027-03'],
    ['of its effect, when its pay is not closed', '2026-11-20', '2026-11-14', 15, '2026-11'],
    ['the next, from the day of the cut-off', '2026-11-20', '2026-11-15', 15, '2026-12'],
    ['the open one, for an effect long ago', '2025-02-01', '2026-11-03', 15, '2026-11'],
    ['the next, for an effect long ago told too late', '2025-02-01', '2026-12-24', 15, '2027-01'],
    ['closes on its last day when it has no such day', '2026-02-10', '2026-02-27', 31, '2026-02'],
    ['is closed on its last day when it has no such day', '2026-02-10', '2026-02-28', 31, '2026-03'],
  ])('%s', (_what, effect, agreed, cutoff, month) => {
    expect(payMonth(effect, agreed, cutoff)).toBe(month);
  });

  test('a cut-off that is no day is refused', () => {
    expect(() => payMonth('2026-02-10', '2026-02-01', 0)).toThrow(RangeError);
  });
});

describe('what a pay piece keeps', () => {
  test.each<[string, unknown, unknown]>([
    ['a number', 5, 5],
    ['a word', ' 6/7 ', '6/7'],
    ['of a sealed value, what may be shown', { sealed: 'v1.abc', shown: 'FR76 •••• 189' }, 'FR76 •••• 189'],
    ['an account number, masked', 'FR76 3000 6000 0112 3456 7890 189', 'FR76 •••• 189'],
  ])('%s', (_what, value, kept) => {
    expect(payFact('x', value)).toEqual({ key: 'x', value: kept });
  });

  test.each([[''], [null], [undefined], [{ id: 'piece' }], [Number.NaN]])('nothing of %p', (value) => {
    expect(payFact('x', value)).toBeNull();
  });
});
