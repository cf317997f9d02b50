import type { CivilDate } from '../calendar/civil-date.ts';
import type { ErrorParams, FieldFault } from '../errors.ts';
import { advancementRule, type FormerEchelon } from './advancement.ts';
import type { Effect } from './effect.ts';
import { partTimeRule, type TakenPeriod } from './part-time.ts';

export const RULE_CODES = [
  'effect-too-early',
  'effect-too-late',
  'effect-before-post',
  'part-time-short',
  'part-time-long',
  'part-time-quota',
  'part-time-granted',
  'part-time-under-way',
  'echelon-own-filing',
  'echelon-beyond',
  'echelon-down',
  'echelon-skips',
  'echelon-before-former',
  'index-down',
] as const;
/** What breaks a rule of the trade. */
export type RuleCode = (typeof RULE_CODES)[number];

/** A rule broken, at the field of the form that breaks it. Params are read by the one who files or decides. */
export interface RuleFault extends FieldFault {
  readonly code: RuleCode;
  readonly params: ErrorParams;
}

/** Where an agent stands, as the rules need it. */
export interface Situation {
  /** The day of the filing, or today for what is about to be filed: dates of effect are bounded from it, whenever it is asked. */
  readonly filedOn: CivilDate;
  /** Whether the agent files it, rather than somebody who starts it for them. */
  readonly byAgent: boolean;
  /** Other part-times that must not be met. */
  readonly partTimes: readonly TakenPeriod[];
  /** The last échelon given; null when none is known. */
  readonly echelon: FormerEchelon | null;
  /** On the day of effect, or today before the first post; null without a post. */
  readonly grade: string | null;
  /** The first day of the first post; null without any. */
  readonly inPostSince: CivilDate | null;
}

/** Asked of a request's data: what is broken. Data that says nothing of the kind breaks nothing: its effect refuses it. */
export type Rule = (data: Readonly<Record<string, unknown>>, situation: Situation) => readonly RuleFault[];

/** A contact and an account have no rule but the formats of their fields (domain/formats/). */
const RULES: { readonly [Name in Effect]: Rule | null } = {
  'work-time': partTimeRule,
  echelon: advancementRule,
  contact: null,
  'bank-account': null,
};

/** Whether something is to be known of the agent before these effects can be judged. */
export const haveRules = (effects: readonly Effect[]): boolean => effects.some((effect) => RULES[effect] !== null);

/** What these effects of a request would break, the same at the form, at each decision and when it is applied. */
export const brokenRules = (
  effects: readonly Effect[],
  data: Readonly<Record<string, unknown>>,
  situation: Situation,
): RuleFault[] => effects.flatMap((effect) => RULES[effect]?.(data, situation) ?? []);
