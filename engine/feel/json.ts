import { MAX_NESTING, MAX_TEXT } from './budget.ts';
import { FaultyExpression } from './faulty-expression.ts';
import { type ExactNumber, isExact, readNumber } from './number.ts';
import { variableText } from './temporal/text.ts';
import { isTemporal } from './temporal/values.ts';
import { isContext, type Value } from './values.ts';

/** Any JSON value. Numbers that JavaScript would change are kept as they were written (number.ts). */
export type Json = null | boolean | number | ExactNumber | string | readonly Json[] | { readonly [name: string]: Json };

/** A number of so many digits, or with an exponent, may be one that JavaScript changes. In a text it does no harm. */
const MAY_BE_CHANGED = /[:,[]\s*-?[\d.]+(?:(?<=[\d.]{16})|[eE])/;
const IS_NUMBER = /^\s*-?\d/;

/** Reads JSON without losing a digit of its numbers. Throws `SyntaxError`, as `JSON.parse` does. `JSON.stringify` writes them. */
export function parseJson(text: string): Json {
  if (!MAY_BE_CHANGED.test(text) && !IS_NUMBER.test(text)) return JSON.parse(text);
  return JSON.parse(text, reviveNumber);
}

function reviveNumber(this: unknown, _name: string, value: unknown, { source }: { source?: string } = {}): unknown {
  return typeof value === 'number' && source !== undefined ? (readNumber(source) ?? value) : value;
}

/** JSON values with numbers that JavaScript does not hold as texts: what can be sent to another thread. */
export function withoutExactNumbers<T>(value: T): T {
  const { isRawJSON } = JSON as unknown as { isRawJSON(value: unknown): value is { rawJSON: string } };
  return JSON.parse(JSON.stringify(value, (_name, one) => (isRawJSON(one) ? one.rawJSON : one))) as T;
}

/** Most characters that all the values of one command may take: they are held until it is on disk. */
const COMMAND_ROOM = 64_000_000;

/** Characters that the value under way may still take, and levels it may still be nested. */
let room = 0;
let levels = 0;
let commandRoom = COMMAND_ROOM;

/** A new command begins. */
export function refillRoom(): void {
  commandRoom = COMMAND_ROOM;
}

/**
 * A FEEL value as a variable holds it: JSON, with dates, times and durations in Zeebe's text form. Throws
 * `FaultyExpression` for one that is too large or nested too deep: lists that share their items unfold here.
 */
export function toJson(value: Value): Json {
  if (commandRoom <= 0)
    throw new FaultyExpression(`The expressions of one command made more than ${COMMAND_ROOM} characters`);
  room = MAX_TEXT;
  levels = MAX_NESTING;
  const json = copied(value);
  commandRoom -= MAX_TEXT - room;
  return json;
}

function copied(value: Value): Json {
  // at the least a digit and a comma, or two brackets
  take(2);
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      take(value.length);
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'object':
      return objectToJson(value);
    default:
      return null;
  }
}

function take(characters: number): void {
  room -= characters;
  if (room < 0) throw new FaultyExpression(`The result of the expression is larger than ${MAX_TEXT} characters`);
}

function objectToJson(value: object): Json {
  if (isExact(value)) return value;
  if (--levels < 0)
    throw new FaultyExpression(`The result of the expression is nested deeper than ${MAX_NESTING} levels`);
  const json = membersToJson(value);
  levels++;
  return json;
}

function membersToJson(value: object): Json {
  if (Array.isArray(value)) return value.map(copied);
  if (isTemporal(value)) return variableText(value);
  if (!isContext(value)) return null;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      take(name.length);
      return [name, copied(item)];
    }),
  );
}
