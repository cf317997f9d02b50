import { describe, expect, test } from '@jest/globals';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import { dataFound } from './data-found.ts';

const NAMES = [
  'Jour du dépôt',
  'Fraction du traitement versée',
  'Individu à prévenir',
  'Durée',
  'Du 1er jour',
  'Du',
  'Nom de l’agent',
];
const data = NAMES.map((name): ActDatum => ({ path: name, label: { fr: name, en: name }, type: 'text', sure: true }));
const found = (typed: string) => dataFound(data, typed, ({ label }) => label.fr).map(({ path }) => path);

describe('the data that a name leads to', () => {
  test('begin with what is called so, then with what begins so', () =>
    expect(found('Du')).toEqual([
      'Du',
      'Du 1er jour',
      'Durée',
      'Jour du dépôt',
      'Fraction du traitement versée',
      'Individu à prévenir',
    ]));

  test('hold every word that was typed, in any order and without its accents', () => {
    expect(found('depot jour')).toEqual(['Jour du dépôt']);
    expect(found('l’agent')).toEqual(['Nom de l’agent']);
    expect(found('zzz')).toEqual([]);
  });

  test('are all there, in their order, when nothing is typed', () => expect(found(' ')).toEqual(NAMES));
});
