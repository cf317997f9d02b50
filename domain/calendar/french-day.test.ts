import { expect, test } from '@jest/globals';
import { ordinalFirst } from './french-day.ts';

test.each([
  ['1 mars 2026', '1er mars 2026'],
  ['1 janv. 2027, 08:30', '1er janv. 2027, 08:30'],
  ['11 mars 2026', '11 mars 2026'],
  ['21 mars 2026 à 01:10', '21 mars 2026 à 01:10'],
])('%s is written %s', (given, written) => {
  expect(ordinalFirst(given)).toBe(written);
});
