import { expect, test } from '@jest/globals';
import { digestOf } from '#domain/circuit/words/translation.ts';
import { type CircuitTextsFile, textsEdited, textsPath, writeTextsFile } from './circuit-texts.ts';

const fr: CircuitTextsFile = { title: 'Prêt', elements: { avis: 'Avis' } };
const en: CircuitTextsFile = { title: 'Loan', elements: { avis: 'Opinion' } };
const files = new Map([
  [textsPath('fr'), writeTextsFile(fr)],
  [textsPath('en'), writeTextsFile(en)],
]);
const textOf = (path: string) => files.get(path) ?? null;
const english = (edited: Parameters<typeof textsEdited>[1]) =>
  JSON.parse(textsEdited(textOf, edited).find(({ path }) => path === textsPath('en'))?.text ?? 'null');

test('French that changes is written with the French that its English was made from', () => {
  const renamed = { ...fr, elements: { avis: 'Avis motivé' } };
  expect(textsEdited(textOf, { fr: renamed }).map(({ path }) => path)).toEqual([textsPath('fr'), textsPath('en')]);
  expect(english({ fr: renamed })).toEqual({ ...en, madeFrom: { 'elements.avis': digestOf('Avis') } });
});

test('English that changes is made from the French that stands', () => {
  const written = { ...en, elements: { avis: 'View' } };
  expect(textsEdited(textOf, { en: written })).toHaveLength(1);
  expect(english({ en: written })).toEqual({ ...written, madeFrom: { 'elements.avis': digestOf('Avis') } });
});

test('nothing is written of what did not change, nor of a language that cannot be read', () => {
  expect(textsEdited(textOf, { fr, en })).toEqual([]);
  const broken = (path: string) => (path === textsPath('en') ? '{' : textOf(path));
  expect(textsEdited(broken, { fr: { ...fr, title: 'Emprunt' } }).map(({ path }) => path)).toEqual([textsPath('fr')]);
});
