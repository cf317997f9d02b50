import { describe, expect, test } from '@jest/globals';
import { compileFeel } from '../feel/index.ts';
import { afterDuration, firstFiring, instantOf, nextFiring } from './when.ts';

const at = (iso: string) => Date.parse(iso);
const iso = (instant: number | undefined) => (instant === undefined ? undefined : new Date(instant).toISOString());

describe('instants', () => {
  test.each<[string, string]>([
    ['2026-01-31T10:00:00Z', '2026-01-31T10:00:00.000Z'],
    ['2026-01-31T10:00:00+01:00', '2026-01-31T09:00:00.000Z'],
    ['2026-07-01T10:00:00[Europe/Paris]', '2026-07-01T08:00:00.000Z'],
    ['2026-07-01T10:00:00+02:00[Europe/Paris]', '2026-07-01T08:00:00.000Z'],
    ['2026-07-01T10:00:00@Europe/Paris', '2026-07-01T08:00:00.000Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(iso(instantOf(text))).toBe(expected);
  });

  test('a FEEL date and time without zone is in UTC, wherever the machine stands', () => {
    const { value } = compileFeel('date and time("2026-07-01T10:00:00")').evaluate(() => undefined, 0);
    expect(iso(instantOf(value))).toBe('2026-07-01T10:00:00.000Z');
  });

  test.each(['tomorrow', '', '2026-13-01T00:00:00Z', '2026-01-31T10:00:00[Mars/Olympus]'])('%j is refused', (text) => {
    expect(() => instantOf(text)).toThrow('Invalid date-time format');
  });
});

describe('durations', () => {
  test.each<[string, string, string]>([
    ['2026-01-31T08:00:00Z', 'P1M', '2026-02-28T08:00:00.000Z'],
    ['2026-12-31T08:00:00Z', 'P2M', '2027-02-28T08:00:00.000Z'],
    ['2028-01-29T08:00:00Z', 'P1M', '2028-02-29T08:00:00.000Z'],
    ['2026-03-28T23:00:00Z', 'P1D', '2026-03-29T23:00:00.000Z'],
    ['2026-01-01T00:00:00Z', 'PT90M', '2026-01-01T01:30:00.000Z'],
    ['2026-01-01T00:00:00Z', 'P60D', '2026-03-02T00:00:00.000Z'],
  ])('%s plus %s is %s, by calendar', (from, duration, expected) => {
    expect(iso(afterDuration(duration, at(from)))).toBe(expected);
  });
});

describe('cycles', () => {
  const now = at('2026-01-01T00:00:00Z');

  test('R3/P1D fires three times', () => {
    const first = firstFiring('R3/P1D', now);
    expect([iso(first.dueAt), first.repetitions]).toEqual(['2026-01-02T00:00:00.000Z', 2]);
    const second = nextFiring('R3/P1D', first.dueAt, first.repetitions, first.dueAt);
    expect([iso(second?.dueAt), second?.repetitions]).toEqual(['2026-01-03T00:00:00.000Z', 1]);
    expect(nextFiring('R3/P1D', now, 0, now)).toBeUndefined();
  });

  test('an endless cycle starts again from now after a long absence', () => {
    expect(iso(nextFiring('R/PT1S', now, -1, now + 86_400_000)?.dueAt)).toBe('2026-01-02T00:00:01.000Z');
  });

  test('a start is honoured', () => {
    expect(iso(firstFiring('R/2026-02-01T09:00:00Z/P1D', now).dueAt)).toBe('2026-02-01T09:00:00.000Z');
  });

  test('cron knows seconds', () => {
    expect(iso(firstFiring('*/30 * * * * *', now).dueAt)).toBe('2026-01-01T00:00:30.000Z');
    expect(iso(firstFiring('0 0 9 1 * *', now).dueAt)).toBe('2026-01-01T09:00:00.000Z');
  });

  test('a start has its zone, and -1 is no end', () => {
    expect(iso(firstFiring('R/2026-02-01T09:00:00+01:00[Europe/Paris]/P1D', now).dueAt)).toBe(
      '2026-02-01T08:00:00.000Z',
    );
    expect(firstFiring('R-1/PT1H', now).repetitions).toBe(-1);
  });

  test.each<[string, string]>([
    ['0 0 9-17 * * MON-FRI', '2026-01-01T09:00:00.000Z'],
    ['0 30 8 1,15 * MON', '2026-06-01T08:30:00.000Z'],
    ['0 0 0 L * *', '2026-01-31T00:00:00.000Z'],
    ['0 0 0 L-3 FEB *', '2026-02-25T00:00:00.000Z'],
    ['0 0 0 31W * ?', '2026-01-30T00:00:00.000Z'],
    ['0 0 0 1W 2 ?', '2026-02-02T00:00:00.000Z'],
    ['0 0 0 LW 2 *', '2026-02-27T00:00:00.000Z'],
    ['0 0 0 ? * 5L', '2026-01-30T00:00:00.000Z'],
    ['0 0 0 ? * MON#2', '2026-01-12T00:00:00.000Z'],
    ['0 0 0 ? * 7', '2026-01-04T00:00:00.000Z'],
    ['0 0 0 29 2 *', '2028-02-29T00:00:00.000Z'],
    ['20/20 0 0 1/10 JAN-MAR/2 *', '2026-01-01T00:00:20.000Z'],
    ['@midnight', '2026-01-02T00:00:00.000Z'],
    ['@yearly', '2027-01-01T00:00:00.000Z'],
  ])('%s fires first at %s: the day of the month and that of the week must both be right', (text, expected) => {
    expect(iso(firstFiring(text, now).dueAt)).toBe(expected);
  });

  test.each(['0 0 0 31 4 *', '* * * * *', '@reboot', 'H * * * * *', '0 0 0 * * MON#6', '0 0 5-3 * * *'])(
    '%s is no cron of a cluster',
    (text) => {
      expect(() => firstFiring(text, now)).toThrow(text);
    },
  );

  test.each(['R/PT0S', 'R0/PT1S', 'often', 'R3/', '61 * * * * *'])('%s is refused', (text) => {
    expect(() => firstFiring(text, now)).toThrow();
  });
});
