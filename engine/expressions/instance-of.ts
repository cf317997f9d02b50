import { DateTime, Duration } from 'luxon';
import { isRange } from './size-limits.ts';
import { partsOf } from './temporal.ts';
import { isPlainDate } from './to-json.ts';

/** Whether a value is of a type of FEEL; `null` is of none. What a list or a context holds is not looked at. */
export function isInstanceOf(value: unknown, type: unknown): boolean {
  if (value === null || value === undefined) return false;
  const name = String(type).replace(/<.*$/s, '').replace(/\s+/g, ' ').trim();
  if (name === 'Any') return true;
  return typeOf(value) === name;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  if (DateTime.isDateTime(value)) {
    if (value.year === 1900 && value.month === 1 && value.day === 1) return 'time';
    return isPlainDate(value) ? 'date' : 'date and time';
  }
  if (Duration.isDuration(value))
    return partsOf(value).months === 0 ? 'days and time duration' : 'years and months duration';
  if (isRange(value)) return 'range';
  if (typeof value !== 'object') return typeof value;
  return Object.getPrototypeOf(value) === Object.prototype ? 'context' : 'function';
}
