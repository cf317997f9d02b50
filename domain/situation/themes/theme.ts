import type { Bilingual } from '../../circuit/manifest.ts';
import { GUARANTEES, type Guarantee } from '../../effect/guarantee.ts';
import type { PayMovement } from '../../pay/pay-piece.ts';
import type { TaskRole } from '../../permissions/role.ts';

/**
 * The types of a field, with the guarantee that no theme goes below for one of them (G2): what pay goes to, or who someone is
 * to social security, takes two people; identity, grade, position and working time take a signed act.
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
export type FieldType = keyof typeof FLOOR_OF_TYPE;
export const FIELD_TYPES = Object.keys(FLOOR_OF_TYPE) as FieldType[];

/** Types whose value is a number. */
export const NUMBER_TYPES: readonly FieldType[] = ['number', 'amount', 'echelon', 'index', 'quota'];

/** Types whose value says who someone is, or how to reach them: never a fact of the engine, whatever a theme says. */
export const PERSONAL_TYPES: readonly FieldType[] = ['text', 'phone', 'email', 'iban', 'nir', 'identity'];

/** Types whose value is encrypted at rest, and shown masked. */
export const SEALED_TYPES: readonly FieldType[] = ['iban', 'nir'];

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
 * Where the value of a field comes from: the answer of the form that has its key; a choice of another field, which gives it; the
 * grade of the agent's post on the day of effect; a reference grid, as it stands that day (grid.ts); the month that pay follows
 * the change from; what the movements of a balance come to, which is kept with none of them; the working days of a period, where
 * the form asks for its days, else the answer of its key; a share of another field, up to a ceiling.
 */
export type FieldSource = (typeof FIELD_SOURCES)[number];

/** Keys of the answers that say which period is counted: its days, both included, and whether it begins, or ends, at noon. */
export interface CountedBy {
  readonly from: string;
  readonly until: string;
  readonly startsAtNoon?: string;
  readonly endsAtNoon?: string;
}

/** Keys of the fields that a share is worked out from: an amount, which part of it in hundredths, and what it never goes beyond. */
export interface SharedBy {
  readonly of: string;
  readonly percent: string;
  readonly upTo?: string;
}

/** One of the values that a field may take, and what it gives to other fields (those of the source « choice »). */
export interface Choice {
  readonly value: string | number;
  readonly label?: Bilingual;
  readonly gives?: Readonly<Record<string, string | number>>;
}

export interface ThemeField {
  readonly key: string;
  readonly type: FieldType;
  readonly label: Bilingual;
  readonly help?: Bilingual;
  readonly choices?: readonly Choice[];
  /** Without it nothing is applied. */
  readonly required?: boolean;
  readonly source?: FieldSource;
  /** The grid that gives it, in the column of its key: of the source « grid ». */
  readonly grid?: string;
  /** The period whose working days it is: of that source. */
  readonly period?: CountedBy;
  /** What it is a share of: of that source. */
  readonly share?: SharedBy;
  /** Encrypted at rest and masked; `readers` may ask to read it. */
  readonly sensitive?: boolean;
  readonly readers?: readonly TaskRole[];
  /** Goes to the pieces of pay. */
  readonly pay?: boolean;
  /** May reach the engine. */
  readonly fact?: boolean;
  /** Its value only goes up, from one entry to the next; or so within one value of the field that is named. */
  readonly grows?: true | string;
}

/** Keys of the form's answers that say from which day until which: both included. */
export type InTime =
  /** One value, history kept. Without `from`, it stands from the day when it is applied. */
  | { readonly is: 'current'; readonly from?: string }
  /**
   * Periods that do not meet. `min` and `max` bound how long one lasts, as ISO 8601 durations. `returns` is the key of the answer
   * that ends one before its last day: the first day after. Given, the other answers say the period as it stands, but for its end.
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
 * Items, each with a life of its own. The answer `item` says which one changes; left empty, another one begins. `until` is that of
 * the day when an item ends, if it ever does: an item is ended, never removed.
 */
export interface ListInTime {
  readonly is: 'list';
  readonly item: string;
  readonly from?: string;
  readonly until?: string;
}

/** What a form calls the question of which item changes. */
export const ITEM_LABEL: Bilingual = { fr: 'Ce qui change', en: 'What changes' };

/**
 * Movements of an amount, which never come to less than nothing. `amount` is the key of the field that says how much; `by`, that
 * of the choice that says which way: what is among `out` is taken, the rest added.
 */
export interface BalanceInTime {
  readonly is: 'balance';
  readonly amount: string;
  readonly by: string;
  readonly out: readonly (string | number)[];
  readonly from?: string;
}

/** What is done before the last day of a period. */
export interface AtEnd {
  /** How long before it agent and managers are reminded, as an ISO 8601 duration. */
  readonly reminder: string;
  /** Whether the kinds that change the theme are offered again, filled in with what ends. */
  readonly renewal: boolean;
}

/** A rule between what is asked and what stands: `broken` is a FEEL expression. */
export interface ThemeRule {
  readonly id: string;
  /** Key of the answer at which it speaks. */
  readonly field: string;
  readonly broken: string;
  readonly message: Bilingual;
  /** What fills `{{name}}` of the message in: FEEL expressions, by name. */
  readonly params?: Readonly<Record<string, string>>;
  /** The text that it stands on; null where none says it. */
  readonly legal: string | null;
  readonly then: 'refuses' | 'warns';
}

/**
 * What code asks of a theme, beside keeping its values: `reach`, how the agent is reached outside work; `status`, what they are to
 * the ministry, which decides what is offered to them.
 */
export const THEME_USES = ['reach', 'status'] as const;
export type ThemeUse = (typeof THEME_USES)[number];

/** One matter of an agent's situation: a file of `processes/_situation/`. */
export interface Theme {
  readonly name: string;
  /** The name that circuits gave it before themes were data. */
  readonly formerly?: string;
  readonly title: Bilingual;
  /** What it means that nothing is known of it, « Temps plein »; where it means something. */
  readonly none?: Bilingual;
  readonly use?: ThemeUse;
  readonly inTime: InTime;
  /** What happens as a period of it ends; then nothing stands but what `none` says. */
  readonly atEnd?: AtEnd;
  /** Whoever has a period of it is away from work: their superior's calendar shows its days, and nothing else of it. */
  readonly away?: true;
  /** What must stand behind a change of it: at or above the floors of its fields. */
  readonly guarantee: Guarantee;
  /** What the page of an act says of it, `{key}` for each value: there where an act grounds it. */
  readonly sentence?: string;
  /** The movement of pay that follows it. */
  readonly pay?: { readonly movement: PayMovement };
  readonly fields: readonly ThemeField[];
  readonly rules: readonly ThemeRule[];
}

/** Themes by name, as a version of a circuit holds them. */
export type Themes = Readonly<Record<string, Theme>>;

/** Where the themes of a circuit stand in its bundle. */
export const THEME_FOLDER = '_situation/';

export const strongest = (guarantees: readonly Guarantee[]): Guarantee =>
  GUARANTEES[Math.max(0, ...guarantees.map((one) => GUARANTEES.indexOf(one)))] ?? 'self';

/** The floor that the fields of a theme set, whatever it says. */
export const floorOf = ({ fields }: Pick<Theme, 'fields'>): Guarantee =>
  strongest(fields.map(({ type }) => FLOOR_OF_TYPE[type]));

/** What must stand behind a change: what the theme says, never below its floor. */
export const guaranteeOf = (theme: Pick<Theme, 'fields' | 'guarantee'>): Guarantee =>
  strongest([theme.guarantee, floorOf(theme)]);

/** The theme that a step names, by its name or by the one that it had before. */
export const themeNamed = (themes: Themes, name: string | undefined): Theme | undefined =>
  name === undefined ? undefined : (themes[name] ?? Object.values(themes).find(({ formerly }) => formerly === name));

/** Whether a name is the theme's. */
export const isNamed = ({ name, formerly }: Pick<Theme, 'name' | 'formerly'>, said: string): boolean =>
  said === name || said === formerly;

/** The fields that the form answers, in themselves or by the days that they are counted from. */
export const answered = ({ fields }: Pick<Theme, 'fields'>): readonly ThemeField[] =>
  fields.filter(({ source = 'answer' }) => source === 'answer' || source === 'working-days');

/** Those that are typed where nothing else is than they and the days of the theme: what these days count is not. */
export const typedFields = (theme: Theme): readonly ThemeField[] => {
  const days = daysAsked(theme);
  return answered(theme).filter(
    ({ period }) => !(period && [period.from, period.until].every((key) => days.includes(key))),
  );
};

/** The keys of the answers that a field is read from; those that it cannot do without come first. */
export const keysOf = ({ key, period }: ThemeField): readonly string[] =>
  period === undefined
    ? [key]
    : [period.from, period.until, period.startsAtNoon, period.endsAtNoon].filter((one) => one !== undefined);

/** The keys of the answers that a theme is read from, those that it cannot do without. */
export const answersAsked = (theme: Theme): string[] => [
  ...new Set([
    ...daysAsked(theme),
    ...answered(theme).flatMap((field) => (field.required ? keysOf(field).slice(0, field.period ? 2 : 1) : [])),
  ]),
];

/** The keys of the answers that say from when until when. */
export const daysAsked = ({ inTime }: Pick<Theme, 'inTime'>): string[] =>
  [inTime.from, untilKey(inTime)].filter((key) => key !== undefined);

/** The key of the answer that says until when; undefined: none does. */
export const untilKey = (inTime: InTime): string | undefined =>
  inTime.is === 'dated' || inTime.is === 'list' ? inTime.until : undefined;

/** The key of the answer that ends a period before its last day; undefined: none does. */
export const returnsKey = (inTime: InTime): string | undefined => (inTime.is === 'dated' ? inTime.returns : undefined);

/** The field that says what the movements of a balance come to. */
export const balanceField = ({ fields }: Pick<Theme, 'fields'>): ThemeField | undefined =>
  fields.find(({ source }) => source === 'balance');
