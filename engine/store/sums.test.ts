import { expect, test } from '@jest/globals';
import { Damaged } from './damaged.ts';
import { check, sumOf } from './sums.ts';

test('a text that became another one, a number or nothing is not what was written', () => {
  const sum = sumOf('key', '{}');
  expect(() => check('row', 'key', '{}', sum)).not.toThrow();
  for (const read of ['{ }', 12, null, undefined]) expect(() => check('row', 'key', read, sum)).toThrow(Damaged);
});
