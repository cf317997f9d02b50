import { expect, test } from '@jest/globals';
import { editors } from '../../language/fr/atelier/atelier-editors.ts';
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
  { name: 'fin', label: 'Date de fin', is: 'day', choices: [], unanswered: 'null' },
  { name: 'debut', label: 'Date de début', is: 'day', choices: [], unanswered: 'null' },
  { name: 'courriel', label: 'Courriel', is: 'field', choices: [], unanswered: 'text' },
];

/** The French words, filled in. */
const words = ((key: string, values: Record<string, unknown> = {}) => {
  const { count } = values;
  const plural = count === undefined ? key : `${key}_${count === 1 ? 'one' : 'other'}`;
  const text = plural.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], editors);
  return String(text).replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(values[name]));
}) as EditorWords;

test.each([
  ['=signature = "signed"', 'Issue de la signature est « signé »'],
  ['=signature != "gone" and jours >= 2', 'Issue de la signature n’est pas « gone » et Jours est au moins 2'],
  ['=signature in ("signed", "gone")', 'Issue de la signature est « signé » ou « gone »'],
  ['=withdrawalId = null', 'Demande retirée : non'],
  ['=date(fin) > date(debut)', 'Date de fin est après Date de début'],
  ['=date(fin) <= date(debut) + duration("P2D")', 'Date de fin est au plus tard 2 jours après Date de début'],
  ['=fin != null and date(debut) < today()', 'Date de fin a une réponse et Date de début est avant aujourd’hui'],
  ['=courriel = null or courriel = ""', 'Courriel n’a pas de réponse'],
])('%s reads « %s »', (feel, said) => {
  expect(sayCondition(feel, FACTS, words)).toBe(said);
});

test.each([['=count(pieces) > 2'], ['=jours > 2 or jours < 1'], ['=inconnu = "x"'], ['=']])(
  '%s stays FEEL: it is none of what can be chosen, or of what is known there',
  (feel) => expect(sayCondition(feel, FACTS, words)).toBeNull(),
);
