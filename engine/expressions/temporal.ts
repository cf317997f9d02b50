import { DateTime, Duration, FixedOffsetZone } from 'luxon';
import { named, original } from './size-limits.ts';

/** FEEL has two kinds of duration, that never turn into one another: of months, and of seconds. */
export function partsOf(duration: Duration): { months: number; milliseconds: number } {
  const { years, quarters, months } = duration;
  const rest = duration.set({ years: 0, quarters: 0, months: 0 });
  return { months: years * 12 + quarters * 3 + months, milliseconds: rest.toMillis() };
}

function durationOf({ months, milliseconds }: { months: number; milliseconds: number }): Duration {
  return Duration.fromObject({
    ...(months === 0 ? {} : { years: Math.trunc(months / 12), months: months % 12 }),
    ...Duration.fromMillis(milliseconds).shiftTo('days', 'hours', 'minutes', 'seconds').toObject(),
  });
}

/** A duration as Camunda writes it: `P1Y2M`, `P59DT1H`, `-PT5H`. */
export function durationText(duration: Duration): string {
  const { months, milliseconds } = partsOf(duration);
  const isNegative = months < 0 || milliseconds < 0;
  const sign = isNegative ? -1 : 1;
  const text = durationOf({ months: sign * months, milliseconds: sign * milliseconds }).toISO() ?? 'PT0S';
  return isNegative ? `-${text}` : text;
}

/** A product or a quotient where one may be a duration; what the interpreter knows of numbers only. */
export function times(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (Duration.isDuration(a) && typeof b === 'number') return scaled(a, b);
  return Duration.isDuration(b) && typeof a === 'number' ? scaled(b, a) : null;
}

export function over(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 ? null : a / b;
  if (!Duration.isDuration(a)) return null;
  if (typeof b === 'number') return b === 0 ? null : scaled(a, 1 / b);
  if (!Duration.isDuration(b)) return null;
  const [one, other] = [partsOf(a), partsOf(b)];
  const unit = other.milliseconds === 0 ? 'months' : 'milliseconds';
  const isOfOneKind = unit === 'months' ? one.milliseconds === 0 : one.months === 0 && other.months === 0;
  return isOfOneKind && other[unit] !== 0 ? one[unit] / other[unit] : null;
}

export function negated(value: unknown): unknown {
  if (typeof value === 'number') return -value;
  return Duration.isDuration(value) ? value.negate() : null;
}

/** `.days` of a duration, `.timezone` of a date; of a context the entry of that name, of a list that of each item. */
export function partOf(value: unknown, part: unknown): unknown {
  const name = String(part);
  if (Array.isArray(value)) return value.map((item) => partOf(item, part));
  if (Duration.isDuration(value)) return durationPart(value, name);
  if (DateTime.isDateTime(value)) {
    if (name === 'timezone') return value.zone.type === 'iana' ? value.zone.name : null;
    const hasOffset = name === 'time offset' && value.zone.type !== 'system';
    return hasOffset ? Duration.fromObject({ minutes: value.offset }) : null;
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
  return (value as Record<string, unknown>)[name];
}

function durationPart(duration: Duration, name: string): number | null {
  const { months, milliseconds } = partsOf(duration);
  if (name === 'years' || name === 'months') {
    if (milliseconds !== 0) return null;
    return name === 'years' ? Math.trunc(months / 12) : months % 12;
  }
  if (months !== 0) return null;
  return Duration.fromMillis(milliseconds)
    .shiftTo('days', 'hours', 'minutes', 'seconds')
    .get(name as 'days');
}

function scaled(duration: Duration, by: number): Duration {
  const { months, milliseconds } = partsOf(duration);
  return durationOf({ months: Math.trunc(months * by), milliseconds: Math.round(milliseconds * by) });
}

/** A date without its time: midnight on the fixed UTC zone. */
function dateOf(at: DateTime): DateTime {
  return at.setZone('utc', { keepLocalTime: true }).startOf('day');
}

/** What the interpreter lacks, or does otherwise than Camunda. */
export const TEMPORAL_FUNCTIONS: Record<string, unknown> = {
  'date and time': named(['date', 'time', 'from', 'timezone'], (date, time, from, timezone) => {
    const zone = typeof time === 'string' ? time : timezone;
    if (DateTime.isDateTime(date) && DateTime.isDateTime(time)) {
      const { year, month, day } = date;
      return time.set({ year, month, day });
    }
    if (typeof zone !== 'string') return original('date and time')(date, time, from);
    if (!DateTime.isDateTime(date)) return null;
    const at = date.zone.type === 'system' ? date.setZone('utc', { keepLocalTime: true }) : date;
    const there = at.setZone(zone === 'Z' ? 'utc' : zone);
    return there.isValid ? there : null;
  }),
  time: named(['hour', 'minute', 'second', 'offset', 'from'], (hour, minute, second, offset, from) => {
    if (!Duration.isDuration(offset)) return original('time')(hour, minute, second, offset, from);
    if (typeof hour !== 'number' || typeof minute !== 'number' || typeof second !== 'number') return null;
    const zone = FixedOffsetZone.instance(offset.as('minutes'));
    const at = DateTime.fromObject({ year: 1900, month: 1, day: 1, hour, minute, second }, { zone });
    return at.isValid ? at : null;
  }),
  'years and months duration': named(['from', 'to'], (from, to) => {
    if (!DateTime.isDateTime(from) || !DateTime.isDateTime(to)) return null;
    const { years, months } = dateOf(to).diff(dateOf(from), ['years', 'months', 'days']);
    return Duration.fromObject({ years, months });
  }),
  abs: named(['n'], (n) => {
    if (!Duration.isDuration(n)) return original('abs')(n);
    const { months, milliseconds } = partsOf(n);
    return months < 0 || milliseconds < 0 ? n.negate() : n;
  }),
  'last day of month': named(['date'], (date) => (DateTime.isDateTime(date) ? dateOf(date.endOf('month')) : null)),
  cycle: named(['repetitions', 'interval'], (repetitions, interval) => {
    const every = Duration.isDuration(repetitions) ? repetitions : interval;
    if (!Duration.isDuration(every)) return null;
    return `R${typeof repetitions === 'number' ? repetitions : ''}/${durationText(every)}`;
  }),
};
