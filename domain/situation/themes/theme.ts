import type { Bilingual } from '../../bilingual.ts';
import type { TaskRole } from '../../permissions/role.ts';
import { GUARANTEES, type Guarantee } from '../guarantee.ts';
import type { PayMovement } from './pay-movement.ts';

/**
 * The types of a field, each with its minimum guarantee in any theme (G2): where pay goes, or a
 * person's identity for social security, takes two people; identity, grade, position and working
 * time take a signed act.
 */
export const FLOOR_OF_TYPE = {
  text: 'self',
  choice: 'self',
  date: 'self',
  number: 'self',
  amount: 'self',
  fraction: 'self',
  boolean: 'self',
  country: 'self',
  phone: 'self',
  email: 'self',
  month: 'self',
  iban: 'two-person',
  nir: 'two-person',
  identity: 'act',
  grade: 'act',
  echelon: 'act',
  index: 'act',
  position: 'act',
  quota: 'act',
} as const satisfies Readonly<Record<string, Guarantee>>;
/** A type of field. */
export type FieldType = keyof typeof FLOOR_OF_TYPE;
/** All types of fields. */
export const FIELD_TYPES = Object.keys(FLOOR_OF_TYPE) as FieldType[];

/** Types whose value is a number. */
export const NUMBER_TYPES: readonly FieldType[] = ['number', 'amount', 'echelon', 'index', 'quota'];

/**
 * Types that identify a person, or tell how to reach them: never a fact of the engine, whatever a
 * theme says.
 */
export const PERSONAL_TYPES: readonly FieldType[] = ['text', 'phone', 'email', 'iban', 'nir', 'identity'];

/** Types whose value is encrypted at rest, and shown masked. */
export const SEALED_TYPES: readonly FieldType[] = ['iban', 'nir'];

/** Sources of the value of a field. */
export const FIELD_SOURCES = [
  'answer',
  'choice',
  'grade',
  'grid',
  'pay-month',
  'balance',
  'working-days',
  'share',
] as const;
/**
 * Where the value of a field comes from: the answer of the form with its key; a choice of another
 * field, which gives it; the grade of the agent's post on the day of effect; a reference grid as of
 * that day (grid.ts); the month from which pay follows the change; the total of a balance, which is
 * stored with no movement; the working days of a period, if the form asks for its days, or else the
 * answer with its key; a share of another field, up to a ceiling.
 */
export type FieldSource = (typeof FIELD_SOURCES)[number];

/**
 * Keys of the answers that give the period counted: its days, both included, and whether it begins,
 * or ends, at noon.
 */
export interface CountedBy {
  readonly from: string;
  readonly until: string;
  readonly startsAtNoon?: string;
  readonly endsAtNoon?: string;
}

/** Keys of the fields from which a share is computed: an amount, a percentage, and a ceiling. */
export interface SharedBy {
  readonly of: string;
  readonly percent: string;
  readonly upTo?: string;
}

/**
 * A value that a field may take, and what it gives to other fields (those of source « choice »).
 */
export interface Choice {
  readonly value: string | number;
  readonly label?: Bilingual;
  readonly gives?: Readonly<Record<string, string | number>>;
}

/** A field of a theme. */
export interface ThemeField {
  readonly key: string;
  readonly type: FieldType;
  readonly label: Bilingual;
  readonly help?: Bilingual;
  readonly choices?: readonly Choice[];
  /** Without it nothing is applied. */
  readonly required?: boolean;
  readonly source?: FieldSource;
  /** The grid that gives it, in the column with its key: for the source « grid ». */
  readonly grid?: string;
  /** The period whose working days it counts: for the source « working-days ». */
  readonly period?: CountedBy;
  /** What it is a share of: for the source « share ». */
  readonly share?: SharedBy;
  /** Encrypted at rest and masked; `readers` may ask to read it. */
  readonly sensitive?: boolean;
  readonly readers?: readonly TaskRole[];
  /** Goes to the pay pieces. */
  readonly pay?: boolean;
  /** May reach the engine. */
  readonly fact?: boolean;
  /**
   * Its value only goes up, from one entry to the next; or only while the named field keeps its
   * value.
   */
  readonly grows?: true | string;
}

/**
 * How the values of a theme follow each other in time. `from` and `until` are keys of the form's
 * answers that give the first and last day, both included.
 */
export type InTime =
  /** One value, with its history. Without `from`, it takes effect on the day it is applied. */
  | { readonly is: 'current'; readonly from?: string }
  /**
   * Periods that do not overlap. `min` and `max` bound their length, as ISO 8601 durations.
   * `returns` is the key of the answer that ends one before its last day: the first day after. If
   * it is given, the other answers repeat the period, except its end.
   */
  | {
      readonly is: 'dated';
      readonly from: string;
      readonly until: string;
      readonly min?: string;
      readonly max?: string;
      readonly returns?: string;
    }
  | ListInTime
  | BalanceInTime;

/**
 * Items, each with its own history. The answer `item` tells which one changes; left empty, a new
 * one begins. `until` is the key of the day when an item ends, if it ever does: an item is ended,
 * never removed.
 */
export interface ListInTime {
  readonly is: 'list';
  readonly item: string;
  readonly from?: string;
  readonly until?: string;
}

/** The label of the question which item changes. */
export const ITEM_LABEL: Bilingual = { fr: 'Ce qui change', en: 'What changes' };

/**
 * Movements of an amount, whose total never goes below zero. `amount` is the key of the field that
 * gives the amount; `by`, that of the choice that gives the direction: values in `out` are taken,
 * the others added.
 */
export interface BalanceInTime {
  readonly is: 'balance';
  readonly amount: string;
  readonly by: string;
  readonly out: readonly (string | number)[];
  readonly from?: string;
}

/** What happens before the last day of a period. */
export interface AtEnd {
  /** How long before it the agent and their managers are reminded, as an ISO 8601 duration. */
  readonly reminder: string;
  /**
   * Whether the kinds that change the theme are offered again, prefilled with the period that ends.
   */
  readonly renewal: boolean;
}

/** A rule on what is asked and what is in force: `broken` is a FEEL expression. */
export interface ThemeRule {
  readonly id: string;
  /** Key of the answer where it is shown. */
  readonly field: string;
  readonly broken: string;
  readonly message: Bilingual;
  /** Values of `{{name}}` in the message: FEEL expressions, by name. */
  readonly params?: Readonly<Record<string, string>>;
  /** Its legal source; null: none. */
  readonly legal: string | null;
  readonly then: 'refuses' | 'warns';
}

/**
 * What code uses a theme for, besides storing its values: `reach`, how the agent is reached outside
 * work; `status`, the agent's status in the ministry, which decides what is offered to them.
 */
export const THEME_USES = ['reach', 'status'] as const;
/** A use of a theme by code. */
export type ThemeUse = (typeof THEME_USES)[number];

/** One subject of an agent's situation: a file of `processes/_situation/`. */
export interface Theme {
  readonly name: string;
  /** The name that circuits gave it before themes were data. */
  readonly formerly?: string;
  readonly title: Bilingual;
  /** What it means that nothing is known, « Temps plein »; absent: it means nothing. */
  readonly none?: Bilingual;
  readonly use?: ThemeUse;
  readonly inTime: InTime;
  /** What happens when a period ends; after it only `none` holds. */
  readonly atEnd?: AtEnd;
  /**
   * An agent with a period of it is away from work: their superior's calendar shows its days, and
   * nothing else of it.
   */
  readonly away?: true;
  /** What a change of it requires: at or above the minimum of its fields. */
  readonly guarantee: Guarantee;
  /** Its sentence on the page of an act, `{key}` for each value: present if an act grounds it. */
  readonly sentence?: string;
  /** The movement of pay that follows a change. */
  readonly pay?: { readonly movement: PayMovement };
  readonly fields: readonly ThemeField[];
  readonly rules: readonly ThemeRule[];
}

/** Themes by name, as a version of a circuit holds them. */
export type Themes = Readonly<Record<string, Theme>>;

/** The folder of themes in a circuit's bundle. */
export const THEME_FOLDER = '_situation/';

/** Returns the file of a theme. */
export const themeFile = (name: string): string => `${name}.json`;

/** Returns the strongest of several guarantees; « self » for none. */
export const strongest = (guarantees: readonly Guarantee[]): Guarantee =>
  GUARANTEES[Math.max(0, ...guarantees.map((one) => GUARANTEES.indexOf(one)))] ?? 'self';

/** Returns the minimum guarantee that the fields of a theme impose, whatever it declares. */
export const floorOf = ({ fields }: Pick<Theme, 'fields'>): Guarantee =>
  strongest(fields.map(({ type }) => FLOOR_OF_TYPE[type]));

/**
 * Returns the guarantee that a change requires: the one the theme declares, never below its
 * minimum.
 */
export const guaranteeOf = (theme: Pick<Theme, 'fields' | 'guarantee'>): Guarantee =>
  strongest([theme.guarantee, floorOf(theme)]);

/** Returns the theme that a step names, by its name or its former one. */
export const themeNamed = (themes: Themes, name: string | undefined): Theme | undefined =>
  name === undefined ? undefined : (themes[name] ?? Object.values(themes).find(({ formerly }) => formerly === name));

/** True if a name is the theme's, present or former. */
export const isNamed = ({ name, formerly }: Pick<Theme, 'name' | 'formerly'>, said: string): boolean =>
  said === name || said === formerly;

/** Lists the fields that the form answers, directly or by the days from which they are counted. */
export const answered = ({ fields }: Pick<Theme, 'fields'>): readonly ThemeField[] =>
  fields.filter(({ source = 'answer' }) => source === 'answer' || source === 'working-days');

/**
 * Lists the fields to type in when only the fields and the days of the theme are asked: not those
 * counted from these days.
 */
export const typedFields = (theme: Theme): readonly ThemeField[] => {
  const days = daysAsked(theme);
  return answered(theme).filter(
    ({ period }) => !(period && [period.from, period.until].every((key) => days.includes(key))),
  );
};

/** Lists the keys of the answers from which a field is read; required ones first. */
export const keysOf = ({ key, period }: ThemeField): readonly string[] =>
  period === undefined
    ? [key]
    : [period.from, period.until, period.startsAtNoon, period.endsAtNoon].filter((one) => one !== undefined);

/** Lists the keys of the required answers of a theme. */
export const answersAsked = (theme: Theme): string[] => [
  ...new Set([
    ...daysAsked(theme),
    ...answered(theme).flatMap((field) => (field.required ? keysOf(field).slice(0, field.period ? 2 : 1) : [])),
  ]),
];

/** Lists the keys of the answers that give the first and last day. */
export const daysAsked = ({ inTime }: Pick<Theme, 'inTime'>): string[] =>
  [inTime.from, untilKey(inTime)].filter((key) => key !== undefined);

/** Returns the key of the answer that gives the last day; undefined: none does. */
export const untilKey = (inTime: InTime): string | undefined =>
  inTime.is === 'dated' || inTime.is === 'list' ? inTime.until : undefined;

/** Returns the key of the answer that ends a period before its last day; undefined: none does. */
export const returnsKey = (inTime: InTime): string | undefined => (inTime.is === 'dated' ? inTime.returns : undefined);

/** Returns the field that holds the total of a balance. */
export const balanceField = ({ fields }: Pick<Theme, 'fields'>): ThemeField | undefined =>
  fields.find(({ source }) => source === 'balance');
