import { weekdayOf } from './calendar-names.ts';
import { partsOf } from './text.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, MonthsDuration, onFirstDay, type Temporal } from './values.ts';

/** A property of a day, time or duration (DMN 1.5, table 65); undefined where it has none of this name. */
export function partOf(value: Temporal, name: string): unknown {
  if (value instanceof FeelDate) return DATE_PARTS.get(name)?.(value);
  if (value instanceof FeelTime) return timePart(value, name, () => onFirstDay(value).offsetSeconds);
  if (value instanceof FeelDateTime)
    return DATE_PARTS.get(name)?.(value.date) ?? timePart(value.time, name, () => value.offsetSeconds);
  if (value instanceof MonthsDuration) return MONTHS_PARTS.get(name)?.(value.months);
  return daysPart(value, name);
}

const DATE_PARTS = new Map<string, (date: FeelDate) => number>([
  ['year', ({ year }) => year],
  ['month', ({ month }) => month],
  ['day', ({ day }) => day],
  ['weekday', weekdayOf],
]);

function timePart({ hour, minute, second, offset }: FeelTime, name: string, away: () => number): unknown {
  switch (name) {
    case 'hour':
      return hour;
    case 'minute':
      return minute;
    case 'second':
      return second;
    case 'time offset':
      return offset === null ? null : new DaysDuration(away());
    case 'timezone':
      return offset !== null && 'zone' in offset ? offset.zone : null;
    default:
      return undefined;
  }
}

const MONTHS_PARTS = new Map<string, (months: number) => number>([
  ['years', (months) => Math.trunc(months / 12) || 0],
  ['months', (months) => months % 12 || 0],
]);

function daysPart({ seconds }: DaysDuration, name: string): unknown {
  const parts = partsOf(seconds);
  return Object.hasOwn(parts, name) ? parts[name as keyof typeof parts] : undefined;
}
