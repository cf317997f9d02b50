import { describe, expect, test } from '@jest/globals';
import { shippedThemes } from '#testing/shipped-themes.ts';
import { readChange } from './read-asked.ts';
import type { Theme } from './themes/theme.ts';

const { 'transport-mobilite': TRANSPORT } = shippedThemes();

describe('a share of an amount, up to a ceiling', () => {
  const paidFor = async (montantMensuel: number, taux = 75, plafond = 96.36) => {
    const given: Record<string, number> = { taux, plafond };
    const data = { mode: 'abonnement', montantMensuel, effectDate: '2027-01-01' };
    const read = await readChange(TRANSPORT as Theme, data, {
      gradeOn: async () => null,
      fromGrid: async ({ key }) => given[key],
      placesOver: async () => [],
      payMonth: null,
      today: '2026-12-01',
    });
    return 'value' in read ? read.value.prisEnCharge : read;
  };

  test.each([
    ['is worked out to the cent', 33.33, 25],
    ['goes to the ceiling', 128.48, 96.36],
    ['and no further', 400, 96.36],
  ])('%s', async (_what, amount, share) => {
    expect(await paidFor(amount)).toBe(share);
  });

  test('is nothing of nothing', async () => {
    expect(await paidFor(80, 0, 0)).toBe(0);
  });
});
