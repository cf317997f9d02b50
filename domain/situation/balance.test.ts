import { expect, test } from '@jest/globals';
import { leastOf } from './balance.ts';

test.each([
  ['nothing, before the first one', [], 0],
  ['what came before', [{ from: '2026-01-01', by: 25 }], 25],
  [
    'less what is promised later',
    [
      { from: '2026-01-01', by: 25 },
      { from: '2026-12-24', by: -20 },
    ],
    5,
  ],
  [
    'and no more for what comes next year',
    [
      { from: '2026-01-01', by: 2 },
      { from: '2027-01-01', by: 25 },
    ],
    2,
  ],
  [
    'whatever next year’s is spent on',
    [
      { from: '2026-01-01', by: 2 },
      { from: '2027-01-01', by: 25 },
      { from: '2027-02-01', by: -20 },
    ],
    2,
  ],
  ['nothing of next year’s alone', [{ from: '2027-01-01', by: 25 }], 0],
])('what can be taken of a balance is %s', (_what, movements, least) => {
  expect(leastOf(movements, '2026-11-30')).toBe(least);
});
