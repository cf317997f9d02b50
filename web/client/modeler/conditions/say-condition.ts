import { readCondition, type Test } from '../../../../domain/circuit/condition.ts';
import type { EditorWords } from '../use-editor-words.ts';
import type { Fact } from './facts.ts';

/** What must be true of a fact: « est « signé » », « est au moins 2 », « oui ». */
export function sayTest(test: Test, fact: Fact | undefined, words: EditorWords): string {
  if ('number' in test) return `${words(`conditions.sign.${test.is}`)} ${test.number}`;
  if (!('text' in test)) return words(`conditions.is.${test.is}`);
  const value = fact?.choices.find((choice) => choice.value === test.text)?.label ?? test.text;
  return words(`conditions.is.${test.is}`, { value });
}

/**
 * A condition as people read it: « Issue de la signature est « signé » et Demande retirée par l’agent : non ». Null for an
 * expression that says something else than what can be chosen, or speaks of something that is not known there.
 */
export function sayCondition(feel: string, facts: readonly Fact[], words: EditorWords): string | null {
  const said = readCondition(feel)?.map((test) => {
    const fact = facts.find(({ name }) => name === test.name);
    if (fact === undefined) return null;
    const answer = sayTest(test, fact, words);
    return 'number' in test || 'text' in test
      ? `${fact.label} ${answer}`
      : words('conditions.flag', { fact: fact.label, answer });
  });
  return said === undefined || said.includes(null) ? null : said.join(words('conditions.both'));
}
