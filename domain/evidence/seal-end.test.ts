import { expect, test } from '@jest/globals';
import { SEAL_ALARM_DAYS, sealStanding } from './seal-end.ts';

const now = new Date('2026-11-26T12:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

test.each([
  [SEAL_ALARM_DAYS + 1, 'good'],
  [SEAL_ALARM_DAYS, 'ending'],
  [0, 'ending'],
  [-1, 'ended'],
] as const)('G9: a seal that ends in %i days is %s', (days, standing) => {
  expect(sealStanding(inDays(days), now)).toBe(standing);
});
