import {
  add,
  asJavaScript,
  compareNumbers,
  divide,
  type FeelNumber,
  isNumber,
  modulo,
  multiply,
  negate,
  round,
  subtract,
} from '../number.ts';
import { DAY_SECONDS, daysOfMonth, MAX_YEAR, zoneOffsetAt } from './calendar.ts';
import {
  DaysDuration,
  type Duration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  isDuration,
  MonthsDuration,
  midnightOf,
  type Offset,
  onFirstDay,
} from './values.ts';

/** A point in time, or a duration, and a duration added (`sign` 1) or taken away (-1); undefined where that means nothing. */
export function addDuration(value: unknown, duration: Duration, sign: 1 | -1): unknown {
  if (duration instanceof MonthsDuration) return addMonths(value, sign * duration.months);
  const seconds = sign === 1 ? duration.seconds : negate(duration.seconds);
  if (value instanceof DaysDuration) return daysDuration(add(value.seconds, seconds));
  if (value instanceof FeelTime) {
    const second = add(value.secondOfDay, seconds);
    const ofDay = second === null ? null : modulo(second, DAY_SECONDS);
    return ofDay === null ? null : FeelTime.ofSecond(ofDay, value.offset);
  }
  // what a day gains by hours is counted from its midnight
  if (value instanceof FeelDate) return shifted(midnightOf(value), seconds)?.date ?? null;
  return value instanceof FeelDateTime ? shifted(value, seconds) : undefined;
}

function daysDuration(seconds: FeelNumber | null): DaysDuration | null {
  return seconds === null ? null : new DaysDuration(seconds);
}

/** In a zone whose clocks change meanwhile what is told is the instant that is so much later. */
function shifted(at: FeelDateTime, seconds: FeelNumber): FeelDateTime | null {
  const instant = add(at.epochSeconds, seconds);
  return instant === null ? null : atInstant(instant, at.offset);
}

/** An instant, in seconds since 1970, on the clocks of a place; null beyond the end of time. */
export function atInstant(epochSeconds: FeelNumber, offset: Offset): FeelDateTime | null {
  const about = asJavaScript(epochSeconds);
  const away = offset === null ? 0 : 'zone' in offset ? zoneOffsetAt(offset.zone, Math.floor(about)) : offset.seconds;
  const local = add(epochSeconds, away);
  const at = local === null ? null : FeelDateTime.ofLocalSeconds(local, offset);
  return at === null || Math.abs(at.date.year) > MAX_YEAR ? null : at;
}

function addMonths(value: unknown, months: number): unknown {
  if (value instanceof MonthsDuration) return new MonthsDuration(value.months + months);
  if (value instanceof FeelDate) return monthsLater(value, months);
  if (!(value instanceof FeelDateTime)) return undefined;
  const date = monthsLater(value.date, months);
  return date === null ? null : new FeelDateTime(date, value.time);
}

/** The same day of another month, or its last one. */
function monthsLater({ year, month, day }: FeelDate, months: number): FeelDate | null {
  const count = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  if (Math.abs(toYear) > MAX_YEAR) return null;
  return new FeelDate(toYear, toMonth, Math.min(day, daysOfMonth(toYear, toMonth)));
}

/** How long it is from the second to the first; undefined where that means nothing, null where nobody can know. */
export function between(a: unknown, b: unknown): DaysDuration | null | undefined {
  if (a instanceof FeelTime && b instanceof FeelTime) return between(onFirstDay(a), onFirstDay(b));
  const [later, earlier] = [asDateTime(a), asDateTime(b)];
  if (later === undefined || earlier === undefined) return undefined;
  if ((later.offset === null) !== (earlier.offset === null)) return null;
  return daysDuration(subtract(later.epochSeconds, earlier.epochSeconds));
}

/** A day is its midnight in UTC. */
function asDateTime(value: unknown): FeelDateTime | undefined {
  if (value instanceof FeelDateTime) return value;
  return value instanceof FeelDate ? midnightOf(value, { seconds: 0 }) : undefined;
}

/** A duration as many times; months are cut to whole ones. */
export function times(duration: Duration, by: FeelNumber): Duration | null {
  if (duration instanceof DaysDuration) return daysDuration(multiply(duration.seconds, by));
  return wholeMonths(multiply(duration.months, by));
}

/** A duration divided by a number, or by one of its kind; undefined for anything else. */
export function over(duration: Duration, by: unknown): Duration | FeelNumber | null | undefined {
  if (isNumber(by)) {
    if (compareNumbers(by, 0) === 0) return null;
    return duration instanceof DaysDuration
      ? daysDuration(divide(duration.seconds, by))
      : wholeMonths(divide(duration.months, by));
  }
  if (!isDuration(by)) return undefined;
  if (duration instanceof DaysDuration && by instanceof DaysDuration) return divide(duration.seconds, by.seconds);
  return duration instanceof MonthsDuration && by instanceof MonthsDuration
    ? divide(duration.months, by.months)
    : undefined;
}

function wholeMonths(months: FeelNumber | null): MonthsDuration | null {
  const whole = months === null ? null : round(months, 0, 'down');
  return whole === null ? null : new MonthsDuration(asJavaScript(whole));
}

/** Whole years and months from one day to another, negative when it comes before. */
export function monthsBetween(from: FeelDate, to: FeelDate): MonthsDuration {
  if (to.epochDay < from.epochDay) return new MonthsDuration(0 - monthsBetween(to, from).months);
  const months = (to.year - from.year) * 12 + to.month - from.month;
  return new MonthsDuration(to.day < from.day ? months - 1 : months);
}
