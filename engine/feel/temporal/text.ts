import {
  absolute,
  add,
  asJavaScript,
  isNegative,
  multiply,
  negate,
  numberText,
  readNumber,
  subtract,
} from '../number.ts';
import { DAY_SECONDS, daysOfMonth, MAX_YEAR, zoneNamed } from './calendar.ts';
import {
  DaysDuration,
  type Duration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  MonthsDuration,
  midnightOf,
  type Offset,
  type Temporal,
} from './values.ts';

/** Hours that clocks may be away from UTC: those of java.time. */
const MAX_OFFSET_HOURS = 18;

const DATE = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)$/;
const TIME = /^T?(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?(Z|[+-]\d\d:\d\d(?::\d\d)?)?(?:@(.+)|\[(.+)\])?$/i;
const MIDNIGHT = /^24:00(:00(\.0+)?)?(?![\d.:])/;
const DURATION =
  /^(-?)P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)D)?(T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?(?:\d+(?:\.\d*)?|\.\d+))S)?)?$/;

/** `2026-02-28`; undefined for what is no day of the calendar. */
export function readDate(text: string): FeelDate | undefined {
  const [, sign, years, month, day] = DATE.exec(text) ?? [];
  return sign === undefined ? undefined : dateOf((sign === '' ? 1 : -1) * Number(years), Number(month), Number(day));
}

/** A day by its numbers; undefined where the calendar has none such. */
export function dateOf(year: number, month: number, day: number): FeelDate | undefined {
  if (!Number.isInteger(year) || Math.abs(year) > MAX_YEAR || !Number.isInteger(month) || !Number.isInteger(day))
    return undefined;
  return day >= 1 && day <= daysOfMonth(year, month) ? new FeelDate(year, month, day) : undefined;
}

/** `10:00:00`, `10:00:00.5+01:00`, `10:00:00@Europe/Paris`; undefined for what is no time of day. */
export function readTime(text: string): FeelTime | undefined {
  const found = TIME.exec(text);
  if (found === null) return undefined;
  const [, hour, minute, seconds = '0', shift, at, inBrackets] = found;
  const second = readNumber(seconds);
  if (Number(hour) > 23 || Number(minute) > 59 || second === undefined || asJavaScript(second) >= 60) return undefined;
  // FEEL's own form says one or the other; that of variables says both
  if (shift !== undefined && at !== undefined) return undefined;
  const offset = readOffset(shift, at ?? inBrackets);
  return offset === undefined ? undefined : new FeelTime(Number(hour), Number(minute), second, offset);
}

/** `Z`, `+01:00`, `Europe/Paris`; undefined for no place. */
export function readZone(text: string): Offset | undefined {
  const isShift = /^(Z|[+-]\d\d:\d\d(:\d\d)?)$/.test(text);
  return isShift ? readOffset(text, undefined) : readOffset(undefined, text);
}

/** What variables hold may bear both: its zone then says where it is. */
function readOffset(shift: string | undefined, zone: string | undefined): Offset | undefined {
  if (zone !== undefined) {
    const known = zoneNamed(zone);
    return known === undefined ? undefined : { zone: known };
  }
  if (shift === undefined) return null;
  if (shift.toUpperCase() === 'Z') return { seconds: 0 };
  const [hours = 0, minutes = 0, seconds = 0] = shift.slice(1).split(':').map(Number);
  const away = hours * 3600 + minutes * 60 + seconds;
  if (minutes > 59 || seconds > 59 || away > MAX_OFFSET_HOURS * 3600) return undefined;
  return { seconds: shift.startsWith('-') ? -away : away };
}

/** `2026-02-28T10:00:00+01:00`; a day alone is its midnight, and its 24:00:00 the next one. */
export function readDateTime(text: string): FeelDateTime | undefined {
  const [day = '', time, ...rest] = text.split('T');
  const date = readDate(day);
  if (date === undefined || (time !== undefined && rest.length > 0 && !/[@[]/.test(time))) return undefined;
  if (time === undefined) return midnightOf(date);
  // the name of a zone may hold the letter
  const clock = [time, ...rest].join('T');
  if (MIDNIGHT.test(clock))
    return readDateTime(`${dateText(FeelDate.ofEpochDay(date.epochDay + 1))}T00${clock.slice(2)}`);
  const at = readTime(clock);
  return at === undefined ? undefined : new FeelDateTime(date, at);
}

/** `P1Y2M`, `-P3DT4H5M6.5S`; undefined for what is none, or mixes months and days. */
export function readDuration(text: string): Duration | undefined {
  const found = DURATION.exec(text);
  if (found === null) return undefined;
  const [, sign, years, months, days, clock, hours, minutes, seconds] = found;
  const ofMonths = years !== undefined || months !== undefined;
  const ofClock = hours !== undefined || minutes !== undefined || seconds !== undefined;
  if (clock !== undefined && !ofClock) return undefined;
  if (ofMonths === (days !== undefined || ofClock)) return undefined;
  if (ofMonths) {
    const count = Number(years ?? 0) * 12 + Number(months ?? 0);
    return Number.isSafeInteger(count) ? new MonthsDuration(sign === '' ? count : 0 - count) : undefined;
  }
  const parts = [
    [days, DAY_SECONDS],
    [hours, 3600],
    [minutes, 60],
    [seconds, 1],
  ] as const;
  const length = parts.reduce<ReturnType<typeof add>>((total, [count, unit]) => {
    const units = multiply(readNumber(count ?? '0') ?? 0, unit);
    return total === null || units === null ? null : add(total, units);
  }, 0);
  if (length === null) return undefined;
  return new DaysDuration(sign === '' ? length : negate(length));
}

/** What a text of FEEL's `@"…"` names; undefined for nothing. */
export const readTemporal = (text: string): Temporal | undefined =>
  readDate(text) ?? readTime(text) ?? (text.includes('T') ? readDateTime(text) : undefined) ?? readDuration(text);

const padded = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** As FEEL writes it: `2026-01-02T10:00:00@Europe/Paris`, `P1Y2M`, `-PT5H`. */
export function temporalText(value: Temporal): string {
  const isInZone = value instanceof FeelDateTime && value.offset !== null && 'zone' in value.offset;
  return isInZone ? `${dateText(value.date)}T${timeText(value.time)}` : variableText(value);
}

/** As Zeebe writes it in variables, where an instant also says its shift: `2026-01-02T10:00:00+01:00[Europe/Paris]`. */
export function variableText(value: Temporal): string {
  if (value instanceof FeelDate) return dateText(value);
  if (value instanceof FeelTime) return timeText(value);
  if (value instanceof FeelDateTime) return dateTimeText(value);
  return value instanceof MonthsDuration ? monthsText(value.months) : daysText(value);
}

function dateText({ year, month, day }: FeelDate): string {
  return `${year < 0 ? '-' : ''}${padded(Math.abs(year), 4)}-${padded(month)}-${padded(day)}`;
}

function clockText({ hour, minute, second }: FeelTime): string {
  const [whole = '0', fraction] = numberText(second).split('.');
  return `${padded(hour)}:${padded(minute)}:${whole.padStart(2, '0')}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** `Z`, `+01:00`. */
export function offsetText(seconds: number): string {
  if (seconds === 0) return 'Z';
  const away = Math.abs(seconds);
  const rest = away % 60 === 0 ? '' : `:${padded(away % 60)}`;
  return `${seconds < 0 ? '-' : '+'}${padded(Math.floor(away / 3600))}:${padded(Math.floor(away / 60) % 60)}${rest}`;
}

function timeText(time: FeelTime): string {
  const { offset } = time;
  if (offset === null) return clockText(time);
  return 'zone' in offset ? `${clockText(time)}@${offset.zone}` : clockText(time) + offsetText(offset.seconds);
}

function dateTimeText(at: FeelDateTime): string {
  const local = `${dateText(at.date)}T${clockText(at.time)}`;
  if (at.offset === null) return local;
  return `${local}${offsetText(at.offsetSeconds)}${'zone' in at.offset ? `[${at.offset.zone}]` : ''}`;
}

function monthsText(months: number): string {
  if (months === 0) return 'P0Y';
  const [years, rest] = [Math.floor(Math.abs(months) / 12), Math.abs(months) % 12];
  return `${months < 0 ? '-' : ''}P${years === 0 ? '' : `${years}Y`}${rest === 0 ? '' : `${rest}M`}`;
}

function daysText({ seconds }: DaysDuration): string {
  const { days, hours, minutes, seconds: rest } = partsOf(absolute(seconds));
  const clock = [
    [hours, 'H'],
    [minutes, 'M'],
    [rest, 'S'],
  ] as const;
  const time = clock.map(([count, unit]) => (count === 0 ? '' : `${numberText(count)}${unit}`)).join('');
  if (days === 0 && time === '') return 'P0D';
  return `${isNegative(seconds) ? '-' : ''}P${days === 0 ? '' : `${numberText(days)}D`}${time === '' ? '' : `T${time}`}`;
}

/** Days, hours, minutes and seconds of a length, each with its sign. */
export function partsOf(seconds: DaysDuration['seconds']) {
  const sign = isNegative(seconds) ? -1 : 1;
  const length = absolute(seconds);
  const minutes = Math.floor(asJavaScript(length) / 60);
  const rest = subtract(length, multiply(minutes, 60) ?? 0) ?? 0;
  return {
    days: Math.floor(minutes / 1440) * sign || 0,
    hours: (Math.floor(minutes / 60) % 24) * sign || 0,
    minutes: (minutes % 60) * sign || 0,
    seconds: multiply(rest, sign) ?? 0,
  };
}
