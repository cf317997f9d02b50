import type { CivilDate, Period } from '../calendar/civil-date.ts';
import type { PlaceOfWork } from '../calendar/working-days.ts';
import type { ErrorParams, FieldFault } from '../errors.ts';
import type { SituationEntry } from './entry.ts';
import type { GridsOn } from './grids/grid.ts';

/** What breaks a rule: one of its theme's, or what the portal asks of every theme. */
export type RuleCode = 'situation-rule' | PortalRule;

/** What every theme asks, whatever its own rules say. The database asks the same (`situation_entry_is_as_asked`). */
export const PORTAL_RULES = [
  'period-granted',
  'period-under-way',
  'period-upside-down',
  'period-short',
  'period-long',
  'period-none',
  'choice-none',
  'value-not-higher',
  'before-former',
  'grid-without-row',
  'item-unknown',
  'item-ended',
  'movement-nothing',
  'balance-below',
  'balance-promised',
  'no-working-day',
  'rule-unjudged',
] as const;
export type PortalRule = (typeof PORTAL_RULES)[number];

/**
 * A rule broken, at the field of the form that breaks it. Params are read by the one who files or decides; of a theme's own rule
 * they hold its message in both languages (`fr`, `en`), beside what fills it in.
 */
export interface RuleFault extends FieldFault {
  readonly code: RuleCode;
  readonly params: ErrorParams;
  readonly theme: string;
  /** Its id in the theme, or the portal's own code: what an incident may say. */
  readonly rule: string;
  readonly warns: boolean;
}

/** How far back rules see what was given. */
export const PAST_YEARS = 5;

/** A period of the same agent and theme that another must not meet. */
export interface TakenPeriod extends Period {
  /** Of its request; null for one that was taken over. */
  readonly number: string | null;
  readonly granted: boolean;
}

/** What is left of a balance once other requests took from it what they ask for. */
export interface PromisedBalance {
  /** As `least`, with them. */
  readonly least: number;
  /** The requests, by number. */
  readonly numbers: readonly string[];
}

/** What a rule of a theme names the fields and days of: what is asked, what stood, and the item that changes. */
export const RULE_SUBJECTS = ['asked', 'former', 'item'] as const;
/** What the rules of a theme may name (application/situation/judge-rules.ts). */
export const RULE_NAMES = [
  ...RULE_SUBJECTS,
  'answers',
  'byAgent',
  'filedOn',
  'grade',
  'grids',
  'inPostSince',
  'past',
] as const;
export type RuleName = (typeof RULE_NAMES)[number];

/** Where an agent stands, as the rules of a theme need it. */
export interface RuleSituation {
  /**
   * The day of the filing by the clock of the place where it is filed, or today for what is about to be filed: dates of effect are
   * bounded from it, whenever it is asked.
   */
  readonly filedOn: CivilDate;
  /** Whether the agent files it, rather than somebody who starts it for them. */
  readonly byAgent: boolean;
  /** Other periods that must not be met: of a theme that is dated. */
  readonly taken: readonly TakenPeriod[];
  /** The period that a return would end: the one that stands from the first day that is answered. Null: none does, or none is ended. */
  readonly ending: SituationEntry | null;
  /** The last value given, whenever it begins; of a list, that of the item that changes. Null when none is known. */
  readonly former: SituationEntry | null;
  /**
   * What was given before over the last years (PAST_YEARS before the day of effect), the oldest first: what is put right aside.
   * None of a list, whose items `items` has.
   */
  readonly past: readonly SituationEntry[];
  /** The items of a list, each as it was last given, those that ended too. */
  readonly items: readonly SituationEntry[];
  /** Of a balance, the least that it comes to from the day of effect on: no more can be taken. */
  readonly least: number;
  /** Of what other requests take from it, and that was not applied yet. */
  readonly promised: PromisedBalance;
  /** On the day of effect, or on that of the filing before the first post; null without a post. */
  readonly grade: string | null;
  /** The grids that the theme reads, on the day of effect or, where no answer says it, of the filing. */
  readonly grids: GridsOn;
  /** Where the agent works, post by post: of a theme that counts working days. */
  readonly places: readonly PlaceOfWork[];
  /** The first day of the first post; null without any. */
  readonly inPostSince: CivilDate | null;
}
