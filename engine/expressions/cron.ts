import { DateTime } from 'luxon';
import { FaultyExpression } from '../feel/faulty-expression.ts';

/** When a cron expression fires: the six fields of Spring's dialect, which a cluster speaks, in UTC. */
export interface Cron {
  /** The first instant after another at which it fires. */
  next(after: number): number;
}

const MACROS: Record<string, string> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** A given weekday falls on the 29th of February every 28 years, and every 40 around a century without it. */
const MAX_YEARS = 41;
const HOUR = 3_600_000;

type IsDay = (day: DateTime) => boolean;

/** Reads an expression; throws `FaultyExpression` when it is none, or one that never fires. */
export function parseCron(text: string): Cron {
  const fields = (MACROS[text.trim()] ?? text).trim().toUpperCase().split(/\s+/);
  if (fields.length !== 6) throw new FaultyExpression(`Invalid cycle '${text}'. Expected 'R3/PT10M' or cron`);
  const [second, minute, hour, day, month, weekday] = fields as [string, string, string, string, string, string];
  try {
    const seconds = numbers(second, 0, 59);
    const minutes = numbers(minute, 0, 59);
    const hours = numbers(hour, 0, 23);
    const months = new Set(numbers(named(month, MONTHS, 1), 1, 12));
    const isDay = allOf(anyOf(day, dayOfMonth), anyOf(named(weekday, WEEKDAYS, 0), dayOfWeek));
    return { next: (after) => next(text, after, { seconds, minutes, hours, months, isDay }) };
  } catch (error) {
    throw new FaultyExpression(`Invalid cycle '${text}': ${(error as Error).message}`);
  }
}

interface Fields {
  seconds: number[];
  minutes: number[];
  hours: number[];
  months: ReadonlySet<number>;
  isDay: IsDay;
}

function next(text: string, after: number, { seconds, minutes, hours, months, isDay }: Fields): number {
  const from = DateTime.fromMillis(after, { zone: 'utc' }).startOf('second').plus({ seconds: 1 });
  let day = from.startOf('day');
  const last = day.plus({ years: MAX_YEARS });
  while (day < last) {
    if (!months.has(day.month)) {
      day = day.startOf('month').plus({ months: 1 });
      continue;
    }
    if (isDay(day)) {
      const earliest = Math.max(from.toMillis(), day.toMillis());
      for (const hour of hours) {
        const began = day.toMillis() + hour * HOUR;
        if (began + HOUR <= earliest) continue;
        for (const minute of minutes)
          for (const second of seconds) {
            const at = began + minute * 60_000 + second * 1_000;
            if (at >= earliest) return at;
          }
      }
    }
    day = day.plus({ days: 1 });
  }
  throw new FaultyExpression(`The cycle '${text}' never fires`);
}

/** The numbers of a field: `*`, `5`, `1-5`, `0/15`, in a list. */
function numbers(field: string, min: number, max: number): number[] {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (match === null) throw new Error(`'${part}' cannot be read`);
    const [, all, low, high, step] = match;
    const first = all === undefined ? Number(low) : min;
    const last = all !== undefined || (high === undefined && step !== undefined) ? max : Number(high ?? low);
    if (first < min || last > max || first > last || step === '0')
      throw new Error(`'${part}' is not within ${min}-${max}`);
    for (let number = first; number <= last; number += Number(step ?? 1)) found.add(number);
  }
  return [...found].sort((a, b) => a - b);
}

function named(field: string, names: readonly string[], first: number): string {
  return names.reduce((text, name, i) => text.replaceAll(name, String(first + i)), field);
}

function anyOf(field: string, read: (part: string) => IsDay): IsDay {
  const tests = field.split(',').map((part) => (part === '?' ? () => true : read(part)));
  return (day) => tests.some((test) => test(day));
}

function allOf(...tests: IsDay[]): IsDay {
  return (day) => tests.every((test) => test(day));
}

/** `L` the last day, `L-3` three before it, `15W` the working day nearest to the 15th, `LW` the last working day. */
function dayOfMonth(part: string): IsDay {
  const last = /^L(?:-(\d+))?$/.exec(part);
  if (last !== null) return (day) => day.day === daysIn(day) - Number(last[1] ?? 0);
  const working = /^(L|\d+)W$/.exec(part)?.[1];
  if (working === undefined) {
    const days = new Set(numbers(part, 1, 31));
    return ({ day }) => days.has(day);
  }
  if (working !== 'L') numbers(working, 1, 31);
  return (day) => {
    const wanted = working === 'L' ? daysIn(day) : Number(working);
    return wanted <= daysIn(day) && day.day === nearestWorkingDay(day.set({ day: wanted }), working === 'L');
  };
}

/** Never in another month. */
function nearestWorkingDay(day: DateTime, isLast: boolean): number {
  if (day.weekday <= 5) return day.day;
  if (isLast) return day.day - (day.weekday - 5);
  if (day.weekday === 6) return day.day === 1 ? 3 : day.day - 1;
  return day.day === daysIn(day) ? day.day - 2 : day.day + 1;
}

/** `5L` the last Friday of the month, `1#2` its second Monday. Both 0 and 7 are Sunday. */
function dayOfWeek(part: string): IsDay {
  const special = /^(\d)(?:(L)|#([1-5]))$/.exec(part);
  if (special === null) {
    const weekdays = new Set(numbers(part, 0, 7).map((weekday) => weekday % 7));
    return ({ weekday }) => weekdays.has(weekday % 7);
  }
  const [, text = '', last, nth] = special;
  const [wanted = 0] = numbers(text, 0, 7);
  return (day) =>
    day.weekday % 7 === wanted % 7 &&
    (last === undefined ? Math.ceil(day.day / 7) === Number(nth) : day.day > daysIn(day) - 7);
}

function daysIn(day: DateTime): number {
  return day.daysInMonth ?? 31;
}
