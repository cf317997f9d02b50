import { expect, test } from '@jest/globals';
import { latePlaces, rootStanding } from './root-standing.ts';

const now = new Date('2026-11-29T12:00:00Z');
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

test.each([
  ['a portal that has just begun', null, null, null, 'good'],
  ['before its first root', 1, null, null, 'good'],
  ['one a day', 100, 24, 24, 'good'],
  ['none for a day and a half', 100, 37, 37, 'not-made'],
  ['none ever', 37, null, null, 'not-made'],
  ['written nowhere', 100, 1, null, 'not-written'],
  ['its place is away', 100, 1, 40, 'not-written'],
] as const)('the daily roots stand: %s', (_, since, made, written, standing) => {
  const [sinceAt, madeAt, writtenOf] = [since, made, written].map((hours) => (hours === null ? null : ago(hours)));
  const stand = { since: sinceAt ?? null, madeAt: madeAt ?? null, writtenOf: writtenOf ?? null };
  expect(rootStanding({ ...stand, places: [] }, now)).toBe(standing);
});

test.each([
  ['all is written there', 100, null, false],
  ['the root of today waits', 100, 2, false],
  ['one waits for more than a day', 100, 25, true],
  ['it was named today, and has much to make up for', 2, 900, false],
] as const)('a place of several is late: %s', (_, since, behind, isLate) => {
  const places = [
    { name: 'folder', since: ago(100), behindSince: null } as const,
    { name: 's3', since: ago(since), behindSince: behind === null ? null : ago(behind) } as const,
  ];
  const stand = { since: ago(100), madeAt: ago(1), writtenOf: ago(1), places };
  expect(rootStanding(stand, now)).toBe(isLate ? 'not-everywhere' : 'good');
  expect(latePlaces(places, now).map(({ name }) => name)).toEqual(isLate ? ['s3'] : []);
});
