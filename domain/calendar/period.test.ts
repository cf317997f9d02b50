import { describe, expect, test } from '@jest/globals';
import { endFault, eveOf, overlap, periodState } from './period.ts';

const TODAY = '2026-11-24';
const EVE = '2026-11-23';
/** « 2026-01-01..2026-06-30 », « 2026-01-01.. » */
const period = (text: string) => {
  const [from = '', until = ''] = text.split('..');
  return { from, until: until === '' ? null : until };
};

describe('a period', () => {
  test.each([
    ['2026-11-24..', 'in-force'],
    ['2026-11-25..', 'to-come'],
    ['2026-01-01..2026-11-24', 'in-force'],
    ['2026-01-01..2026-11-23', 'over'],
  ])('%s is %s today', (text, state) => {
    expect(periodState(period(text), TODAY)).toBe(state);
  });

  test.each([
    ['2026-01-01..2026-06-30', '2026-06-30..', true],
    ['2026-01-01..2026-06-30', '2026-07-01..', false],
    ['2026-01-01..', '2030-01-01..2030-01-02', true],
    ['2026-05-01..2026-05-02', '2026-01-01..2026-12-31', true],
    ['2026-05-01..', '2026-01-01..2026-04-30', false],
  ])('%s and %s share a day: %s', (one, other, expected) => {
    expect(overlap(period(one), period(other))).toBe(expected);
    expect(overlap(period(other), period(one))).toBe(expected);
  });

  test.each([
    ['2020-01-01..', EVE, null],
    ['2020-01-01..', TODAY, null],
    ['2020-01-01..', '2027-01-01', null],
    ['2020-01-01..', '2026-11-22', 'period-upside-down'],
    ['2026-11-24..', EVE, 'period-upside-down'],
    ['2026-12-01..', '2026-11-30', 'period-upside-down'],
    ['2020-01-01..2026-12-31', '2026-12-30', null],
    ['2020-01-01..2026-12-31', '2026-12-31', 'period-over'],
    ['2020-01-01..2026-12-31', '2027-01-01', 'period-over'],
    ['2020-01-01..2026-01-01', EVE, 'period-over'],
  ])('%s ends on %s: %s', (text, until, fault) => {
    expect(endFault(period(text), until, EVE)).toBe(fault);
  });

  test('the eve of the first of March is a day of February', () => {
    expect([eveOf('2028-03-01'), eveOf('2026-01-01')]).toEqual(['2028-02-29', '2025-12-31']);
  });
});
