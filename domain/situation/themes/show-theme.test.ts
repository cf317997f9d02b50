import { expect, test } from '@jest/globals';
import { shippedTheme } from '#testing/shipped-themes.ts';
import { showValue } from './show-theme.ts';

test('a number has a comma in French and a point in English', () => {
  const amount = shippedTheme('transport-mobilite').fields.find(({ type }) => type === 'amount');
  expect(amount && showValue(amount, 96.36)).toEqual({ fr: '96,36', en: '96.36' });
});
