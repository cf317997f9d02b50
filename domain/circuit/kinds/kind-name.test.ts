import { expect, test } from '@jest/globals';
import { CIRCUIT_KIND } from '../drafts/draft.ts';
import { freeKindName, nameOfTitle } from './kind-name.ts';

test.each([
  ['Congé parental', 'conge-parental'],
  ['L’œuvre de Mme Lefèvre : « 2ᵉ » demande', 'l-oeuvre-de-mme-lefevre-2e-demande'],
  ['2027, année du vélo', 'annee-du-velo'],
  ['   Prêt   de   vélo   ', 'pret-de-velo'],
  ['🚲🚲', ''],
])('the title « %s » gives the name « %s »', (title, name) => {
  expect(nameOfTitle(title)).toBe(name);
});

test('a name that is taken is numbered, and so is one that means something else already', () => {
  expect(freeKindName('Prêt de vélo', new Set(['pret-de-velo', 'pret-de-velo-2']))).toBe('pret-de-velo-3');
  expect(freeKindName('Essai', new Set())).toBe('essai-2');
  expect(freeKindName('Constructor', new Set())).toBe('constructor-2');
});

test('whatever is typed, the name is one that a process can bear', () => {
  for (const title of ['🚲', '漢字', 'é'.repeat(300), '-'.repeat(50), '1', '<script>', '…fin-'])
    expect(freeKindName(title, new Set(['circuit']))).toMatch(CIRCUIT_KIND);
  expect(freeKindName('🚲', new Set())).toBe('circuit');
});

test.each([
  ['mariage--cloture', 'the block of another kind'],
  ['mariage-', 'a hyphen that nothing follows'],
  ['mariage-_', 'a hyphen that no word follows'],
  ['Process_0abc12', 'what a modeler writes'],
  [`m${'a'.repeat(80)}`, 'too long'],
  ['2-mariages', 'a digit first'],
])('« %s » names no kind: %s', (name) => {
  expect(name).not.toMatch(CIRCUIT_KIND);
});

test('what is imported keeps a name of its own making', () => {
  for (const name of ['mariage', 'Pret_Materiel', 'temps-partiel-2', 'm', 'pret_', 'a'.repeat(80)])
    expect(name).toMatch(CIRCUIT_KIND);
});
