import { COMPARISONS, ORDERS, type Test } from '#domain/circuit/condition.ts';
import type { EditorWords } from '../use-editor-words.ts';
import type { Fact } from './facts.ts';
import { isFilledIn, sayTest } from './say-condition.ts';

/** What can be chosen of a fact, and how it is said. What it is compared with is chosen beside. */
export interface Answer {
  readonly test: Test;
  readonly text: string;
}

/** What a fact is asked first: its first choice, that it is so; of a day, that it comes after another. */
export function firstTest({ name, is, choices, unanswered }: Fact, facts: readonly Fact[]): Test {
  switch (is) {
    case 'presence':
      return { name, is: 'given' };
    case 'flag':
      return { name, is: 'yes' };
    case 'number':
      return { name, is: '>', number: 0 };
    case 'text':
      return { name, is: 'text', text: choices[0]?.value ?? '' };
    case 'day': {
      const other = facts.find((fact) => fact.is === 'day' && fact.name !== name);
      return { name, is: '>', day: { of: other?.name ?? null, shift: null } };
    }
    case 'field':
      return filledIn(name, unanswered ?? 'null')[0];
  }
}

/** Tells answers apart, whatever the number or the day. */
export const keyOf = (test: Test): string => ('text' in test ? `${test.is} ${test.text}` : test.is);

/** What can be chosen of a fact, with what is written where that is none of it. */
export function answersOf(test: Test, facts: readonly Fact[], words: EditorWords): Answer[] {
  const fact = facts.find(({ name }) => name === test.name);
  const offered = fact === undefined ? [] : offeredBy(fact, { test, facts, words });
  if (offered.some((answer) => keyOf(answer.test) === keyOf(test))) return offered;
  const text =
    'number' in test || 'other' in test || 'day' in test ? saySign(test, words) : sayTest(test, facts, words);
  return [{ test, text }, ...offered];
}

function saySign(test: Test, words: EditorWords): string {
  if ('day' in test) return words(`conditions.daySign.${test.is}`);
  return 'number' in test || 'other' in test ? words(`conditions.sign.${test.is}`) : '';
}

function offeredBy(fact: Fact, asked: { test: Test; facts: readonly Fact[]; words: EditorWords }): Answer[] {
  const { name, unanswered } = fact;
  const { words } = asked;
  const filled = (unanswered === undefined ? [] : filledIn(name, unanswered)).map((test) => ({
    test,
    text: words(`conditions.is.${isFilledIn(test, fact) ?? 'filled'}`),
  }));
  return [...comparisonsOf(fact, asked), ...filled];
}

function comparisonsOf(
  fact: Fact,
  { test, facts, words }: { test: Test; facts: readonly Fact[]; words: EditorWords },
): Answer[] {
  const { name, is, choices } = fact;
  const answers = (...of: ('given' | 'absent' | 'yes' | 'no')[]): Answer[] =>
    of.map((each) => ({ test: { name, is: each }, text: words(`conditions.is.${each}`) }));
  switch (is) {
    case 'presence':
      return answers('given', 'absent');
    case 'flag':
      return answers('yes', 'no');
    case 'number': {
      // Another number stays what it is compared with as long as both are put in order.
      if ('other' in test)
        return ORDERS.map((sign) => ({ test: { ...test, is: sign }, text: words(`conditions.sign.${sign}`) }));
      const number = 'number' in test ? test.number : 0;
      return COMPARISONS.map((sign) => ({ test: { name, is: sign, number }, text: words(`conditions.sign.${sign}`) }));
    }
    case 'day': {
      const first = firstTest(fact, facts);
      const day = 'day' in test ? test.day : 'day' in first ? first.day : { of: null, shift: null };
      return COMPARISONS.map((sign) => ({ test: { name, is: sign, day }, text: words(`conditions.daySign.${sign}`) }));
    }
    case 'text':
      return [
        ...(['text', 'other-text'] as const).flatMap((each) =>
          choices.map(({ value, label }) => ({
            test: { name, is: each, text: value },
            text: words(`conditions.is.${each}`, { value: label }),
          })),
        ),
        // Of two, one of them is any.
        ...(choices.length > 2 ? [oneOf(name, test, choices, words)] : []),
      ];
    case 'field':
      return [];
  }
}

/** That it is one of some, begun with what it was compared with. */
function oneOf(name: string, test: Test, choices: Fact['choices'], words: EditorWords): Answer {
  const [first] = choices;
  const texts = 'texts' in test ? test.texts : ['text' in test ? test.text : (first?.value ?? '')];
  return { test: { name, is: 'one-of', texts }, text: words('conditions.oneOf') };
}

/** That a field is filled in, and that it is not. */
const filledIn = (name: string, unanswered: NonNullable<Fact['unanswered']>): [Test, Test] =>
  unanswered === 'null'
    ? [
        { name, is: 'given' },
        { name, is: 'absent' },
      ]
    : [
        { name, is: 'filled', holds: unanswered },
        { name, is: 'empty', holds: unanswered },
      ];
