import { expect, test } from '@jest/globals';
import { spaced } from './spaced.ts';

const shown = (text: string): string => spaced(text).replaceAll('\u00a0', '·');

test.each([
  ['soit 80 % de l’effectif ; il en compte 3', 'soit 80·% de l’effectif·; il en compte 3'],
  ['Audiences du lundi : une « seule » personne !', 'Audiences du lundi·: une «·seule·» personne·!'],
  ['l’article 2, L. 612-1, du 3 mai 2027, n° 42', 'l’article·2, L.·612-1, du 3·mai 2027, n°·42'],
  ['sous le n° ', 'sous le n°·'],
  ['mot; mot', 'mot; mot'],
])('no line ends where French forbids it: « %s »', (text, said) => {
  expect(shown(text)).toBe(said);
  expect(spaced(spaced(text))).toBe(spaced(text));
});
