import { expect, test } from '@jest/globals';
import { courtLimit } from './court-limit.ts';

test.each([
  ['two months, of which neither the first day nor the last counts', '2026-03-03', '2026-05-04'],
  ['not on a Sunday nor a day off', '2026-02-28', '2026-04-29'],
  ['from a month that is longer', '2025-12-31', '2026-03-02'],
  ['pushed after All Saints’ Day', '2026-08-31', '2026-11-02'],
])('the last day for the court: %s', (_what, told, limit) => {
  expect(courtLimit(told)).toBe(limit);
});
