import { add, asJavaScript, compareNumbers, type FeelNumber, multiply, subtract } from '../number.ts';
import { civilDay, DAY_SECONDS, epochDayOf, zoneOffset } from './calendar.ts';

/** A day of the Gregorian calendar, without time or zone. */
export class FeelDate {
  readonly year: number;
  /** From 1 to 12. */
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  /** The day that is so many after 1970. */
  static ofEpochDay(epochDay: number): FeelDate {
    const { year, month, day } = civilDay(epochDay);
    return new FeelDate(year, month, day);
  }

  get epochDay(): number {
    return epochDayOf(this.year, this.month, this.day);
  }
}

/** Where clocks are: a distance from UTC, with the name of the zone where one was given; null where nothing is said. */
export type Offset = { readonly seconds: number } | { readonly zone: string } | null;

/** A time of day. */
export class FeelTime {
  readonly hour: number;
  readonly minute: number;
  /** With its fractions. */
  readonly second: FeelNumber;
  readonly offset: Offset;

  constructor(hour: number, minute: number, second: FeelNumber, offset: Offset) {
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.offset = offset;
  }

  /** The time so many seconds after midnight; below a day. */
  static ofSecond(secondOfDay: FeelNumber, offset: Offset): FeelTime {
    const whole = Math.floor(asJavaScript(secondOfDay));
    const minutes = Math.floor(whole / 60);
    const second = subtract(secondOfDay, minutes * 60) ?? 0;
    return new FeelTime(Math.floor(minutes / 60), minutes % 60, second, offset);
  }

  get secondOfDay(): FeelNumber {
    return add(this.hour * 3600 + this.minute * 60, this.second) ?? 0;
  }
}

/** A day and a time. */
export class FeelDateTime {
  readonly date: FeelDate;
  readonly time: FeelTime;

  constructor(date: FeelDate, time: FeelTime) {
    this.date = date;
    this.time = time;
  }

  /** So many seconds after 1970, on the clocks of that place. */
  static ofLocalSeconds(seconds: FeelNumber, offset: Offset): FeelDateTime {
    const day = Math.floor(asJavaScript(seconds) / DAY_SECONDS);
    const secondOfDay = subtract(seconds, multiply(day, DAY_SECONDS) ?? 0) ?? 0;
    // a fraction too small for JavaScript may stand at either side of midnight
    if (compareNumbers(secondOfDay, 0) < 0)
      return FeelDateTime.#at(day - 1, add(secondOfDay, DAY_SECONDS) ?? 0, offset);
    if (compareNumbers(secondOfDay, DAY_SECONDS) >= 0)
      return FeelDateTime.#at(day + 1, subtract(secondOfDay, DAY_SECONDS) ?? 0, offset);
    return FeelDateTime.#at(day, secondOfDay, offset);
  }

  static #at(epochDay: number, secondOfDay: FeelNumber, offset: Offset): FeelDateTime {
    return new FeelDateTime(FeelDate.ofEpochDay(epochDay), FeelTime.ofSecond(secondOfDay, offset));
  }

  get offset(): Offset {
    return this.time.offset;
  }

  /** Seconds since 1970 on the clocks of its place. */
  get localSeconds(): FeelNumber {
    return add(multiply(this.date.epochDay, DAY_SECONDS) ?? 0, this.time.secondOfDay) ?? 0;
  }

  /** Seconds that its place is ahead of UTC; UTC where nothing is said. */
  get offsetSeconds(): number {
    const { offset } = this;
    if (offset === null) return 0;
    return 'zone' in offset ? zoneOffset(offset.zone, asJavaScript(this.localSeconds)) : offset.seconds;
  }

  /** Seconds since 1970. */
  get epochSeconds(): FeelNumber {
    return subtract(this.localSeconds, this.offsetSeconds) ?? 0;
  }
}

/** A duration of days, hours, minutes and seconds. The two kinds never turn into one another: no month has a length. */
export class DaysDuration {
  readonly seconds: FeelNumber;

  constructor(seconds: FeelNumber) {
    this.seconds = seconds;
  }
}

/** A duration of years and months. */
export class MonthsDuration {
  readonly months: number;

  constructor(months: number) {
    this.months = months;
  }
}

export type Duration = DaysDuration | MonthsDuration;
export type Temporal = FeelDate | FeelTime | FeelDateTime | Duration;

export const isDuration = (value: unknown): value is Duration =>
  value instanceof DaysDuration || value instanceof MonthsDuration;

export const isTemporal = (value: unknown): value is Temporal =>
  value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime || isDuration(value);

/** Midnight of a day, nowhere in particular. */
export const midnightOf = (date: FeelDate, offset: Offset = null): FeelDateTime =>
  new FeelDateTime(date, new FeelTime(0, 0, 0, offset));

const FIRST_DAY = new FeelDate(1970, 1, 1);

/** A time on one and the same day: where its place stands from UTC can then be told. */
export const onFirstDay = (time: FeelTime): FeelDateTime => new FeelDateTime(FIRST_DAY, time);
