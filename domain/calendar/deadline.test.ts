import { describe, expect, test } from '@jest/globals';
import { dayAt, parisDay } from './civil-date.ts';
import { type DeadlineRule, deadline, parseDelay } from './deadline.ts';
import { isWorkingDay, publicHolidays } from './holiday.ts';
import type { PlaceClock } from './place-clock.ts';

/** The day on which it ends, for a filing at noon in Paris unless an hour is given. */
const ends = (filed: string, rule: DeadlineRule, complements: [string, string | null][] = []) => {
  const instant = (text: string) => new Date(text.includes('T') ? text : `${text}T12:00:00+01:00`);
  const last = deadline(
    instant(filed),
    rule,
    complements.map(([asked, given]) => ({ askedAt: instant(asked), givenAt: given === null ? null : instant(given) })),
  );
  return last && parisDay(last);
};

describe('a delay', () => {
  test.each([
    ['2026-01-15', 'P2M', '2026-03-15', 'runs to the same day of the month'],
    ['2026-12-31', 'P2M', '2027-02-28', 'ends with a month that has no such day'],
    ['2027-12-30', 'P2M', '2028-02-29', 'in a leap year too'],
    ['2026-01-31', 'P1M', '2026-02-28', 'of one month as well'],
    ['2026-02-28', 'P1M', '2026-03-28', 'is not stretched to the end of a longer month'],
    ['2026-11-24', 'P15D', '2026-12-09', 'in days leaves the first one out'],
    ['2026-11-24', 'P1Y', '2027-11-24', 'in years'],
    ['2028-02-29', 'P1Y', '2029-02-28', 'in years from a 29 February'],
    ['2026-11-24T22:59:59Z', 'P1M', '2026-12-24', 'counts the day it is in Paris: one second before midnight'],
    ['2026-11-24T23:00:00Z', 'P1M', '2026-12-25', 'counts the day it is in Paris: midnight'],
    ['2026-07-14T21:59:59Z', 'P1M', '2026-08-14', 'in summer time: one second before midnight'],
    ['2026-07-14T22:00:00Z', 'P1M', '2026-08-15', 'in summer time: midnight'],
  ])('from %s of %s ends on %s: %4$s', (filed, after, expected) => {
    expect(ends(filed, { after })).toBe(expected);
  });

  test('ends with the last instant of its day, across the change of hour', () => {
    expect(deadline(new Date('2026-02-28T10:00:00Z'), { after: 'P1M' })?.toISOString()).toBe(
      '2026-03-28T22:59:59.999Z',
    );
    expect(deadline(new Date('2026-03-01T10:00:00Z'), { after: 'P1M' })?.toISOString()).toBe(
      '2026-04-01T21:59:59.999Z',
    );
  });

  // Filed on an evening of Paris, when it is the next morning in Nouméa, or on a morning, when Papeete still has the eve.
  test.each<[PlaceClock, string, string]>([
    ['Europe/Paris', '2026-01-15T21:30:00Z', '2026-03-15T22:59:59.999Z'],
    ['Indian/Mayotte', '2026-01-15T21:30:00Z', '2026-03-16T20:59:59.999Z'],
    ['Pacific/Noumea', '2026-01-15T21:30:00Z', '2026-03-16T12:59:59.999Z'],
    ['Pacific/Tahiti', '2026-01-15T08:30:00Z', '2026-03-15T09:59:59.999Z'],
    ['America/Miquelon', '2026-01-15T02:30:00Z', '2026-03-15T01:59:59.999Z'],
  ])('is counted in days of the place: %s', (clock, filedAt, last) => {
    expect(deadline(new Date(filedAt), { after: 'P2M' }, [], clock)?.toISOString()).toBe(last);
  });

  test('in clear days counts neither the first nor the last', () => {
    expect(ends('2026-11-02', { after: 'P15D', clearDays: true })).toBe('2026-11-18');
  });

  test('goes to the next working day only when the rule says so', () => {
    // 14 March 2026 is a Saturday; 6 April is Easter Monday; 25 December a Friday.
    expect(ends('2026-01-14', { after: 'P2M' })).toBe('2026-03-14');
    expect(ends('2026-01-14', { after: 'P2M', toWorkingDay: true })).toBe('2026-03-16');
    expect(ends('2026-02-04', { after: 'P2M', toWorkingDay: true })).toBe('2026-04-07');
    expect(ends('2026-11-25', { after: 'P1M', toWorkingDay: true })).toBe('2026-12-28');
  });

  // 22 May 2026 is a Friday, 10 June a Wednesday.
  test.each<[PlaceClock, string, string]>([
    ['America/Martinique', '2026-04-22', '2026-05-26'],
    ['Europe/Paris', '2026-04-22', '2026-05-22'],
    ['America/Cayenne', '2026-05-10', '2026-06-11'],
    ['America/Martinique', '2026-05-10', '2026-06-10'],
  ])('knows the days that are not worked in its place: %s, filed on %s, ends on %s', (clock, filed, expected) => {
    const last = deadline(new Date(`${filed}T15:00:00Z`), { after: 'P1M', toWorkingDay: true }, [], clock);
    expect(last && dayAt(clock, last)).toBe(expected);
  });

  const asked: [string, string][] = [['2026-01-20', '2026-01-30']];
  test.each<[NonNullable<DeadlineRule['onComplement']>, string]>([
    ['runs-on', '2026-03-15'],
    ['suspends', '2026-03-25'],
    ['resets', '2026-03-30'],
    ['doubles', '2026-05-15'],
  ])('on a complement given ten days later, %s: %s', (onComplement, expected) => {
    expect(ends('2026-01-15', { after: 'P2M', onComplement }, asked)).toBe(expected);
  });

  test('falls due at no time while a complement that stops it is awaited', () => {
    const pending: [string, null][] = [['2026-01-20', null]];
    expect(ends('2026-01-15', { after: 'P2M', onComplement: 'suspends' }, pending)).toBeNull();
    expect(ends('2026-01-15', { after: 'P2M', onComplement: 'resets' }, pending)).toBeNull();
    expect(ends('2026-01-15', { after: 'P2M' }, pending)).toBe('2026-03-15');
  });

  test('doubles once, from the filing, when a complement is asked within fifteen days', () => {
    const rule = { after: 'P1M', onComplement: 'doubles' } as const;
    expect(
      ends('2026-01-31', rule, [
        ['2026-02-15', '2026-02-20'],
        ['2026-02-21', '2026-02-22'],
      ]),
    ).toBe('2026-03-31');
    expect(ends('2026-01-31', rule, [['2026-02-15', null]])).toBe('2026-03-31');
    expect(ends('2026-01-31', rule, [['2026-02-16', '2026-02-20']])).toBe('2026-02-28');
  });

  test('adds up two suspensions, and starts over from the last reset', () => {
    const two: [string, string][] = [...asked, ['2026-02-01', '2026-02-06']];
    expect(ends('2026-01-15', { after: 'P2M', onComplement: 'suspends' }, two)).toBe('2026-03-30');
    expect(ends('2026-01-15', { after: 'P2M', onComplement: 'resets' }, two)).toBe('2026-04-06');
  });

  test.each(['', '2 months', 'PT48H', 'P0D', 'P-2M', 'P1.5M', 'P'])('refuses « %s »', (text) => {
    expect(() => parseDelay(text)).toThrow(RangeError);
  });
});

describe('public holidays', () => {
  test('are the eleven of the labour code, the moving ones with Easter', () => {
    expect([...publicHolidays(2026)].sort()).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-25',
    ]);
  });

  test.each([
    [2024, '2024-04-01'],
    [2025, '2025-04-21'],
    [2027, '2027-03-29'],
    [2038, '2038-04-26'], // the latest Easter there is
  ])('Easter Monday of %i is %s', (year, day) => {
    expect(publicHolidays(year).has(day)).toBe(true);
  });

  test.each([
    ['2026-11-24', true],
    ['2026-11-21', false],
    ['2026-11-22', false],
    ['2026-11-11', false],
  ])('%s worked: %s', (day, expected) => {
    expect(isWorkingDay(day)).toBe(expected);
  });
});
