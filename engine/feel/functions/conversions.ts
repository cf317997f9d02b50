import { isSame } from '../compare.ts';
import { FaultyExpression } from '../faulty-expression.ts';
import { parseJson, toJson } from '../json.ts';
import { isNumber, readNumber } from '../number.ts';
import { FeelDate, FeelDateTime, FeelTime } from '../temporal/values.ts';
import { textOf } from '../text.ts';
import { FeelFunction, kindOf, Range, type Value } from '../values.ts';
import { defined, signature } from './define.ts';

const GROUPING = ['.', ',', ' '];
const DECIMAL = ['.', ','];

/** A number written with separators; null for what is none, or separators that are none. */
function numberFrom(text: string, grouping: string | null, decimal: string | null): Value {
  if (grouping !== null && !GROUPING.includes(grouping)) return null;
  if (decimal !== null && (!DECIMAL.includes(decimal) || decimal === grouping)) return null;
  const grouped = grouping === null ? text : text.replaceAll(grouping, '');
  const plain = decimal === null ? grouped : grouped.replace(decimal, '.');
  return readNumber(plain.trim()) ?? null;
}

/** Two values are the same: of one kind, and equal; for days and times, of one place too. */
function areOne(a: Value, b: Value): boolean {
  const isPlaced = [FeelDate, FeelTime, FeelDateTime].some((kind) => a instanceof kind);
  return kindOf(a) === kindOf(b) && (isPlaced ? textOf(a) === textOf(b) : isSame(a, b));
}

/** Neither is held by a variable: as JSON each is its text. */
const hasNoJson = (value: Value): boolean => value instanceof Range || value instanceof FeelFunction;

export const CONVERSION_FUNCTIONS = {
  not: defined(signature(['negand: any'], ([negand]) => (typeof negand === 'boolean' ? !negand : null))),
  string: defined(signature(['from: any'], ([from]) => (from === null ? null : textOf(from)))),
  number: defined(
    signature(['from: any'], ([from]) =>
      isNumber(from) ? from : typeof from === 'string' ? numberFrom(from, null, null) : null,
    ),
    signature(['from: string', 'grouping separator: any', 'decimal separator?: any'], ([from, grouping, decimal]) =>
      numberFrom(from, grouping as string | null, (decimal ?? null) as string | null),
    ),
  ),
  is: defined(signature(['value1: any', 'value2: any'], ([a, b]) => areOne(a, b))),
  'is defined': defined(signature(['value: any'], ([value]) => value !== null)),
  'get or else': defined(signature(['value: any', 'default: any'], ([value, other]) => value ?? other)),
  'to json': defined(
    signature(['value: any'], ([value]) => JSON.stringify(toJson(hasNoJson(value) ? textOf(value) : value))),
  ),
  'from json': defined(
    signature(['value: string'], ([value]) => {
      try {
        return parseJson(value);
      } catch {
        return null;
      }
    }),
  ),
  // a mark on what is to be filled by whoever drives a tool: see from-ai.ts
  fromAi: defined(
    signature(['value: any', 'description?: any', 'type?: any', 'schema?: any', 'options?: any'], ([value]) => value),
  ),
  assert: defined(
    signature(['value: any', 'condition: any', 'cause?: string'], ([value, condition, cause]) => {
      if (condition === true) return value;
      throw new FaultyExpression(
        `Assertion failure on evaluate the expression: ${cause ?? 'The condition is not fulfilled'}`,
      );
    }),
  ),
};
