import type { Evaluation } from '../evaluation.ts';
import { asJavaScript, compareNumbers, divide, type FeelNumber, isNumber, isWhole } from '../number.ts';
import { atInstant, monthsBetween } from '../temporal/arithmetic.ts';
import { daysOfMonth } from '../temporal/calendar.ts';
import { dayOfYear, monthName, weekdayName, weekdayOf } from '../temporal/calendar-names.ts';
import { dateOf, readDate, readDateTime, readDuration, readTime, readZone, temporalText } from '../temporal/text.ts';
import {
  DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  isDuration,
  midnightOf,
  type Offset,
} from '../temporal/values.ts';
import type { Value } from '../values.ts';
import { defined, signature } from './define.ts';

const UTC: Offset = { seconds: 0 };

const dayOf = (value: FeelDate | FeelDateTime): FeelDate => (value instanceof FeelDate ? value : value.date);

function dateFrom(from: Value): Value {
  if (typeof from === 'string') return readDate(from) ?? null;
  return from instanceof FeelDate || from instanceof FeelDateTime ? dayOf(from) : null;
}

function timeFrom(from: Value): Value {
  if (typeof from === 'string') return readTime(from) ?? null;
  if (from instanceof FeelTime) return from;
  if (from instanceof FeelDateTime) return from.time;
  return from instanceof FeelDate ? new FeelTime(0, 0, 0, UTC) : null;
}

function timeOf(hour: FeelNumber, minute: FeelNumber, second: FeelNumber, offset: Offset): FeelTime | null {
  const isTime = isBelow(hour, 24) && isBelow(minute, 60) && isBelow(second, 60) && isWhole(hour) && isWhole(minute);
  return isTime ? new FeelTime(asJavaScript(hour), asJavaScript(minute), second, offset) : null;
}

const isBelow = (value: FeelNumber, limit: number): boolean =>
  compareNumbers(value, 0) >= 0 && compareNumbers(value, limit) < 0;

function dateTimeFrom(from: Value): Value {
  if (typeof from === 'string') return readDateTime(from) ?? null;
  if (from instanceof FeelDate) return midnightOf(from);
  return from instanceof FeelDateTime ? from : null;
}

/** A day with a time; or an instant, on the clocks of a zone. */
function dateTimeOf(day: FeelDate | FeelDateTime, time: Value): Value {
  if (time instanceof FeelTime) return new FeelDateTime(dayOf(day), time);
  if (typeof time !== 'string' || day instanceof FeelDate) return null;
  const offset = readZone(time);
  return offset === undefined ? null : atInstant(day.epochSeconds, offset);
}

/** The week of ISO 8601: that of its Thursday. */
function weekOfYear(date: FeelDate): number {
  const thursday = FeelDate.ofEpochDay(date.epochDay + 4 - weekdayOf(date));
  return Math.floor((dayOfYear(thursday, new FeelDate(thursday.year, 1, 1)) - 1) / 7) + 1;
}

const nowOf = ({ now }: Evaluation): FeelDateTime => atInstant(divide(Math.trunc(now), 1000) ?? 0, UTC) as FeelDateTime;

const ofDay = (answer: (date: FeelDate) => Value) => defined(signature(['date: day'], ([date]) => answer(dayOf(date))));

export const TEMPORAL_FUNCTIONS = {
  date: defined(
    signature(['from: any'], ([from]) => dateFrom(from)),
    signature(['year: number', 'month: number', 'day: number'], ([year, month, day]) => {
      return dateOf(asJavaScript(year), asJavaScript(month), asJavaScript(day)) ?? null;
    }),
  ),
  time: defined(
    signature(['from: any'], ([from]) => timeFrom(from)),
    signature(['hour: number', 'minute: number', 'second: number', 'offset?: any'], ([hour, minute, second, offset]) =>
      timeOf(hour, minute, second, offset instanceof DaysDuration ? { seconds: asJavaScript(offset.seconds) } : null),
    ),
  ),
  'date and time': defined(
    signature(['from: any'], ([from]) => dateTimeFrom(from)),
    signature(['date: day', 'time: any'], ([date, time]) => dateTimeOf(date, time)),
    signature(['date: day', 'timezone: string'], ([date, timezone]) => dateTimeOf(date, timezone)),
  ),
  duration: defined(
    signature(['from: any'], ([from]) =>
      isDuration(from) ? from : typeof from === 'string' ? (readDuration(from) ?? null) : null,
    ),
  ),
  'years and months duration': defined(
    signature(['from: day', 'to: day'], ([from, to]) => monthsBetween(dayOf(from), dayOf(to))),
  ),
  now: defined(signature([], (_, evaluation) => nowOf(evaluation))),
  today: defined(signature([], (_, evaluation) => nowOf(evaluation).date)),
  'day of year': ofDay((date) => dayOfYear(date, new FeelDate(date.year, 1, 1))),
  'day of week': ofDay(weekdayName),
  'month of year': ofDay(monthName),
  'week of year': ofDay(weekOfYear),
  'last day of month': ofDay(({ year, month }) => new FeelDate(year, month, daysOfMonth(year, month))),
  cycle: defined(
    signature(['interval: duration'], ([interval]) => `R/${temporalText(interval)}`),
    signature(['repetitions: any', 'interval: duration'], ([repetitions, interval]) =>
      repetitions === null || isNumber(repetitions) ? `R${repetitions ?? ''}/${temporalText(interval)}` : null,
    ),
  ),
};
