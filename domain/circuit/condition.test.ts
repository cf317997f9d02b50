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
  ['=lieu = "chez soi and \\"ailleurs\\""', [{ name: 'lieu', is: 'text', text: 'chez soi and "ailleurs"' }]],
])('« %s » is read back as what was chosen', (feel, tests) => {
  expect(readCondition(feel)).toEqual(tests);
  expect(writeCondition(tests)).toBe(feel);
});

test('a yes or no that stands alone is one', () => {
  expect(readCondition('=  validation ')).toEqual([{ name: 'validation', is: 'yes' }]);
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
])('« %s » is not read: it stays as it is written', (feel) => {
  expect(readCondition(feel)).toBeNull();
});
