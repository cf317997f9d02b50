import { type Day, readCondition, type Test } from '#domain/circuit/condition.ts';
import type { EditorWords } from '../use-editor-words.ts';
import type { Fact } from './facts.ts';

/** What must be true of a fact: « est « signé » », « est au moins 2 », « est après Date de début », « oui ». */
export function sayTest(test: Test, facts: readonly Fact[], words: EditorWords): string {
  const fact = facts.find(({ name }) => name === test.name);
  if ('day' in test) return `${words(`conditions.daySign.${test.is}`)} ${sayDay(test.day, facts, words)}`;
  if ('other' in test) return `${words(`conditions.sign.${test.is}`)} ${labelIn(facts, test.other)}`;
  if ('number' in test) return `${words(`conditions.sign.${test.is}`)} ${test.number}`;
  const labelOf = (text: string) => fact?.choices.find((choice) => choice.value === text)?.label ?? text;
  if ('texts' in test) {
    const values = test.texts.map((text) => words('conditions.quoted', { value: labelOf(text) }));
    return words('conditions.is.one-of', { values: values.join(words('conditions.either')) });
  }
  if (!('text' in test)) return words(`conditions.is.${isFilledIn(test, fact) ?? test.is}`);
  return words(`conditions.is.${test.is}`, { value: labelOf(test.text) });
}

/** Of a field, « given » is that it is filled in. */
export function isFilledIn({ is }: Test, fact: Fact | undefined): 'filled' | 'empty' | null {
  if (is === 'filled' || is === 'empty') return is;
  if (fact?.unanswered === undefined) return null;
  return is === 'given' ? 'filled' : is === 'absent' ? 'empty' : null;
}

function sayDay({ of, shift }: Day, facts: readonly Fact[], words: EditorWords): string {
  const day = of === null ? words('conditions.today') : labelIn(facts, of);
  if (shift === null) return day;
  const span = words(`conditions.span.${shift.unit}`, { count: shift.count });
  return words(`conditions.shifted.${shift.to}`, { span, day });
}

export const labelIn = (facts: readonly Fact[], name: string): string =>
  facts.find((fact) => fact.name === name)?.label ?? name;

/** Tests that read as a yes or a no: « Demande retirée : non ». */
const ANSWERED: readonly Test['is'][] = ['given', 'absent', 'yes', 'no'];

/**
 * A condition as people read it: « Issue de la signature est « signé » et Demande retirée par l’agent : non ». Null for an
 * expression that says something else than what can be chosen, or speaks of something that is not known there.
 */
export const sayCondition = (feel: string, facts: readonly Fact[], words: EditorWords): string | null =>
  sayTests(readCondition(feel), facts, words);

/** The same of what was read of it already. */
export function sayTests(tests: readonly Test[] | null, facts: readonly Fact[], words: EditorWords): string | null {
  const said = tests?.map((test) => {
    const fact = facts.find(({ name }) => name === test.name);
    if (fact === undefined) return null;
    const answer = sayTest(test, facts, words);
    return ANSWERED.includes(test.is) && isFilledIn(test, fact) === null
      ? words('conditions.flag', { fact: fact.label, answer })
      : `${fact.label} ${answer}`;
  });
  return said === undefined || said.includes(null) ? null : said.join(words('conditions.both'));
}
