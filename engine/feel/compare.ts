import { compareNumbers, type FeelNumber } from './number.ts';
import {
  type DaysDuration,
  type FeelDate,
  type FeelDateTime,
  type FeelTime,
  type MonthsDuration,
  onFirstDay,
} from './temporal/values.ts';
import { type Context, kindOf, type Range, type Value } from './values.ts';

/** True, false, or null where nothing can be said. */
export type Ternary = boolean | null;

/** Whether two values are equal; null where their kinds differ and neither is null (DMN 1.5, table 53). */
export function equal(a: Value, b: Value): Ternary {
  if (a === b) return true;
  const [kind, other] = [kindOf(a), kindOf(b)];
  if (kind === 'null' || other === 'null') return kind === other;
  if (kind !== other) return null;
  switch (kind) {
    case 'list':
      return areEqualLists(a as Value[], b as Value[]);
    case 'context':
      return areEqualContexts(a as Context, b as Context);
    case 'range':
      return areEqualRanges(a as Range, b as Range);
    case 'function':
      return null;
    case 'boolean':
    case 'string':
      return false;
    default: {
      const order = compare(a, b);
      return order === null ? false : order === 0;
    }
  }
}

/** What equals what, of values that are looked for in a list: those of other kinds do not. */
export const isSame = (a: Value, b: Value): boolean => equal(a, b) === true;

function areEqualLists(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
}

function areEqualContexts(a: Context, b: Context): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]))
  );
}

function areEqualRanges(a: Range, b: Range): boolean {
  return (
    a.startIncluded === b.startIncluded &&
    a.endIncluded === b.endIncluded &&
    isSame(a.start, b.start) &&
    isSame(a.end, b.end)
  );
}

/** Below zero, zero or above, as the first stands to the second; null for what has no order. */
export function compare(a: Value, b: Value): number | null {
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return null;
  switch (kind) {
    case 'number':
      return compareNumbers(a as FeelNumber, b as FeelNumber);
    case 'string':
      return a === b ? 0 : (a as string) < (b as string) ? -1 : 1;
    case 'date':
      return (a as FeelDate).epochDay - (b as FeelDate).epochDay;
    case 'time':
      return compareInstants(onFirstDay(a as FeelTime), onFirstDay(b as FeelTime));
    case 'date and time':
      return compareInstants(a as FeelDateTime, b as FeelDateTime);
    case 'days and time duration':
      return compareNumbers((a as DaysDuration).seconds, (b as DaysDuration).seconds);
    case 'years and months duration':
      return (a as MonthsDuration).months - (b as MonthsDuration).months;
    default:
      return null;
  }
}

/** What says where it is cannot be compared with what does not. */
function compareInstants(a: FeelDateTime, b: FeelDateTime): number | null {
  if ((a.offset === null) !== (b.offset === null)) return null;
  return compareNumbers(a.epochSeconds, b.epochSeconds);
}

/** Whether a value lies in a range; null where it cannot be compared with its ends. */
export function isWithin(value: Value, range: Range): Ternary {
  if (value === null || value === undefined) return null;
  const isAfterStart = range.start === null || precedes(range.start, value, range.startIncluded);
  const isBeforeEnd = range.end === null || precedes(value, range.end, range.endIncluded);
  return isAfterStart === null || isBeforeEnd === null ? null : isAfterStart && isBeforeEnd;
}

function precedes(smaller: Value, larger: Value, orEqual: boolean): Ternary {
  const order = compare(smaller, larger);
  return order === null ? null : order < 0 || (orEqual && order === 0);
}
