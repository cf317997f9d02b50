import { describe, expect, test } from '@jest/globals';
import { maskFormatted, readFormatted, showFormatted } from './field-format.ts';

const claire = { firstName: 'Claire', lastName: 'Martin' };

describe('a telephone number', () => {
  test.each([
    ['06 12 34 56 78', '+33612345678', '06 12 34 56 78'],
    ['01.42.76.17.17', '+33142761717', '01 42 76 17 17'],
    ['0033 6 12 34 56 78', '+33612345678', '06 12 34 56 78'],
    ['+32 470 12 34 56', '+32470123456', '+32 470 12 34 56'],
  ])('%s is kept as %s and shown as %s', (typed, kept, shown) => {
    expect(readFormatted('phone', typed, null)).toEqual({ value: kept });
    expect(showFormatted('phone', kept)).toBe(shown);
  });

  test.each(['112', '06 12 34', 'mon portable', '+33 6 12 34 56 78 poste 3', '+999 12 34 56 78', '0'.repeat(200)])(
    '%s is none',
    (typed) => {
      expect(readFormatted('phone', typed, null)).toEqual({ code: 'phone-number' });
    },
  );
});

describe('an electronic address', () => {
  test.each([
    [' claire.martin@exemple.fr ', 'claire.martin@exemple.fr'],
    ['Claire+paie@Exemple.FR', 'Claire+paie@exemple.fr'],
  ])('%s is kept as %s', (typed, value) => {
    expect(readFormatted('email', typed, null)).toEqual({ value });
  });

  test.each([
    'claire',
    'claire@',
    '@exemple.fr',
    'claire@exemple',
    'claire..martin@exemple.fr',
    'claire@exemple.fr, autre@exemple.fr',
    'claire@-exemple.fr',
    'claire@exemple.123',
    'Claire <claire@exemple.fr>',
    'claire@exemple.fr\nBcc: autre@exemple.fr',
    `${'a'.repeat(65)}@exemple.fr`,
  ])('%s is none', (typed) => {
    expect(readFormatted('email', typed, null)).toEqual({ code: 'email' });
  });
});

test('an account’s holder is compared with whom the form is about, when it is about someone', () => {
  expect(readFormatted('holder', 'MME  MARTIN CLAIRE', claire)).toEqual({ value: 'MME MARTIN CLAIRE' });
  expect(readFormatted('holder', 'Paul Durand', claire)).toEqual({ code: 'holder' });
  expect(readFormatted('holder', 'Paul Durand', null)).toEqual({ value: 'Paul Durand' });
});

test('a country is kept by its French name', () => {
  expect(readFormatted('country', 'germany', null)).toEqual({ value: 'Allemagne' });
  expect(readFormatted('country', 'Atlantide', null)).toEqual({ code: 'country' });
});

test('a sensitive value of any format shows little of itself', () => {
  expect(maskFormatted('iban', 'FR7630006000011234567890189')).toBe('FR76 •••• •••• •••• •••• •••0 189');
  expect(maskFormatted(undefined, '1234567890')).toBe('•••••• 90');
  expect(maskFormatted(undefined, '1234')).toBe('••••••');
});
