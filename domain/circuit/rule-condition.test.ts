import { expect, test } from '@jest/globals';
import { readCondition, type Test } from './condition.ts';
import { readRule, writeRule } from './rule-condition.ts';

const SAME_DAY: Test = { name: 'end', is: '=', day: { of: 'start', shift: null } };
const LATER: Test = { name: 'end', is: '>', day: { of: 'start', shift: null } };
const FIVE: Test = { name: 'days', is: '=', number: 5 };

test.each<[string, Test[], string]>([
  ['a day after another', [LATER], '=date(end) > date(start)'],
  ['the same day', [SAME_DAY], '=date(end) >= date(start) and date(end) <= date(start)'],
  ['another day', [{ ...SAME_DAY, is: '!=' } as Test], '=date(end) != date(start)'],
  ['a number, and more', [FIVE, LATER], '=days >= 5 and days <= 5 and date(end) > date(start)'],
  ['a choice', [{ name: 'way', is: 'text', text: 'post' }], '=way = "post"'],
])('of %s, a rule has no answer while one is left empty, and is read back as what was chosen', (_what, tests, rule) => {
  expect(writeRule(tests)).toBe(rule);
  expect(readRule(rule)).toEqual(tests);
});

test('two limits that differ stay two, and what is written otherwise is read as it is', () => {
  const between = '=days >= 5 and days <= 6';
  expect(readRule(between)).toEqual(readCondition(between));
  expect(readRule('=date(end) = date(start)')).toEqual([SAME_DAY]);
  expect(readRule('=count(days) > 2')).toBeNull();
});
