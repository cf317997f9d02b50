import { randomUUID } from 'node:crypto';
import { DateTime, Duration } from 'luxon';
import { CAMUNDA_FUNCTIONS } from './camunda-functions.ts';
import { FaultyExpression } from './faulty-expression.ts';
import { isInstanceOf } from './instance-of.ts';
import { INSTANCE_OF, NEGATED, OVER, PART_OF, TIMES } from './instrument.ts';
import { RANGE_FUNCTIONS } from './range-functions.ts';
import { LIMITED_FUNCTIONS, named } from './size-limits.ts';
import { durationText, negated, over, partOf, TEMPORAL_FUNCTIONS, times } from './temporal.ts';
import { toJson } from './to-json.ts';

/** The instant at which the expression under way is evaluated: evaluation is synchronous, so one is enough. */
let evaluationTime = 0;

/** Sets what `now()` and `today()` answer during the next evaluation. */
export function setEvaluationTime(now: number): void {
  evaluationTime = now;
}

/**
 * The functions of Camunda's FEEL that the interpreter lacks, the clock ones, read from the engine's clock, and those
 * that could make a value without bound.
 */
export const FUNCTIONS: Record<string, unknown> = {
  ...LIMITED_FUNCTIONS,
  ...CAMUNDA_FUNCTIONS,
  ...RANGE_FUNCTIONS,
  ...TEMPORAL_FUNCTIONS,
  [TIMES]: named(['a', 'b'], times),
  [OVER]: named(['a', 'b'], over),
  [NEGATED]: named(['value'], negated),
  [PART_OF]: named(['value', 'part'], partOf),
  [INSTANCE_OF]: named(['value', 'type'], isInstanceOf),
  string: named(['from'], (from) =>
    Duration.isDuration(from) ? durationText(from) : (LIMITED_FUNCTIONS.string as (from: unknown) => unknown)(from),
  ),
  now: () => DateTime.fromMillis(evaluationTime, { zone: 'utc' }),
  today: () =>
    DateTime.fromISO(`${DateTime.fromMillis(evaluationTime, { zone: 'utc' }).toISODate()}T00:00:00Z`, { zone: 'utc' }),
  'is defined': (value: unknown) => value !== undefined && value !== null,
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
  assert: (value: unknown, condition: unknown, cause: unknown) => {
    if (condition === true) return value;
    const reason = typeof cause === 'string' ? cause : 'The condition is not fulfilled';
    throw new FaultyExpression(`Assertion failure on evaluate the expression: ${reason}`);
  },
};

/** Names given to the parser: `time` would cut `days and time duration` in two, and it knows it without. */
export const { time: _time, 'date and time': _dateAndTime, ...NAMES } = FUNCTIONS;

/** Those that a text may call: the interpreter copies them for each turn of a loop. */
export function functionsIn(text: string): Record<string, unknown> {
  const normal = text.replace(/\s+/g, ' ');
  return Object.fromEntries(Object.entries(FUNCTIONS).filter(([name]) => normal.includes(name)));
}
