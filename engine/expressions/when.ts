import { DateTime, Duration } from 'luxon';
import { FaultyExpression } from '../feel/faulty-expression.ts';
import { toJson } from '../feel/json.ts';
import { asJavaScript } from '../feel/number.ts';
import { DaysDuration, FeelDate, FeelDateTime, MonthsDuration } from '../feel/temporal/values.ts';
import { parseCron } from './cron.ts';

const DAY_MS = 86_400_000;

/** A firing and how many follow it (-1: for ever). */
export interface Firing {
  dueAt: number;
  repetitions: number;
}

/** The instant that a FEEL value or an ISO text names. UTC unless the text has a zone or an offset. */
export function instantOf(value: unknown): number {
  if (value instanceof FeelDate) return value.epochDay * DAY_MS;
  if (value instanceof FeelDateTime) return Math.floor(asJavaScript(value.epochSeconds) * 1000);
  if (typeof value === 'string') {
    const at = zonedDateTime(value.trim());
    if (at.isValid) return at.toMillis();
  }
  throw new FaultyExpression(
    `Invalid date-time format '${shown(value)}'. Expected ISO 8601, like '2030-01-31T10:00:00Z'`,
  );
}

/** ISO 8601, also with a zone's name: `2030-01-31T10:00[Europe/Paris]` or `2030-01-31T10:00@Europe/Paris`. */
export function zonedDateTime(text: string): DateTime {
  const named = /^(.*?)(?:\[([^\]]+)\]|@(.+))$/.exec(text);
  const zone = named?.[2] ?? named?.[3];
  if (named !== null && zone !== undefined) {
    return DateTime.fromISO(named[1] as string, { zone: DateTime.local().setZone(zone).isValid ? zone : 'invalid' });
  }
  return DateTime.fromISO(text, { zone: 'utc' });
}

/** `from` plus a duration, by calendar: a month is a month, in UTC. */
export function afterDuration(value: unknown, from: number): number {
  const at = DateTime.fromMillis(from, { zone: 'utc' }).plus(durationOf(value));
  if (!at.isValid) throw new FaultyExpression(`The duration '${shown(value)}' leads beyond the end of time`);
  return at.toMillis();
}

/** The first firing of a cycle: `R3/PT10M`, `R/2030-01-01T00:00:00Z/P1D`, or cron with seconds. */
export function firstFiring(value: unknown, now: number): Firing {
  if (typeof value !== 'string')
    throw new FaultyExpression(`Invalid cycle '${shown(value)}'. Expected 'R3/PT10M' or cron`);
  const cycle = isoCycle(value);
  if (cycle === undefined) return { dueAt: parseCron(value).next(now), repetitions: -1 };
  if (cycle.times === 0) throw new FaultyExpression(`The cycle '${value}' never fires`);
  const dueAt = cycle.start ?? afterDuration(cycle.interval, now);
  return { dueAt, repetitions: cycle.times < 0 ? -1 : cycle.times - 1 };
}

/** The firing after one that was due at `previous`, or undefined when the cycle is over. */
export function nextFiring(value: string, previous: number, repetitions: number, now: number): Firing | undefined {
  if (repetitions === 0) return undefined;
  const cycle = isoCycle(value);
  if (cycle === undefined) return { dueAt: parseCron(value).next(now), repetitions: -1 };
  const dueAt = afterDuration(cycle.interval, previous);
  // an endless cycle does not make up for the time the engine was away; a counted one fires as often as it says
  if (repetitions < 0) return { dueAt: dueAt > now ? dueAt : afterDuration(cycle.interval, now), repetitions: -1 };
  return { dueAt, repetitions: repetitions - 1 };
}

function isoCycle(text: string): { times: number; start: number | undefined; interval: Duration } | undefined {
  const match = /^R(-1|\d*)\/(?:(.+)\/)?([-+]?P[^/]+)$/i.exec(text.trim());
  if (match === null) return undefined;
  const interval = durationOf(match[3]);
  if (interval.toMillis() <= 0) throw new FaultyExpression(`The cycle '${text}' has no length`);
  return {
    times: match[1] === '' ? -1 : Number(match[1]),
    start: match[2] === undefined ? undefined : instantOf(match[2]),
    interval,
  };
}

function durationOf(value: unknown): Duration {
  if (value instanceof MonthsDuration) return Duration.fromObject({ months: value.months });
  if (value instanceof DaysDuration) return Duration.fromMillis(asJavaScript(value.seconds) * 1000);
  const duration = typeof value === 'string' ? intervalOf(value.trim()) : value;
  if (Duration.isDuration(duration) && duration.isValid) return duration;
  throw new FaultyExpression(`Invalid duration format '${shown(value)}'. Expected ISO 8601, like 'P2DT3H'`);
}

const PART = '([-+]?\\d{1,20}(?:[.,]\\d{0,20})?)';
const INTERVAL = new RegExp(
  `^([-+]?)P(?!$)(?:${PART}Y)?(?:${PART}M)?(?:${PART}W)?(?:${PART}D)?(?:T(?!$)(?:${PART}H)?(?:${PART}M)?(?:${PART}S)?)?$`,
  'i',
);
const UNITS = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds'] as const;

/** ISO 8601 as a cluster takes it, which is as Java does: letters of either case, weeks beside others, signs anywhere. */
function intervalOf(text: string): Duration | undefined {
  const match = INTERVAL.exec(text);
  if (match === null) return undefined;
  const [, sign, ...parts] = match;
  const given = UNITS.flatMap((unit, i) => {
    const part = parts[i];
    return part === undefined ? [] : [[unit, Number(part.replace(',', '.'))]];
  });
  const duration = Duration.fromObject(Object.fromEntries(given));
  return sign === '-' ? duration.negate() : duration;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(toJson(value));
}
