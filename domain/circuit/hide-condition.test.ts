import { expect, test } from '@jest/globals';
import type { Test } from './condition.ts';
import { readHide, writeHide } from './hide-condition.ts';

const IN_PERSON: Test = { name: 'way', is: 'text', text: 'in-person' };
const MANY: Test = { name: 'days', is: '>', number: 2 };
const EARLY: Test = { name: 'start', is: '<', day: { of: 'end', shift: { to: 'before', count: 2, unit: 'M' } } };

test.each<[string, Test[], string]>([
  ['a choice', [IN_PERSON], '=way != "in-person"'],
  ['another choice', [{ ...IN_PERSON, is: 'other-text' }], '=way = "in-person"'],
  ['an answer', [{ name: 'phone', is: 'filled', holds: 'text' }], '=phone = null or phone = ""'],
  ['no answer', [{ name: 'proofs', is: 'empty', holds: 'list' }], '=proofs != null and proofs != []'],
  ['a number', [MANY], '=(days > 2) != true'],
  ['a yes', [{ name: 'urgent', is: 'yes' }], '=(urgent = true) != true'],
  ['a day', [EARLY], '=(date(start) < date(end) - duration("P2M")) != true'],
  ['one of some choices', [{ name: 'way', is: 'one-of', texts: ['a', 'b'] }], '=(way in ("a", "b")) != true'],
  ['two things', [IN_PERSON, MANY], '=(way = "in-person" and days > 2) != true'],
])('what is shown on %s is hidden otherwise, and read back as what was chosen', (_what, shown, hide) => {
  expect(writeHide(shown)).toBe(hide);
  expect(readHide(hide)).toEqual(shown);
});

test.each([
  '=days > 2',
  '=urgent = true',
  '=a = "x" and b = "y"',
  '=a = "x" or b = "y"',
  '=(a = "x") and (b = "y") != true',
])('« %s » is not read: it stays as it is written', (hide) => expect(readHide(hide)).toBeNull());
