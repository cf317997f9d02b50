import { expect, test } from '@jest/globals';
import { judgeCondition, readCondition } from './conditions.ts';

test('what is not known may be anything, though the same condition was met where nothing was given', () => {
  const condition = readCondition('=visa = "approved"');
  expect(judgeCondition(condition, new Map([['visa', null]]))).toBe('no');
  expect(judgeCondition(condition, new Map())).toBe('maybe');
});
