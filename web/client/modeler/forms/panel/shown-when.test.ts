import { expect, test } from '@jest/globals';
import { holds } from 'harmonie-engine/feel';
import type { Test } from '#domain/circuit/condition.ts';
import { writeHide } from '#domain/circuit/hide-condition.ts';

const IN_PERSON: Test = { name: 'way', is: 'text', text: 'in-person' };
const MANY: Test = { name: 'days', is: '>', number: 2 };
const EARLY: Test = { name: 'start', is: '<', day: { of: 'end', shift: { to: 'before', count: 2, unit: 'M' } } };

test.each<[string, Test[], object, boolean]>([
  ['holds', [MANY], { days: 3 }, false],
  ['does not', [MANY], { days: 1 }, true],
  ['is not yet answered', [MANY], { days: null }, true],
  ['is a day not yet given', [EARLY], { start: null, end: null }, true],
  ['holds in one half', [IN_PERSON, MANY], { way: 'in-person', days: null }, true],
  ['holds in both', [IN_PERSON, MANY], { way: 'in-person', days: 9 }, false],
])('read as form-js does, what it hangs on that %s hides it as it should', (_what, shown, data, isHidden) => {
  expect(holds(writeHide(shown).slice(1), data as never)).toBe(isHidden);
});
