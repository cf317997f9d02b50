import { type Context, evaluate, FaultyExpression, FeelFunction, holds, plain, readDate } from 'harmonie-engine/feel';
import { DomainError } from '#domain/errors.ts';

/**
 * The data that an expression sees, as form-js builds it: `this`, `parent` and `i` are those of the
 * list's row.
 */
export interface Scope {
  readonly this: unknown;
  readonly parent: unknown;
  readonly i: readonly number[];
}

/** True if a property is a FEEL expression. */
export const isExpression = (value: unknown): value is string => typeof value === 'string' && value.startsWith('=');

/**
 * Builds the names of an expression. Names of the data take precedence over the special ones, which
 * remain available between underscores. `today()` is a day without a zone, like those that `date()`
 * reads.
 * @param today `2026-09-01`, in Paris; null when there is none: what depends on it then has no
 * answer
 */
export function expressionContext(data: Context, scope: Scope, today: string | null): Context {
  const { this: here, parent, i } = scope;
  const civilDay = FeelFunction.of([], () => (today === null ? null : readDate(today)));
  return { ...scope, today: civilDay, ...data, _this_: here, _parent_: parent, _i_: i };
}

/**
 * Evaluates an expression; one that cannot be read returns null, as in the browser, and never stops
 * the form.
 * @throws {DomainError} form-endless, for one that exceeds the limits of an expression
 */
export const evaluateExpression = (expression: string, context: Context): unknown =>
  answered(null, () => plain(evaluate(expression.slice(1), context)));

/**
 * True if a hide condition holds; form-js reads it as a unary test of nothing.
 * @throws {DomainError} form-endless
 */
export function conditionHolds(condition: string | undefined, context: () => Context): boolean {
  return isExpression(condition) && answered(false, () => holds(condition.slice(1), context()));
}

function answered<T>(otherwise: T, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof FaultyExpression)) throw error;
    if (error.unreadable === undefined) throw new DomainError('form-endless');
    return otherwise;
  }
}
