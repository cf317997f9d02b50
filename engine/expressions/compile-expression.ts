import { compileFeel } from '../feel/index.ts';
import { toJson } from '../feel/json.ts';
import type { Expression } from './expression.ts';

/**
 * Compiles a field of a model. Throws `FaultyExpression` when it is broken FEEL.
 * @param names that it may mention without backquotes, though they are no single words
 */
export function expression(text: string, names: readonly string[] = []): Expression {
  if (!text.startsWith('=')) {
    return {
      text,
      literal: text,
      variables: [],
      evaluate: () => text,
      evaluateRaw: () => ({ value: text, warnings: [] }),
    };
  }
  const feel = compileFeel(text.slice(1).trim(), names);
  return {
    text,
    literal: undefined,
    variables: feel.variables,
    evaluate: (lookup, now) => toJson(feel.evaluate(lookup, now).value),
    evaluateRaw: (lookup, now) => feel.evaluate(lookup, now),
  };
}

/** Compiles a field that must be FEEL whether or not it starts with `=`. */
export function feelExpression(text: string, names: readonly string[] = []): Expression {
  return expression(text.startsWith('=') ? text : `=${text}`, names);
}
