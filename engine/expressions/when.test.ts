import { describe, expect, test } from '@jest/globals';
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

  test.each(['R/PT0S', 'R0/PT1S', 'often', 'R3/', '61 * * * * *'])('%s is refused', (text) => {
    expect(() => firstFiring(text, now)).toThrow();
  });
});
