import { type CivilDate, dayAfter, isDay } from '../calendar/civil-date.ts';
import type { Rule, RuleFault } from './rules.ts';

/** No grade of the State's civil service has more. The grids of each grade are not in the portal. */
export const MAX_ECHELON = 20;

/** How far ahead an échelon may be granted, in years from the filing. No text says: the tables are drawn up year by year. */
const YEARS_AHEAD = 1;

/** An échelon as a request asks for it. */
export interface AskedEchelon {
  readonly echelon: number;
  /** Indice majoré. */
  readonly index: number;
  readonly from: CivilDate;
  /** Reached by seniority, one after the other; anything else may reach a further one (a classification put right). */
  readonly bySeniority: boolean;
}

/** The last échelon that somebody was given, whenever it begins. */
export interface FormerEchelon {
  readonly grade: string;
  readonly echelon: number;
  readonly index: number;
  readonly from: CivilDate;
}

const isPositive = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0;

/** What a request's data says of an échelon, or which of its fields says nothing that could be applied. */
export function readEchelon(data: Readonly<Record<string, unknown>>): AskedEchelon | { readonly wrong: string } {
  const { effectDate: from, basis } = data;
  const [echelon, index] = [Number(data.echelon), Number(data.index)];
  if (!isDay(from)) return { wrong: 'effectDate' };
  if (!isPositive(echelon)) return { wrong: 'echelon' };
  if (!isPositive(index)) return { wrong: 'index' };
  return { echelon, index, from, bySeniority: basis === 'seniority' };
}

/**
 * The rules of an advancement, started by the administration:
 *  · it goes from an échelon to the next one above, and raises the pay (code général de la fonction publique, article
 *    L522-2): never down within a grade, never to a lower or an equal index;
 *  · it begins after the échelon it follows, and not before the agent came;
 *  · its arrears are not older than what the State still owes: the year of the filing and the four before (loi n° 68-1250 du
 *    31 décembre 1968, article 1).
 */
export const advancementRule: Rule = (data, { filedOn, byAgent, grade, echelon: former, inPostSince }) => {
  const asked = readEchelon(data);
  if ('wrong' in asked) return [];
  const faults: RuleFault[] = [];
  const latest = dayAfter(filedOn, { years: YEARS_AHEAD });
  const earliest = `${Number(filedOn.slice(0, 4)) - 4}-01-01`;
  const dateFault = (): RuleFault | null => {
    const fault = (code: RuleFault['code'], day: CivilDate): RuleFault => ({
      field: 'effectDate',
      code,
      params: { day },
    });
    if (asked.from > latest) return fault('effect-too-late', latest);
    if (asked.from < earliest) return fault('effect-too-early', earliest);
    if (inPostSince !== null && asked.from < inPostSince) return fault('effect-before-post', inPostSince);
    if (former === null) return null;
    // A classification that is put right may be so from its own first day.
    const tooEarly = asked.bySeniority ? asked.from <= former.from : asked.from < former.from;
    return tooEarly ? fault('echelon-before-former', former.from) : null;
  };
  const echelonFault = (): RuleFault | null => {
    const fault = (code: RuleFault['code'], params: RuleFault['params'] = {}): RuleFault => ({
      field: 'echelon',
      code,
      params,
    });
    if (byAgent) return fault('echelon-own-filing');
    if (asked.echelon > MAX_ECHELON) return fault('echelon-beyond', { max: MAX_ECHELON });
    if (former === null || former.grade !== grade) return null;
    if (asked.echelon <= former.echelon) return fault('echelon-down', { echelon: former.echelon });
    const next = former.echelon + 1;
    return asked.bySeniority && asked.echelon > next ? fault('echelon-skips', { next }) : null;
  };
  for (const fault of [dateFault(), echelonFault()]) if (fault !== null) faults.push(fault);
  if (former !== null && asked.index <= former.index)
    faults.push({ field: 'index', code: 'index-down', params: { index: former.index } });
  return faults;
};
