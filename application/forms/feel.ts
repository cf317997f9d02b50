import { evaluate, unaryTest } from '@bpmn-io/feelin';

/** The data an expression sees, as form-js builds it: `this`, `parent` and `i` are those of the list's row. */
export interface Scope {
  readonly this: unknown;
  readonly parent: unknown;
  readonly i: readonly number[];
}

export const isExpression = (value: unknown): value is string => typeof value === 'string' && value.startsWith('=');

/**
 * Names of the data win over the special ones, which stay within reach between underscores. `today()` is a day without
 * a zone, like those that `date()` reads: FEEL's own begins at the machine's midnight, and equals no date anywhere but
 * in Greenwich.
 * @param today `2026-09-01`, in Paris; null where no day is asked: then what depends on it has no answer
 */
export function expressionContext(
  data: Record<string, unknown>,
  scope: Scope,
  today: string | null,
): Record<string, unknown> {
  const { this: here, parent, i } = scope;
  return { ...scope, today: () => civilDay(today), ...data, _this_: here, _parent_: parent, _i_: i };
}

const civilDay = (day: string | null): unknown => (day === null ? null : evaluate(`date("${day}")`).value);

/** An expression that cannot be evaluated answers null, as in the browser: it never stops the form. */
export function evaluateExpression(expression: string, context: Record<string, unknown>): unknown {
  try {
    return evaluate(expression.slice(1), context).value;
  } catch {
    return null;
  }
}

/** True only for a condition that holds: form-js reads hide and readonly conditions as unary tests. */
export function conditionHolds(condition: string | undefined, context: () => Record<string, unknown>): boolean {
  if (!isExpression(condition)) return false;
  try {
    return unaryTest(condition.slice(1), context()).value === true;
  } catch {
    return false;
  }
}
