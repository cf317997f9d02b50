import { describe, expect, test } from '@jest/globals';
import type { PlaceClock } from './place-clock.ts';
import { type CountedPeriod, workingDays } from './working-days.ts';

const working = (from: string, until: string, more: Partial<CountedPeriod> = {}, clock?: PlaceClock) =>
  workingDays({ from, until, ...more }, clock ? [{ clock, from: '2020-01-01', until: null }] : []);

describe('the working days of a period', () => {
  test.each([
    ['a day', '2026-12-01', '2026-12-01', 1],
    ['a week, less its end', '2026-11-30', '2026-12-06', 5],
    ['Saturday and Sunday', '2026-12-05', '2026-12-06', 0],
    ['Ascension Day aside', '2026-05-13', '2026-05-15', 2],
    ['from one year to the next', '2026-12-24', '2027-01-04', 6],
    ['the twenty-ninth of February', '2028-02-28', '2028-03-01', 3],
    ['the night when the hour changes', '2026-03-27', '2026-03-30', 2],
    ['the other one', '2026-10-23', '2026-10-26', 2],
    ['a whole year', '2026-01-01', '2026-12-31', 252],
  ])('are counted: %s', (_what, from, until, days) => {
    expect(working(from, until)).toBe(days);
  });

  test.each([
    ['that ends before it begins', '2026-12-02', '2026-12-01'],
    ['of more than a year', '2026-01-01', '2027-01-01'],
    ['without end', '2026-01-01', '9999-12-31'],
    ['from a day that is none', '2026-02-29', '2026-03-02'],
  ])('are not those of a period %s', (_what, from, until) => {
    expect(working(from, until)).toBeNull();
  });

  test('have halves at either end, but of a day that nobody works', () => {
    expect(working('2026-11-30', '2026-12-04', { startsAtNoon: true })).toBe(4.5);
    expect(working('2026-11-30', '2026-12-04', { startsAtNoon: true, endsAtNoon: true })).toBe(4);
    expect(working('2026-12-01', '2026-12-01', { endsAtNoon: true })).toBe(0.5);
    expect(working('2026-12-01', '2026-12-01', { startsAtNoon: true, endsAtNoon: true })).toBe(0);
    expect(working('2026-12-05', '2026-12-07', { startsAtNoon: true })).toBe(1);
  });

  test('have the public holidays of the place', () => {
    expect(working('2026-05-22', '2026-05-22')).toBe(1);
    expect(working('2026-05-22', '2026-05-22', {}, 'America/Martinique')).toBe(0);
    expect(working('2026-05-27', '2026-05-27', {}, 'America/Guadeloupe')).toBe(0);
    expect(working('2026-06-10', '2026-06-10', {}, 'America/Cayenne')).toBe(0);
    expect(working('2027-12-20', '2027-12-20', {}, 'Indian/Reunion')).toBe(0);
    expect(working('2026-04-27', '2026-04-27', {}, 'Indian/Mayotte')).toBe(0);
    expect(working('2026-07-14', '2026-07-14', {}, 'Indian/Mayotte')).toBe(0);
  });

  test('follow whoever moves in between: each day where they work then', () => {
    const moves = [
      { clock: 'America/Martinique' as const, from: '2020-01-01', until: null },
      { clock: 'America/Cayenne' as const, from: '2026-06-01', until: null },
    ];
    // Whit Monday aside: the 22nd of May in Martinique, then the 10th of June in Cayenne.
    expect(workingDays({ from: '2026-05-22', until: '2026-05-22' }, moves)).toBe(0);
    expect(workingDays({ from: '2026-05-18', until: '2026-06-12' }, moves)).toBe(17);
    expect(workingDays({ from: '2026-05-18', until: '2026-06-12' }, [])).toBe(19);
  });
});
