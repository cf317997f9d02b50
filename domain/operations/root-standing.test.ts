import { expect, test } from '@jest/globals';
import { rootStanding } from './root-standing.ts';

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
  expect(rootStanding({ since: sinceAt ?? null, madeAt: madeAt ?? null, writtenOf: writtenOf ?? null }, now)).toBe(
    standing,
  );
});
