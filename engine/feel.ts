// FEEL as the engine evaluates it, for whoever shares expressions with it: forms, screens, checks. It runs in browsers too.
import { beginCommand } from './expressions/begin-command.ts';
import { takes } from './feel/call.ts';
import { BUILT_IN } from './feel/functions/built-in.ts';
import { compileFeel, compileUnaryTests, type Lookup } from './feel/index.ts';
import { toJson } from './feel/json.ts';
import { unreadable } from './feel/unreadable.ts';
import type { Context, Value } from './feel/values.ts';

export { FaultyExpression } from './feel/faulty-expression.ts';
export { compileFeel, compileUnaryTests, type Feel, type Lookup, type UnaryTests } from './feel/index.ts';
export { toJson } from './feel/json.ts';
export { readNumber } from './feel/number.ts';
export { childrenOf, nameIn, parse, type SyntaxNode, type SyntaxTree, type Top } from './feel/parse.ts';
export { pathsIn } from './feel/paths.ts';
export { type Stranger, strangerIn } from './feel/strangers.ts';
export { readDate } from './feel/temporal/text.ts';
export { type Context, FeelFunction, type Value } from './feel/values.ts';

/**
 * The value of an expression, written without its `=`. Each evaluation has all the time and room that a command of the
 * engine has. Throws `FaultyExpression`.
 * @param context variables, and functions (`FeelFunction`) that win over FEEL's own of the same name
 * @param now what `now()` answers, in milliseconds since 1970
 */
export function evaluate(text: string, context: Context, now = Date.now()): Value {
  beginCommand();
  return compileFeel(text).evaluate(lookupIn(context), now).value;
}

/**
 * Whether a condition holds that tests no input, as forms have it: unary tests of nothing, which null passes. Throws
 * `FaultyExpression`.
 */
export function holds(text: string, context: Context, now = Date.now()): boolean {
  beginCommand();
  if (text.trim() === '') throw unreadable('expression-empty', {});
  return compileUnaryTests(text).test(undefined, lookupIn(context), now);
}

/**
 * Whether FEEL has a function of this name that takes so many values by their places; null where it has none of this name.
 * @param count null where it is given them by their names
 */
export function hasFunction(name: string, count: number | null): boolean | null {
  const called = BUILT_IN.get(name);
  if (called === undefined) return null;
  return count === null || called.signatures.some((signature) => takes(signature, count));
}

/** A value as JSON that JavaScript reads: days and durations are texts, a number has the digits that JavaScript has. */
export function plain(value: Value): unknown {
  return typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(toJson(value))) : (value ?? null);
}

const lookupIn =
  (context: Context): Lookup =>
  (name) =>
    Object.hasOwn(context, name) ? context[name] : undefined;
