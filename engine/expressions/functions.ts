import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { FaultyExpression } from './faulty-expression.ts';
import { LIMITED_FUNCTIONS } from './size-limits.ts';
import { toJson } from './to-json.ts';

/** The instant at which the expression under way is evaluated: evaluation is synchronous, so one is enough. */
let evaluationTime = 0;

/** Sets what `now()` and `today()` answer during the next evaluation. */
export function setEvaluationTime(now: number): void {
  evaluationTime = now;
}

/** Whether the argument under evaluation was missing rather than null; set by the expression under way. */
let missing: () => boolean = () => false;

/** Lets `is defined` ask the expression under way whether its argument was found. */
export function setMissingProbe(probe: () => boolean): void {
  missing = probe;
}

/**
 * The functions of Camunda's FEEL that the interpreter lacks, the clock ones, read from the engine's clock, and those
 * that could make a value without bound.
 */
export const FUNCTIONS: Record<string, unknown> = {
  ...LIMITED_FUNCTIONS,
  now: () => DateTime.fromMillis(evaluationTime, { zone: 'utc' }),
  today: () =>
    DateTime.fromISO(`${DateTime.fromMillis(evaluationTime, { zone: 'utc' }).toISODate()}T00:00:00Z`, { zone: 'utc' }),
  'is defined': (value: unknown) => value !== undefined && !(value === null && missing()),
  'get or else': (value: unknown, other: unknown) => (value === null || value === undefined ? other : value),
  uuid: () => randomUUID(),
  'to json': (value: unknown) => JSON.stringify(toJson(value)),
  'from json': (value: unknown) => {
    if (typeof value !== 'string') return null;
    try {
      return JSON.parse(value);
    } catch {
      return null;
    }
  },
  // A mark on what is to be filled by whoever drives a tool; see from-ai.ts.
  fromAi: (value: unknown, _description?: unknown, _type?: unknown, _schema?: unknown, _options?: unknown) => value,
  'last day of month': (value: unknown) => (DateTime.isDateTime(value) ? value.endOf('month').startOf('day') : null),
  assert: (value: unknown, condition: unknown, cause: unknown) => {
    if (condition === true) return value;
    const reason = typeof cause === 'string' ? cause : 'The condition is not fulfilled';
    throw new FaultyExpression(`Assertion failure on evaluate the expression: ${reason}`);
  },
};

/** Those that a text may call: the interpreter copies them for each turn of a loop. */
export function functionsIn(text: string): Record<string, unknown> {
  const normal = text.replace(/\s+/g, ' ');
  return Object.fromEntries(Object.entries(FUNCTIONS).filter(([name]) => normal.includes(name)));
}
