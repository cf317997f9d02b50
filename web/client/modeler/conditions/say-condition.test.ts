import { expect, test } from '@jest/globals';
import { editors } from '../../language/fr/atelier-editors.ts';
import type { EditorWords } from '../use-editor-words.ts';
import type { Fact } from './facts.ts';
import { sayCondition } from './say-condition.ts';

const FACTS: readonly Fact[] = [
  {
    ...{ name: 'signature', label: 'Issue de la signature', is: 'text' },
    choices: [{ value: 'signed', label: 'signé' }],
  },
  { name: 'jours', label: 'Jours', is: 'number', choices: [] },
  { name: 'withdrawalId', label: 'Demande retirée', is: 'presence', choices: [] },
];

/** The French words, filled in. */
const words = ((key: string, values: Record<string, unknown> = {}) => {
  const text = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], editors);
  return String(text).replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(values[name]));
}) as EditorWords;

test.each([
  ['=signature = "signed"', 'Issue de la signature est « signé »'],
  ['=signature != "gone" and jours >= 2', 'Issue de la signature n’est pas « gone » et Jours est au moins 2'],
  ['=withdrawalId = null', 'Demande retirée : non'],
])('%s reads « %s »', (feel, said) => {
  expect(sayCondition(feel, FACTS, words)).toBe(said);
});

test.each([['=count(pieces) > 2'], ['=jours > 2 or jours < 1'], ['=inconnu = "x"'], ['=']])(
  '%s stays FEEL: it is none of what can be chosen, or of what is known there',
  (feel) => expect(sayCondition(feel, FACTS, words)).toBeNull(),
);
