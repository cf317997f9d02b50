import { isDeepStrictEqual } from 'node:util';
import { evaluateExpression, isExpression } from './feel.ts';
import { isPlainObject } from './path.ts';
import type { FormComponent } from './schema.ts';

/**
 * Returns the values that a choice accepts. A `valuesKey` reads its options from the data, which
 * the person sends, so the server offers none.
 */
export function optionsOf(component: FormComponent, context: Record<string, unknown>): unknown[] {
  const source = isExpression(component.valuesExpression)
    ? evaluateExpression(component.valuesExpression, context)
    : component.valuesKey
      ? []
      : component.values;
  if (!Array.isArray(source)) return [];
  return source.flatMap((option) => {
    if (isChoice(option)) return [option];
    return isPlainObject(option) && (isChoice(option.value) || isPlainObject(option.value)) ? [option.value] : [];
  });
}

const isChoice = (value: unknown): value is string | number | boolean =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean';

/** True if a value is among the options. */
export const isOffered = (value: unknown, options: readonly unknown[]): boolean =>
  options.some((option) => isDeepStrictEqual(option, value));
