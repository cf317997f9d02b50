import { expect, test } from '@jest/globals';
import { shippedTheme, shippedThemes } from '#testing/shipped-themes.ts';
import { askedForm } from './asked-form.ts';
import { answersAsked } from './themes/theme.ts';

test('a period, a choice and a number are asked for in both languages, what is known being filled in where it lasts', () => {
  const { components, words } = askedForm(shippedTheme('teletravail'));
  expect(components).toEqual([
    expect.objectContaining({ key: 'startDate', type: 'datetime', validate: { required: true } }),
    expect.objectContaining({ key: 'endDate', type: 'datetime', validate: { required: true } }),
    expect.objectContaining({ key: 'jours', type: 'select', properties: { fact: 'true' } }),
    expect.objectContaining({ key: 'lieu', type: 'select' }),
  ]);
  expect(words.fr['lieu.options.domicile']).toBe('Domicile');
  expect(words.en['lieu.options.domicile']).toBe('Home');
});

test('what is sealed is asked sealed, and filled in from nowhere', () => {
  const { components } = askedForm(shippedTheme('coordonnees-bancaires'));
  expect(components).toContainEqual(
    expect.objectContaining({ key: 'iban', type: 'textfield', properties: { format: 'iban', sensitive: 'true' } }),
  );
});

test('whatever the theme, every answer that it cannot do without is asked for, and worded twice', () => {
  for (const theme of Object.values(shippedThemes())) {
    const { components, words } = askedForm(theme);
    expect(components.map(({ key }) => key)).toEqual(expect.arrayContaining(answersAsked(theme)));
    expect(Object.keys(words.en)).toEqual(Object.keys(words.fr));
  }
});
