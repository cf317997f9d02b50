import { FaultyExpression } from '../feel/faulty-expression.ts';
import type { Lookup } from '../feel/index.ts';
import { type Json, toJson } from '../feel/json.ts';
import { isNumber } from '../feel/number.ts';
import type { Value } from '../feel/values.ts';

/** What a model writes in a field: plain text, or FEEL after a `=`. */
export interface Expression {
  readonly text: string;
  /** The text itself when it is not FEEL. */
  readonly literal: string | undefined;
  /** Names of the variables it may depend on. */
  readonly variables: readonly string[];
  /** The value, as a variable would hold it. */
  evaluate(lookup: Lookup, now: number): Json;
  /** The value as FEEL has it: dates and durations are not yet text. */
  evaluateRaw(lookup: Lookup, now: number): { value: Value; warnings: readonly string[] };
}

/** The value as text; throws when it is not text. */
export function evaluateText(field: Expression, lookup: Lookup, now: number): string {
  if (field.literal !== undefined) return field.literal;
  const { value, warnings } = field.evaluateRaw(lookup, now);
  const json = toJson(value);
  if (typeof json === 'string') return json;
  throw unexpected(field, json, 'a string', warnings);
}

/** Says what came out instead of what was expected, with the interpreter's warnings. */
export function unexpected(
  field: Expression,
  value: Json,
  wanted: string,
  warnings: readonly string[],
): FaultyExpression {
  const reasons = warnings.length > 0 ? ` The evaluation reported: ${warnings.join('; ')}` : '';
  return new FaultyExpression(
    `Expected result of the expression '${field.text.replace(/^=\s*/, '')}' to be ${wanted}, but was '${describe(value)}'.${reasons}`,
  );
}

function describe(value: Json): string {
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return 'ARRAY';
  if (isNumber(value)) return 'NUMBER';
  return typeof value === 'object' ? 'OBJECT' : typeof value === 'string' ? 'STRING' : 'BOOLEAN';
}
