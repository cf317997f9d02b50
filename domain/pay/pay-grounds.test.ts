import { describe, expect, test } from '@jest/globals';
import { EFFECTS } from '../effect/effect.ts';
import { PAY_GROUNDS, payFactsOf } from './pay-grounds.ts';
import { PAY_MOVEMENTS } from './pay-piece.ts';

test('G2: a change of telephone pays nothing; a movement that is an effect stands on that one', () => {
  expect(Object.values(PAY_GROUNDS)).not.toContain('contact');
  for (const movement of PAY_MOVEMENTS)
    expect(PAY_GROUNDS[movement]).toBe((EFFECTS as readonly string[]).includes(movement) ? movement : 'act');
});

describe('G2: pay says what was applied', () => {
  const period = { quota: 80, from: '2027-01-01', until: '2027-12-31' };
  const step = { grade: 'Greffière', echelon: 7, index: 435, from: '2027-01-01' };
  const account = { sealed: 'v1.x', shown: 'FR76 •••• 189', holder: 'CLAIRE AGNELET' };

  test.each([
    ['work-time', period, ['quota'], { payFraction: '6/7' }, { quota: 80, payFraction: '6/7' }],
    ['echelon', step, ['echelon', 'index'], {}, { echelon: 7, index: 435 }],
    ['echelon', step, [], { index: '435' }, { index: 435 }],
    ['bank-account', account, ['iban', 'holder'], { iban: null }, { iban: 'FR76 •••• 189', holder: 'CLAIRE AGNELET' }],
  ] as const)('%s', (effect, applied, named, computed, expected) => {
    expect(payFactsOf(effect, applied, { named, computed })).toEqual({
      facts: Object.entries(expected).map(([key, value]) => ({ key, value })),
    });
  });

  test.each([
    ['another index than the one granted', 'echelon', step, [], { index: 999 }, 'index'],
    ['an amount that nothing granted', 'echelon', step, ['index'], { amount: 5000 }, 'amount'],
    ['an answer of the form that the effect does not say', 'work-time', period, ['reason'], {}, 'reason'],
    ['another fraction than the law’s', 'work-time', period, ['quota'], { payFraction: '1/1' }, 'payFraction'],
    ['the sealed account', 'bank-account', account, ['sealed'], {}, 'sealed'],
  ] as const)('not %s', (_what, effect, applied, named, computed, differs) => {
    expect(payFactsOf(effect, applied, { named, computed })).toEqual({ differs });
  });
});
