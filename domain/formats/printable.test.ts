import { expect, test } from '@jest/globals';
import { printable, printableIn, unprintableIn } from './printable.ts';

test.each([
  ['a bullet of Word', '\uf0b7 Deux postes vacants', '• Deux postes vacants'],
  ['a ligature of a PDF', 'la ﬁn du service, l’eﬀectif', 'la fin du service, l’effectif'],
  ['control characters', 'a\u0001b\u007fc', 'abc'],
  ['an accent typed apart', 'e\u0301cole', 'école'],
  ['what is plain already', '« 50 % » – l’agent n° 5\nÀ suivre…', '« 50 % » – l’agent n° 5\nÀ suivre…'],
])('%s is printed plainly', (_what, given, printed) => {
  expect(printable(given)).toBe(printed);
  expect(unprintableIn(given)).toEqual([]);
});

test('emoji, other alphabets and unknown symbols are named, each once', () => {
  expect(unprintableIn('Oui 😀😀, 日本, \uf0e9')).toEqual(['😀', '日', '本', '\uf0e9']);
});

test('a value keeps its shape', () => {
  expect(printableIn({ law: ['ﬁn'], fact: null, quota: 80 })).toEqual({ law: ['fin'], fact: null, quota: 80 });
});
