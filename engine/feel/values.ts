import type { Evaluation } from './evaluation.ts';
import { isNumber } from './number.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, MonthsDuration } from './temporal/values.ts';

/**
 * A value of FEEL: null, a boolean, a text, a number (number.ts), a list (array), a context (a plain object), a day, time or
 * duration (temporal/values.ts), a range or a function. What variables hold is read as it is.
 */
export type Value = unknown;

export type Context = { readonly [name: string]: Value };

/** Kinds of values that can be compared with one another. */
export type Kind =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'list'
  | 'context'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'range'
  | 'function';

export function kindOf(value: Value): Kind {
  switch (typeof value) {
    case 'undefined':
      return 'null';
    case 'boolean':
    case 'string':
    case 'number':
      return typeof value as Kind;
    case 'object':
      return kindOfObject(value);
    default:
      return 'function';
  }
}

function kindOfObject(value: object | null): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (Object.getPrototypeOf(value) === Object.prototype) return 'context';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelDateTime) return 'date and time';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof DaysDuration) return 'days and time duration';
  if (value instanceof MonthsDuration) return 'years and months duration';
  if (value instanceof Range) return 'range';
  if (value instanceof FeelFunction) return 'function';
  return isNumber(value) ? 'number' : 'context';
}

export function isContext(value: Value): value is Context {
  return typeof value === 'object' && value !== null && kindOfObject(value) === 'context';
}

/** From a value to another one. An end that is null is open: `> 5` is a range without end. */
export class Range {
  readonly start: Value;
  readonly end: Value;
  readonly startIncluded: boolean;
  readonly endIncluded: boolean;

  constructor(start: Value, startIncluded: boolean, end: Value, endIncluded: boolean) {
    this.start = start;
    this.startIncluded = startIncluded;
    this.end = end;
    this.endIncluded = endIncluded;
  }
}

/** One way in which a function can be called. */
export interface Signature {
  /** Names of what it takes: arguments can be given by them, in any order. */
  readonly parameters: readonly string[];
  /** How many of them must be given. */
  readonly required: number;
  /** The last one takes all that is left, as a list. */
  readonly hasRest: boolean;
  /** Whether what is given is of the types that it takes. */
  accepts(given: readonly Value[]): boolean;
  invoke(given: readonly Value[], evaluation: Evaluation): Value;
}

/** What an expression can call. */
export class FeelFunction {
  readonly signatures: readonly Signature[];

  constructor(signatures: readonly Signature[]) {
    this.signatures = signatures;
  }

  /** A function of so many values, all of them needed. */
  static of(parameters: readonly string[], invoke: Signature['invoke']): FeelFunction {
    return new FeelFunction([{ parameters, required: parameters.length, hasRest: false, accepts: () => true, invoke }]);
  }
}
