import { type DateTime, DateTime as DateTimes, Duration } from 'luxon';
import type { Json } from '../processing/protocol.ts';

/** A FEEL value as a variable holds it: JSON, with dates, times and durations in Zeebe's text form. */
export function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'boolean':
    case 'string':
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

function objectToJson(value: object): Json {
  if (Array.isArray(value)) return value.map(toJson);
  if (DateTimes.isDateTime(value)) return temporalText(value);
  if (Duration.isDuration(value)) return durationText(value);
  if (Object.getPrototypeOf(value) !== Object.prototype) return null;
  const copy: { [name: string]: Json } = {};
  for (const [name, item] of Object.entries(value)) copy[name] = toJson(item);
  return copy;
}

/** A duration as FEEL writes it: years and months, or days and time. */
function durationText(duration: Duration): string {
  return duration.shiftTo('years', 'months', 'days', 'hours', 'minutes', 'seconds').normalize().toISO() ?? 'PT0S';
}

/** A FEEL date is midnight on the fixed UTC zone; a FEEL time stands on the first day of 1900. */
function temporalText(at: DateTime): string {
  if (at.year === 1900 && at.month === 1 && at.day === 1) return at.toISOTime({ suppressMilliseconds: true }) ?? '';
  if (isPlainDate(at)) return at.toISODate() ?? '';
  const named = at.zone.type === 'iana' && at.zone.name !== 'UTC';
  const local = at.zone.type === 'system';
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
