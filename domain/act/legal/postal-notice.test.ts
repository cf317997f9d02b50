import { expect, test } from '@jest/globals';
import { canHaveCome, canHaveLeft, trackingNumber } from './postal-notice.ts';

test('a letter is known by its number, however it is typed', () => {
  expect(trackingNumber(' 1a 123 456\u00a07890 1 ')).toBe('1A12345678901');
});

test('it leaves from the day of the seal on, and not on a day to come', () => {
  const left = (day: string) => canHaveLeft(day, '2026-11-20', '2026-11-27');
  expect(['2026-11-19', '2026-11-20', '2026-11-27', '2026-11-28'].map(left)).toEqual([false, true, true, false]);
});

test('it is received from the day it left on, and not on a day to come', () => {
  const came = (day: string) => canHaveCome(day, '2026-11-21', '2026-11-27');
  expect(['2026-11-20', '2026-11-21', '2026-11-27', '2026-11-28'].map(came)).toEqual([false, true, true, false]);
});
