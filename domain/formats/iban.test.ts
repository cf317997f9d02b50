import { describe, expect, test } from '@jest/globals';
import { maskIban, readIban, showIban } from './iban.ts';

describe('an account number', () => {
  test.each([
    ['FR76 3000 6000 0112 3456 7890 189', 'FR7630006000011234567890189'],
    ['fr14-2004-1010-0505-0001-3m02-606', 'FR1420041010050500013M02606'],
    ['BE68 5390 0754 7034', 'BE68539007547034'],
    ['DE89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
  ])('%s is taken', (typed, iban) => {
    expect(readIban(typed)).toEqual({ iban });
    expect(readIban(showIban(iban))).toEqual({ iban });
  });

  test.each([
    ['one wrong digit', 'FR76 3000 6000 0112 3456 7890 188', 'iban-checksum'],
    ['two digits exchanged', 'FR76 3000 6000 0112 3456 8790 189', 'iban-checksum'],
    ['a key of its own that is wrong, under an IBAN key that is right', 'FR0630006000011234567890188', 'iban-rib-key'],
    ['a figure too few', 'FR76 3000 6000 0112 3456 7890 18', 'iban-length'],
    ['the length of another country', 'BE68 3000 6000 0112 3456 7890 189', 'iban-length'],
    ['letters where that country has figures', 'DE89 3704 0044 0532 0130 AB', 'iban-form'],
    ['a country that is none', 'ZZ76 3000 6000 0112 3456 7890 189', 'iban-country'],
    ['a country without IBAN', 'US12 3456 7890', 'iban-country'],
    ['a country that SEPA does not reach', 'MA64 0115 1900 0001 2050 0053 4921', 'iban-sepa'],
    ['words', 'mon compte', 'iban-country'],
    ['nothing but a country', 'FR', 'iban-form'],
    ['a number without end', `FR76${'1'.repeat(60)}`, 'iban-length'],
  ])('with %s is refused', (_what, typed, fault) => {
    expect(readIban(typed)).toEqual({ fault });
  });

  test('is masked but for its country, its key and its last four characters', () => {
    expect(maskIban('FR7630006000011234567890189')).toBe('FR76 •••• •••• •••• •••• •••0 189');
    expect(maskIban('FR76')).toBe('••••');
  });
});
