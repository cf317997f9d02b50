import { readNumber } from '../number.ts';
import { readDate, readDateTime, readDuration, readTemporal, readTime } from '../temporal/text.ts';
import { Range, type Value } from '../values.ts';

const RANGE = /^\s*([[\](])\s*(.+?)\s*\.\.\s*(.+?)\s*([\])[])\s*$/s;
const CALL = /^(date|time|date and time|duration)\s*\(\s*"([^"]*)"\s*\)$/;
const READERS = { date: readDate, time: readTime, 'date and time': readDateTime, duration: readDuration };

/** A range of constants that a text writes (`[1..10)`); null for what is none (DMN 1.5, table 71). */
export function readRange(text: string): Range | null {
  const [, open, from = '', to = '', close] = RANGE.exec(text) ?? [];
  if (open === undefined) return null;
  const [start, end] = [constant(from), constant(to)];
  return start === undefined || end === undefined ? null : new Range(start, open === '[', end, close === ']');
}

function constant(text: string): Value | undefined {
  const quoted = /^(@?)"([^"\\]*)"$/.exec(text);
  if (quoted !== null) return quoted[1] === '@' ? readTemporal(quoted[2] as string) : quoted[2];
  const called = CALL.exec(text);
  if (called !== null) return READERS[called[1] as keyof typeof READERS](called[2] as string);
  return readNumber(text);
}
