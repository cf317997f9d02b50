import { expect, test } from '@jest/globals';
import { type Bucket, bucketsOf, type Count, MEMORY_MS, waitOf } from './throttle.ts';

const AT = new Date('2026-11-27T09:00:00Z');
const [own] = bucketsOf({ account: 'claire', address: 'office', knownDevice: 'hers' }) as [Bucket];
const [byAddress, strangers] = bucketsOf({ account: 'claire', address: 'office', knownDevice: null }) as [
  Bucket,
  Bucket,
];
const after = (count: number, agoMs = 0): Count => ({
  count,
  forgottenAt: new Date(AT.getTime() - agoMs + MEMORY_MS),
});
const seconds = (bucket: Bucket, counted: Count) => waitOf(bucket, counted, AT) / 1000;

test('a place waits after five wrong passwords, then twice as long after each, a quarter of an hour at most', () => {
  for (const bucket of [own, byAddress]) {
    const waits = [4, 5, 6, 7, 8, 9, 10, 11, 500].map((tries) => seconds(bucket, after(tries)));
    expect(waits).toEqual([0, 30, 60, 120, 240, 480, 900, 900, 900]);
  }
});

test('all strangers together wait after twenty', () => {
  expect([19, 20, 21, 5_000].map((tries) => seconds(strangers, after(tries)))).toEqual([0, 30, 60, 900]);
});

test('what a stranger fills is not what a known device is counted in', () => {
  expect([byAddress.key, strangers.key]).not.toContain(own.key);
});

test('a wait runs from the last wrong password, which is forgotten after an hour', () => {
  expect(seconds(own, after(5, 20_000))).toBe(10);
  expect(seconds(own, after(5, 30_000))).toBe(0);
  expect(seconds(own, after(500, MEMORY_MS))).toBe(0);
});

test('a clock that was 45 days ahead makes nobody wait', () => {
  expect(seconds(own, after(5, -45 * 86_400_000))).toBe(0);
});
