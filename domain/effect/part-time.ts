import { type CivilDate, dayAfter, isDay } from '../calendar/civil-date.ts';
import { overlap } from '../calendar/period.ts';
import type { Rule, RuleFault } from './rules.ts';

/** Parts of a full time, in percent, that may be worked on request: décret n° 82-624 du 20 juillet 1982, article 1. */
export const QUOTAS: readonly number[] = [50, 60, 70, 80, 90];

/**
 * How far ahead a part-time may begin, in years from its filing. No text says: what is further is a slip of the keyboard,
 * or a period that nobody can weigh against the needs of the service.
 */
const YEARS_AHEAD = 10;

/** A part-time as a request asks for it: both days included. */
export interface AskedPartTime {
  readonly from: CivilDate;
  readonly until: CivilDate;
  /** In percent of a full time. */
  readonly quota: number;
}

/** A part-time of the same agent that another must not meet. */
export interface TakenPeriod {
  readonly from: CivilDate;
  readonly until: CivilDate;
  /** Of its request. */
  readonly number: string;
  readonly granted: boolean;
}

/** What a request's data says of a part-time, or which of its fields says nothing that could be applied. */
export function readPartTime(data: Readonly<Record<string, unknown>>): AskedPartTime | { readonly wrong: string } {
  const { startDate: from, endDate: until, quota } = data;
  if (!isDay(from)) return { wrong: 'startDate' };
  if (!isDay(until)) return { wrong: 'endDate' };
  if (!Number.isInteger(Number(quota))) return { wrong: 'quota' };
  return { from, until, quota: Number(quota) };
}

/**
 * The rules of a part-time on request:
 *  · it lasts from six months to a year (décret n° 82-624, article 2), at a quota of article 1;
 *  · it does not begin before it is asked for: an administrative act has no effect in the past (Conseil d'État,
 *    25 juin 1948, Société du journal « L'Aurore »);
 *  · an agent works one part of the time at once: it meets no other, granted or under way.
 */
export const partTimeRule: Rule = (data, { filedOn, partTimes }) => {
  const asked = readPartTime(data);
  if ('wrong' in asked) return [];
  const { from, until, quota } = asked;
  const faults: RuleFault[] = [];
  const latest = dayAfter(filedOn, { years: YEARS_AHEAD });
  if (from < filedOn) faults.push({ field: 'startDate', code: 'effect-too-early', params: { day: filedOn } });
  if (from > latest) faults.push({ field: 'startDate', code: 'effect-too-late', params: { day: latest } });
  const [shortest, longest] = [dayAfter(from, { months: 6, days: -1 }), dayAfter(from, { years: 1, days: -1 })];
  if (until < shortest) faults.push({ field: 'endDate', code: 'part-time-short', params: { day: shortest } });
  if (until > longest) faults.push({ field: 'endDate', code: 'part-time-long', params: { day: longest } });
  if (!QUOTAS.includes(quota)) faults.push({ field: 'quota', code: 'part-time-quota', params: {} });
  const met = from <= until ? partTimes.find((taken) => overlap(taken, asked)) : undefined;
  if (met !== undefined)
    faults.push({
      field: met.from <= from ? 'startDate' : 'endDate',
      code: met.granted ? 'part-time-granted' : 'part-time-under-way',
      params: { number: met.number, from: met.from, until: met.until },
    });
  return faults;
};
