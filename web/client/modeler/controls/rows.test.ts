import { expect, test } from '@jest/globals';
import { withoutRow, withProperty, withRow } from './rows.ts';

test('a list changes row by row, and loses what is taken off', () => {
  expect(withRow(['a', 'b'], 1, 'c')).toEqual(['a', 'c']);
  expect(withoutRow(['a', 'b'], 0)).toEqual(['b']);
  expect(withProperty({ name: 'a', optional: true }, 'optional', undefined)).toEqual({ name: 'a' });
});
