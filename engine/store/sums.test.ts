import { expect, test } from '@jest/globals';
import { Damaged } from './damaged.ts';
import { check, checkBytes, sumOf } from './sums.ts';

const bytes = new TextEncoder().encode('{}');

test('a text that became another one, bytes, a number or nothing is not what was written', () => {
  const sum = sumOf('key', '{}');
  expect(() => check('row', 'key', '{}', sum)).not.toThrow();
  for (const read of ['{ }', bytes, 12, null, undefined]) expect(() => check('row', 'key', read, sum)).toThrow(Damaged);
});

test('bytes that became others, a text, a number or nothing are not what was written', () => {
  const sum = sumOf('key', bytes);
  expect(() => checkBytes('entry', 'key', bytes, sum)).not.toThrow();
  for (const read of [bytes.with(0, 0), '{}', 12, null, undefined])
    expect(() => checkBytes('entry', 'key', read, sum)).toThrow(Damaged);
});
