import type { Bilingual } from '../bilingual.ts';
import { type CivilDate, dayAfter } from '../calendar/civil-date.ts';
import { courtLimit } from '../calendar/court-limit.ts';
import { longDay } from '../calendar/french-day.ts';
import { dateInWords } from '../formats/in-words.ts';

/**
 * `from = "decisions"`: a choice among the agent's own decisions. The request contests the one
 * chosen.
 */
export const DECISIONS = 'decisions';

/** Types of components that can offer them. */
export const CONTEST_TYPES: readonly string[] = ['select', 'radio'];

/** The parts of a component that matter to a contest. */
interface Asked {
  readonly key?: string;
  readonly type: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly components?: readonly Asked[];
}

/**
 * Returns the key of the component that asks which decision is contested; null: none. Lists, which
 * repeat their components, are not searched.
 */
export function contestField(components: readonly Asked[]): string | null {
  for (const { key, type, properties, components: inner = [] } of components) {
    if (key !== undefined && CONTEST_TYPES.includes(type) && properties?.from === DECISIONS) return key;
    const within = type === 'group' ? contestField(inner) : null;
    if (within !== null) return within;
  }
  return null;
}

/** A decision about an agent: by an act, or without one. */
export interface AgentDecision {
  readonly requestId: string;
  /** The number of its act; without one, of the request. */
  readonly number: string;
  /** The title of the kind. */
  readonly title: Bilingual;
  /** The title of its act; null: it was decided without one. */
  readonly act: string | null;
  readonly outcome: 'granted' | 'refused';
  readonly decidedOn: CivilDate;
  /**
   * When the agent is proved to have been notified: the day they opened the act, or received it by
   * post; without an act, the day it was closed. Null: nothing proves it.
   */
  readonly notifiedOn: CivilDate | null;
}

const ENDED: Readonly<Record<AgentDecision['outcome'], Bilingual>> = {
  granted: { fr: 'demande accordée', en: 'request granted' },
  refused: { fr: 'demande refusée', en: 'request refused' },
};

/** Writes a decision in one line, for a list of choices. Acts are in French. */
export function decisionInWords({ number, title, act, outcome, decidedOn }: AgentDecision): Bilingual {
  const day = dateInWords(decidedOn);
  return {
    fr: `${act ?? `${title.fr} : ${ENDED[outcome].fr}`}, n° ${number} du ${day.fr}`,
    en: `${act ?? `${title.en}: ${ENDED[outcome].en}`}, no. ${number} of ${day.en}`,
  };
}

/** Writes how the act that answers cites the contested decision, without its « Vu ». */
export function citationOf({ number, act, decidedOn }: Pick<AgentDecision, 'number' | 'act' | 'decidedOn'>): string {
  const day = longDay(decidedOn);
  if (act === null) return `la décision du ${day} sur la demande n° ${number}`;
  return `${/^décision\b/i.test(act) ? 'la décision' : 'l’arrêté'} n° ${number} du ${day}`;
}

/**
 * The effect of a contest on the time limit for going to court (code des relations entre le public
 * et l’administration, L411-2).
 */
export interface ContestEffect {
  /** The last day without the contest; null: the day of notification is not known. */
  readonly limitOn: CivilDate | null;
  /** Whether it was filed after that, and so prolongs nothing; null: not known. */
  readonly late: boolean | null;
  /**
   * The last day with the contest: from the answer, or from the silence that will reject it. Null:
   * unchanged, or not known.
   */
  readonly prolongedTo: CivilDate | null;
}

/**
 * Computes the effect of a contest. Filed in time, it starts the time limit for going to court
 * again, from its answer or from two months of silence; an answer given after the time limit that
 * follows that silence opens no other (code de justice administrative, R421-2).
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
