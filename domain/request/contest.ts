import { type CivilDate, dayAfter } from '../calendar/civil-date.ts';
import { longDay } from '../calendar/french-day.ts';
import { isWorkingDay } from '../calendar/holiday.ts';
import type { Bilingual } from '../circuit/manifest.ts';
import { dateInWords } from '../formats/in-words.ts';

/** `from = "decisions"`: a choice of what was decided for the agent. The request contests what is chosen there. */
export const DECISIONS = 'decisions';

/** Types of components that can offer them. */
export const CONTEST_TYPES: readonly string[] = ['select', 'radio'];

/** A component, as far as it may contest. */
interface Asked {
  readonly key?: string;
  readonly type: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly components?: readonly Asked[];
}

/** Where a form asks which decision it contests; null: it contests none. Not in what a list repeats. */
export function contestField(components: readonly Asked[]): string | null {
  for (const { key, type, properties, components: inner = [] } of components) {
    if (key !== undefined && CONTEST_TYPES.includes(type) && properties?.from === DECISIONS) return key;
    const within = type === 'group' ? contestField(inner) : null;
    if (within !== null) return within;
  }
  return null;
}

/** What was decided for an agent: by an act, or without one. */
export interface AgentDecision {
  readonly requestId: string;
  /** Of its act; without one, of the request. */
  readonly number: string;
  /** Of the kind. */
  readonly title: Bilingual;
  /** What its act is called; null: it was decided without one. */
  readonly act: string | null;
  readonly outcome: 'granted' | 'refused';
  readonly decidedOn: CivilDate;
  /**
   * When the agent is proved to have been told: the day on which they opened its act, or received it by post; without an act,
   * the day on which it was closed. Null: nothing proves it.
   */
  readonly notifiedOn: CivilDate | null;
}

const ENDED: Readonly<Record<AgentDecision['outcome'], Bilingual>> = {
  granted: { fr: 'demande accordée', en: 'request granted' },
  refused: { fr: 'demande refusée', en: 'request refused' },
};

/** A decision in one line, as people choose it. Acts are in French. */
export function decisionInWords({ number, title, act, outcome, decidedOn }: AgentDecision): Bilingual {
  const day = dateInWords(decidedOn);
  return {
    fr: `${act ?? `${title.fr} : ${ENDED[outcome].fr}`}, n° ${number} du ${day.fr}`,
    en: `${act ?? `${title.en}: ${ENDED[outcome].en}`}, no. ${number} of ${day.en}`,
  };
}

/** How the act that answers cites what was contested, without its « Vu ». */
export function citationOf({ number, act, decidedOn }: Pick<AgentDecision, 'number' | 'act' | 'decidedOn'>): string {
  const day = longDay(decidedOn);
  if (act === null) return `la décision du ${day} sur la demande n° ${number}`;
  return `${/^décision\b/i.test(act) ? 'la décision' : 'l’arrêté'} n° ${number} du ${day}`;
}

/**
 * The last day for the court, of a decision of which the agent was told that day: two months, of which neither the first day nor
 * the last counts, and never on a day off (code de justice administrative, R421-1).
 */
export function courtLimit(toldOn: CivilDate): CivilDate {
  let day = dayAfter(dayAfter(toldOn, { months: 2 }), { days: 1 });
  while (!isWorkingDay(day)) day = dayAfter(day, { days: 1 });
  return day;
}

/** What a request that contests does to the time for going to court (code des relations entre le public et l’administration, L411-2). */
export interface ContestEffect {
  /** Until when one could go to court; null: nobody knows since when. */
  readonly limitOn: CivilDate | null;
  /** Whether it was filed after that, and so prolongs nothing; null: nobody knows. */
  readonly late: boolean | null;
  /** Until when one can now: from the answer, or from the silence that will reject it. Null: as before, or nobody knows. */
  readonly prolongedTo: CivilDate | null;
}

/**
 * Filed in time, it begins the time for going to court anew from its answer, or from two months of silence; an answer that comes
 * once the time since that silence is over opens none (code de justice administrative, R421-2).
 */
export function contestEffect(
  notifiedOn: CivilDate | null,
  contest: { readonly filedOn: CivilDate; readonly closedOn: CivilDate | null; readonly withdrawn: boolean },
): ContestEffect {
  if (notifiedOn === null) return { limitOn: null, late: null, prolongedTo: null };
  const limitOn = courtLimit(notifiedOn);
  const late = contest.filedOn > limitOn;
  const silentTo = courtLimit(dayAfter(contest.filedOn, { months: 2 }));
  const { closedOn } = contest;
  const prolongedTo = closedOn === null || closedOn > silentTo ? silentTo : courtLimit(closedOn);
  return { limitOn, late, prolongedTo: late || contest.withdrawn ? null : prolongedTo };
}
