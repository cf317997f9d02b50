import { expect, test } from '@jest/globals';
import { readCountry, showCountry } from './country.ts';

test.each([
  ['France', 'France'],
  ['  FRANCE ', 'France'],
  ['belgium', 'Belgique'],
  ['Etats Unis', 'États-Unis'],
  ['US', 'États-Unis'],
  ['cote d’ivoire', 'Côte d’Ivoire'],
  ["Côte d'Ivoire", 'Côte d’Ivoire'],
  ['la reunion', 'La Réunion'],
  ['Union européenne', null],
  ['Frnace', null],
  ['', null],
  ['x'.repeat(10_000), null],
])('« %s » is read as %p', (typed, country) => {
  expect(readCountry(typed)).toBe(country);
});

test('a country is shown in both languages, and anything else as it is', () => {
  expect(showCountry('Belgique')).toEqual({ fr: 'Belgique', en: 'Belgium' });
  expect(showCountry('Ailleurs')).toEqual({ fr: 'Ailleurs', en: 'Ailleurs' });
});
