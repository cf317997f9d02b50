import type { Evaluation } from '../evaluation.ts';
import type { FeelNumber } from '../number.ts';
import type { DaysDuration, Duration, FeelDate, FeelDateTime, FeelTime, MonthsDuration } from '../temporal/values.ts';
import { shown } from '../text.ts';
import { type Context, FeelFunction, kindOf, type Range, type Signature, type Value } from '../values.ts';

/** What a parameter takes, by the word that stands for it. */
interface Taken {
  any: Value;
  boolean: boolean;
  string: string;
  number: FeelNumber;
  list: readonly Value[];
  context: Context;
  date: FeelDate;
  time: FeelTime;
  'date and time': FeelDateTime;
  day: FeelDate | FeelDateTime;
  duration: Duration;
  'days and time duration': DaysDuration;
  'years and months duration': MonthsDuration;
  range: Range;
  function: FeelFunction;
}

type Word = keyof Taken;
/** `name: word`; `name?: word` may be left out; `...name: word` takes all that is left. */
type Parameter = `${string}: ${Word}`;

type TakenBy<P> = P extends `...${string}: ${infer W extends Word}`
  ? readonly Taken[W][]
  : P extends `${string}?: ${infer W extends Word}`
    ? Taken[W] | undefined
    : P extends `${string}: ${infer W extends Word}`
      ? Taken[W]
      : never;

type Given<P extends readonly Parameter[]> = { [I in keyof P]: TakenBy<P[I]> };

/**
 * A way to call a function: what it takes, and what it answers to that. Given anything else it is null, as every function
 * of FEEL: a list of one stands for its item where no list is wanted, and a value for a list of itself where one is
 * (DMN 1.5, 10.3.2.9.4).
 */
export function signature<const P extends readonly Parameter[]>(
  parameters: P,
  answer: (given: Given<P>, evaluation: Evaluation) => Value,
): Signature {
  const read = parameters.map((parameter): ReadParameter => {
    const [name = '', word] = parameter.split(': ') as [string, Word];
    return {
      name: name.replace(/^\.{3}|\?$/g, ''),
      isOptional: name.endsWith('?'),
      isRest: name.startsWith('...'),
      word,
    };
  });
  return {
    parameters: read.map(({ name }) => name),
    required: read.filter(({ isOptional, isRest }) => !isOptional && !isRest).length,
    hasRest: read.at(-1)?.isRest ?? false,
    accepts: (given) => read.every((parameter, i) => taken(parameter, given[i]) !== REFUSED),
    invoke(given, evaluation) {
      const values = read.map((parameter, i) => taken(parameter, given[i]));
      const refused = values.indexOf(REFUSED);
      if (refused >= 0) return refuse(read[refused] as ReadParameter, given[refused], evaluation);
      return answer(values as Given<P>, evaluation);
    },
  };
}

interface ReadParameter {
  readonly name: string;
  readonly word: Word;
  readonly isOptional: boolean;
  readonly isRest: boolean;
}

/** What no parameter is ever given. */
const REFUSED = Symbol('refused');

function taken({ word, isOptional, isRest }: ReadParameter, value: Value): Value {
  if (value === undefined && isOptional) return undefined;
  if (!isRest) return take(value ?? null, word);
  const values = (Array.isArray(value) ? value : []).map((one) => take(one, word));
  return values.includes(REFUSED) ? REFUSED : values;
}

/** A function with one way to call it, or several: the first that takes as many arguments is called. */
export const defined = (...signatures: readonly Signature[]): FeelFunction => new FeelFunction(signatures);

function refuse({ name, word }: ReadParameter, value: Value, evaluation: Evaluation): null {
  return evaluation.warn(() => `Expected ${name} to be ${word} but found '${shown(value)}'`);
}

/** The value as what is wanted. */
function take(value: Value, word: Word): Value {
  if (word === 'any' || isOf(value, word)) return value;
  if (word === 'list') return value === null ? REFUSED : [value];
  return Array.isArray(value) && value.length === 1 && isOf(value[0], word) ? value[0] : REFUSED;
}

function isOf(value: Value, word: Word): boolean {
  const kind = kindOf(value);
  if (word === 'day') return kind === 'date' || kind === 'date and time';
  return word === 'duration' ? kind.endsWith('duration') : kind === word;
}
