import { type DateTime, DateTime as DateTimes, Duration } from 'luxon';
import type { Json } from '../processing/protocol.ts';
import { FaultyExpression } from './faulty-expression.ts';
import { MAX_NESTING, MAX_TEXT } from './size-limits.ts';
import { durationText } from './temporal.ts';

/** Most characters that all the values of one command may take: they are held until it is on disk. */
const COMMAND_ROOM = 64_000_000;

/** Characters that the value under way may still take, and levels it may still be nested. */
let room = 0;
let levels = 0;
let commandRoom = COMMAND_ROOM;

/** A new command begins. */
export function refillRoom(): void {
  commandRoom = COMMAND_ROOM;
}

/**
 * A FEEL value as a variable holds it: JSON, with dates, times and durations in Zeebe's text form. Throws
 * `FaultyExpression` for one that is too large or nested too deep: lists that share their items unfold here.
 */
export function toJson(value: unknown): Json {
  if (commandRoom <= 0)
    throw new FaultyExpression(`The expressions of one command made more than ${COMMAND_ROOM} characters`);
  room = MAX_TEXT;
  levels = MAX_NESTING;
  const json = copied(value);
  commandRoom -= MAX_TEXT - room;
  return json;
}

function copied(value: unknown): Json {
  // at the least a digit and a comma, or two brackets
  take(2);
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      take(value.length);
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
      return value.toString();
    case 'object':
      return objectToJson(value);
    default:
      return null;
  }
}

function take(characters: number): void {
  room -= characters;
  if (room < 0) throw new FaultyExpression(`The result of the expression is larger than ${MAX_TEXT} characters`);
}

function objectToJson(value: object): Json {
  if (--levels < 0)
    throw new FaultyExpression(`The result of the expression is nested deeper than ${MAX_NESTING} levels`);
  const json = membersToJson(value);
  levels++;
  return json;
}

function membersToJson(value: object): Json {
  if (Array.isArray(value)) return value.map(copied);
  if (DateTimes.isDateTime(value)) return temporalText(value);
  if (Duration.isDuration(value)) return durationText(value);
  if (Object.getPrototypeOf(value) !== Object.prototype) return null;
  const copy: { [name: string]: Json } = {};
  for (const [name, item] of Object.entries(value)) {
    take(name.length);
    copy[name] = copied(item);
  }
  return copy;
}

/** A FEEL date is midnight on the fixed UTC zone; a FEEL time stands on the first day of 1900. */
function temporalText(at: DateTime): string {
  const named = at.zone.type === 'iana' && at.zone.name !== 'UTC';
  const local = at.zone.type === 'system';
  if (at.year === 1900 && at.month === 1 && at.day === 1) {
    const time = at.toISOTime({ suppressMilliseconds: true, includeOffset: !local && !named }) ?? '';
    return named ? `${time}@${at.zone.name}` : time;
  }
  if (isPlainDate(at)) return at.toISODate() ?? '';
  const text = at.toISO({ suppressMilliseconds: true, includeOffset: !local }) ?? '';
  return named ? `${text}[${at.zone.name}]` : text;
}

/** Whether the value is a FEEL date without time. */
export function isPlainDate(at: DateTime): boolean {
  return (
    at.zone.type === 'fixed' &&
    at.offset === 0 &&
    at.hour === 0 &&
    at.minute === 0 &&
    at.second === 0 &&
    at.millisecond === 0
  );
}
