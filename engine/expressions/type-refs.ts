import { original } from './size-limits.ts';

/** What reads a text as a value of each type of DMN that variables hold as text. */
const READ_AS: Record<string, string> = {
  date: 'date',
  time: 'time',
  dateTime: 'date and time',
  dayTimeDuration: 'duration',
  yearMonthDuration: 'duration',
};

/** A value as one of a type of DMN, `null` as itself; undefined when it cannot be one. Types of others are not looked at. */
export function ofType(type: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'string' || type === 'number' || type === 'boolean') {
    // each item of a list is looked at by the cells
    return typeof value === type || Array.isArray(value) ? value : undefined;
  }
  const reader = READ_AS[type];
  if (reader === undefined || typeof value !== 'string') return value;
  return original(reader)(value) ?? undefined;
}
