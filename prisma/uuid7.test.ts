import { expect, test } from '@jest/globals';
import { uuid7 } from './uuid7.ts';

test('identifiers of one millisecond follow each other, and are of the version that says when', () => {
  const at = new Date('2026-11-27T10:00:00.123Z');
  const made = Array.from({ length: 500 }, () => uuid7(at));
  expect(made).toEqual([...made].sort());
  expect(new Set(made).size).toBe(500);
  for (const id of made) expect(id).toMatch(/^01a21c72-917b-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('an identifier of a later millisecond comes after, whatever came between', () => {
  const [former, later] = [new Date(1_000), new Date(1_001)].map((at) => uuid7(at));
  expect([later, former].sort()).toEqual([former, later]);
});
