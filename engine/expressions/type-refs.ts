import { readDate, readDateTime, readDuration, readTime } from '../feel/temporal/text.ts';
import { kindOf, type Value } from '../feel/values.ts';

/** What reads a text as a value of each type of DMN that variables hold as text. */
const READERS = new Map<string, (text: string) => Value>([
  ['date', readDate],
  ['time', readTime],
  ['dateTime', readDateTime],
  ['dayTimeDuration', readDuration],
  ['yearMonthDuration', readDuration],
]);

/** A value as one of a type of DMN, `null` as itself; undefined when it cannot be one. Types of others are not looked at. */
export function ofType(type: string, value: Value): Value {
  if (value === null || value === undefined) return null;
  if (type === 'string' || type === 'number' || type === 'boolean') {
    // each item of a list is looked at by the cells
    return kindOf(value) === type || Array.isArray(value) ? value : undefined;
  }
  const read = READERS.get(type);
  return read === undefined || typeof value !== 'string' ? value : read(value);
}
