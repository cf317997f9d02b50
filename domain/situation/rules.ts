import type { CivilDate, Period } from '../calendar/civil-date.ts';
import type { PlaceOfWork } from '../calendar/working-days.ts';
import type { ErrorParams, FieldFault } from '../errors.ts';
import type { SituationEntry } from './entry.ts';
import type { GridsOn } from './grids/grid.ts';

/** Code of a broken rule: one of the theme's own, or one that the portal applies to every theme. */
export type RuleCode = 'situation-rule' | PortalRule;

/**
 * Rules that apply to every theme, besides its own. The database applies the same
 * (`situation_entry_is_as_asked`).
 */
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
/** A rule that applies to every theme. */
export type PortalRule = (typeof PORTAL_RULES)[number];

/**
 * A broken rule, at the field of the form that breaks it. Its params are shown to the person who
 * files or decides; for a theme's own rule they hold its message in both languages (`fr`, `en`),
 * besides the values inserted into it.
 */
export interface RuleFault extends FieldFault {
  readonly code: RuleCode;
  readonly params: ErrorParams;
  readonly theme: string;
  /** Its id in the theme, or the portal's own code: an incident may show it. */
  readonly rule: string;
  readonly warns: boolean;
}

/** How many years of past entries rules see. */
export const PAST_YEARS = 5;

/** A period of the same agent and theme that another must not overlap. */
export interface TakenPeriod extends Period {
  /** The number of its request; null: it was taken over. */
  readonly number: string | null;
  readonly granted: boolean;
}

/** What is left of a balance after the other pending requests. */
export interface PromisedBalance {
  /** As `RuleSituation.least`, after these requests. */
  readonly least: number;
  /** The requests, by number. */
  readonly numbers: readonly string[];
}

/**
 * Prefixes of the fields and days that a rule names: what is asked, the former value, and the item
 * that changes.
 */
export const RULE_SUBJECTS = ['asked', 'former', 'item'] as const;
/** Names that the rules of a theme may use (application/situation/judge-rules.ts). */
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
/** A name that the rules of a theme may use. */
export type RuleName = (typeof RULE_NAMES)[number];

/** The situation of an agent, as the rules of a theme need it. */
export interface RuleSituation {
  /**
   * The day of filing by the clock of the place where it is filed, or today for a request not filed
   * yet: it bounds the dates of effect, whenever the rules are checked.
   */
  readonly filedOn: CivilDate;
  /** Whether the agent files it, rather than a person who starts it for them. */
  readonly byAgent: boolean;
  /** Other periods that must not be overlapped, for a dated theme. */
  readonly taken: readonly TakenPeriod[];
  /**
   * The period that a return would end: the one in force on the first day answered. Null: there is
   * none, or none is ended.
   */
  readonly ending: SituationEntry | null;
  /**
   * The last value given, whenever it begins; for a list, that of the item that changes. Null: none
   * is known.
   */
  readonly former: SituationEntry | null;
  /**
   * Entries of the last years (PAST_YEARS before the day of effect), oldest first, without those
   * that were corrected. Empty for a list: see `items`.
   */
  readonly past: readonly SituationEntry[];
  /** The items of a list, each as last given, including those that ended. */
  readonly items: readonly SituationEntry[];
  /** For a balance, its lowest value from the day of effect on: no more than that can be taken. */
  readonly least: number;
  /** What is left of a balance after requests not applied yet. */
  readonly promised: PromisedBalance;
  /**
   * The grade on the day of effect, or on the day of filing before the first post; null: no post.
   */
  readonly grade: string | null;
  /**
   * The grids that the theme reads, on the day of effect, or on the day of filing if no answer
   * gives it.
   */
  readonly grids: GridsOn;
  /** Places of work, post by post, for a theme that counts working days. */
  readonly places: readonly PlaceOfWork[];
  /** The first day of the first post; null: no post. */
  readonly inPostSince: CivilDate | null;
}
