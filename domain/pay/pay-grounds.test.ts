import { describe, expect, test } from '@jest/globals';
import { shippedTheme, shippedThemes } from '#testing/shipped-themes.ts';
import { PAY_MOVEMENTS } from '../situation/themes/pay-movement.ts';
import { followsEffect, payFactsOf, payGround } from './pay-grounds.ts';

test('G2: a change of telephone pays nothing; a movement that a theme names stands on that one', () => {
  const themes = Object.values(shippedThemes());
  const contact = shippedTheme('contact');
  for (const movement of PAY_MOVEMENTS) {
    const follows = themes.some(({ pay }) => pay?.movement === movement);
    const ground = payGround(movement, themes);
    if (follows) expect(ground).toMatchObject({ pay: { movement } });
    else expect(ground).toBe('act');
    // A circuit without the theme pays by its act only what an act may pay.
    expect(payGround(movement, [contact])).toBe(followsEffect(movement) ? null : 'act');
  }
});

describe('G2: pay says what was applied', () => {
  const period = { quota: 80, payFraction: '6/7', from: '2027-01-01', until: '2027-12-31' };
  const step = { grade: 'Greffière', echelon: 7, index: 435, from: '2027-01-01' };
  const iban = { sealed: 'v1.x', shown: 'FR76 •••• 189' };
  const account = { iban, holder: 'CLAIRE AGNELET', payMonth: '2027-01', from: '2026-12-20' };

  test.each([
    ['temps-de-travail', period, ['quota'], { payFraction: '6/7' }, { quota: 80, payFraction: '6/7' }],
    ['temps-de-travail', period, ['startDate', 'endDate'], {}, { startDate: '2027-01-01', endDate: '2027-12-31' }],
    ['echelon-grade', step, ['echelon', 'index'], {}, { echelon: 7, index: 435 }],
    ['echelon-grade', step, [], { index: '435' }, { index: 435 }],
    [
      'coordonnees-bancaires',
      account,
      ['iban', 'holder'],
      { iban: null },
      { iban: 'FR76 •••• 189', holder: 'CLAIRE AGNELET' },
    ],
  ] as const)('%s', (theme, applied, named, computed, expected) => {
    expect(payFactsOf(shippedTheme(theme), { applied, former: null }, { named, computed })).toEqual({
      facts: Object.entries(expected).map(([key, value]) => ({ key, value })),
    });
  });

  test.each([
    ['another index than the one granted', 'echelon-grade', step, [], { index: 999 }, 'index'],
    ['an amount that nothing granted', 'echelon-grade', step, ['index'], { amount: 5000 }, 'amount'],
    ['an answer of the form that the theme does not say', 'temps-de-travail', period, ['reason'], {}, 'reason'],
    ['another fraction than the law’s', 'temps-de-travail', period, ['quota'], { payFraction: '1/1' }, 'payFraction'],
    ['the sealed account', 'coordonnees-bancaires', account, ['sealed'], {}, 'sealed'],
    ['a telephone', 'contact', { phone: '+33612345678', from: '2027-01-01' }, ['phone'], {}, 'phone'],
  ] as const)('not %s', (_what, theme, applied, named, computed, differs) => {
    expect(payFactsOf(shippedTheme(theme), { applied, former: null }, { named, computed })).toEqual({ differs });
  });

  test('and what stood before, by the same masks; a day has no before', () => {
    const asked = { named: ['quota', 'startDate'], computed: {} };
    const former = { quota: 50, payFraction: '50/100', from: '2026-01-01', until: '2026-12-31' };
    expect(payFactsOf(shippedTheme('temps-de-travail'), { applied: period, former }, asked)).toEqual({
      facts: [
        { key: 'quota', value: 80, before: 50 },
        { key: 'startDate', value: '2027-01-01' },
      ],
    });
    const other = { iban: { sealed: 'v1.y', shown: 'FR14 •••• 606' }, holder: 'CLAIRE AGNELET', from: '2020-01-01' };
    expect(
      payFactsOf(
        shippedTheme('coordonnees-bancaires'),
        { applied: account, former: other },
        { named: ['iban'], computed: {} },
      ),
    ).toEqual({ facts: [{ key: 'iban', value: 'FR76 •••• 189', before: 'FR14 •••• 606' }] });
  });
});
