import { expect, test } from '@jest/globals';
import { endsSoon } from './power-end.ts';

test.each([
  ['it has no end', null, false],
  ['it is over', '2026-11-28', false],
  ['today is its last day', '2026-11-29', true],
  ['in sixty days', '2027-01-28', true],
  ['in sixty-one days', '2027-01-29', false],
])('a power ends soon: %s', (_, until, soon) => {
  expect(endsSoon(until, '2026-11-29')).toBe(soon);
});
