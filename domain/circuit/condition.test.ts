import { expect, test } from '@jest/globals';
import { readCondition, type Test, writeCondition } from './condition.ts';

test.each<[string, Test[]]>([
  ['=signature = "signed"', [{ name: 'signature', is: 'text', text: 'signed' }]],
  [
    '=withdrawalId = null and visa != "approved"',
    [
      { name: 'withdrawalId', is: 'absent' },
      { name: 'visa', is: 'other-text', text: 'approved' },
    ],
  ],
  ['=withdrawalId != null', [{ name: 'withdrawalId', is: 'given' }]],
  [
    '=urgent = true and days >= 2.5',
    [
      { name: 'urgent', is: 'yes' },
      { name: 'days', is: '>=', number: 2.5 },
    ],
  ],
  ['=phone = null or phone = ""', [{ name: 'phone', is: 'empty', holds: 'text' }]],
  [
    '=phone != null and phone != "" and (proofs = null or proofs = [])',
    [
      { name: 'phone', is: 'filled', holds: 'text' },
      { name: 'proofs', is: 'empty', holds: 'list' },
    ],
  ],
  ['=date(endDate) > date(startDate)', [{ name: 'endDate', is: '>', day: { of: 'startDate', shift: null } }]],
  [
    '=date(this.birthDate) <= today() and date(endDate) < date(startDate) + duration("P1Y")',
    [
      { name: 'this.birthDate', is: '<=', day: { of: null, shift: null } },
      { name: 'endDate', is: '<', day: { of: 'startDate', shift: { to: 'after', count: 1, unit: 'Y' } } },
    ],
  ],
  ['=asked <= allowed', [{ name: 'asked', is: '<=', other: 'allowed' }]],
  ['=lieu = "chez soi and \\"ailleurs\\""', [{ name: 'lieu', is: 'text', text: 'chez soi and "ailleurs"' }]],
  [
    '=motif in ("mission", "dit \\"autre\\", and more") and urgent = true',
    [
      { name: 'motif', is: 'one-of', texts: ['mission', 'dit "autre", and more'] },
      { name: 'urgent', is: 'yes' },
    ],
  ],
])('« %s » is read back as what was chosen', (feel, tests) => {
  expect(readCondition(feel)).toEqual(tests);
  expect(writeCondition(tests)).toBe(feel);
});

test('a yes or no that stands alone is one', () => {
  expect(readCondition('=  validation ')).toEqual([{ name: 'validation', is: 'yes' }]);
});

test('a name and its half are no one thing', () => {
  expect(readCondition('=ax != null and x != ""')).toEqual([
    { name: 'ax', is: 'given' },
    { name: 'x', is: 'other-text', text: '' },
  ]);
});

test.each([
  '=',
  '=signature == "signed"',
  '=a = 1 or b = 2',
  '=not(urgent)',
  '=count(list) > 2',
  '=(a = "x")',
  '=a = b',
  '=a < "x"',
  '=urgent != true',
  '=a = "x" and',
  '=a = null or a = "" and b = 1',
  '=a = null or b = ""',
  '=a < true',
  '=date(a) > date(b) + duration("P1Y") - duration("P1D")',
  '=date(a) > date("2027-01-01")',
  '=date(a) > b',
  '=a in (1, 2)',
  '=a in ("x", b)',
])('« %s » is not read: it stays as it is written', (feel) => {
  expect(readCondition(feel)).toBeNull();
});
