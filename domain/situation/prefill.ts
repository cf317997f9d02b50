import type { Bilingual } from '../bilingual.ts';
import { dayAfter, isDay } from '../calendar/civil-date.ts';
import { isSealedValue, type KeptValue, type SituationEntry, type ThemeInForce } from './entry.ts';
import {
  answered,
  daysAsked,
  ITEM_LABEL,
  NUMBER_TYPES,
  returnsKey,
  type Theme,
  type ThemeField,
  type Themes,
} from './themes/theme.ts';

/** The source of a prefilled component: property `from = "<theme>.<field>"`. */
export interface FilledFrom {
  readonly theme: string;
  readonly field: string;
}

/** Parses the property; null: it names no theme. */
export function readFrom(written: string | undefined): FilledFrom | null {
  const [, theme, field] = /^([a-z][a-z0-9-]*)\.([a-zA-Z][a-zA-Z0-9]*)$/.exec(written ?? '') ?? [];
  return theme === undefined || field === undefined ? null : { theme, field };
}

/** True if a form can be prefilled from there: never from a sealed value. */
export const canFillFrom = (themes: Themes, from: FilledFrom): boolean =>
  isItemOf(themes[from.theme], from.field) ||
  daysOf(themes[from.theme]).some(({ key }) => key === from.field) ||
  (themes[from.theme]?.fields.some(({ key, sensitive = false }) => key === from.field && !sensitive) ?? false);

/**
 * Lists the days of an entry, by the keys of the answers that give them; none for a balance, whose
 * movements each have their own.
 */
const daysOf = (theme: Theme | undefined): Fillable[] => {
  if (theme === undefined || theme.inTime.is === 'balance') return [];
  const { from } = theme.inTime;
  return daysAsked(theme).map((key) => ({ key, label: DAY_LABELS[key === from ? 'from' : 'until'], type: 'date' }));
};

const DAY_LABELS = {
  from: { fr: 'Depuis le', en: 'Since' },
  until: { fr: 'Jusqu’au', en: 'Until' },
} as const satisfies Record<string, Bilingual>;

/**
 * Lists what a form can be prefilled with from a theme: the item of a list, its fields except those
 * sealed, its days.
 */
export function fillable(theme: Theme): Fillable[] {
  const { inTime, fields } = theme;
  const item: Fillable[] = inTime.is === 'list' ? [{ key: inTime.item, label: ITEM_LABEL, type: 'choice' }] : [];
  return [
    ...item,
    ...fields.flatMap(({ key, label, type, sensitive = false }) => (sensitive ? [] : [{ key, label, type }])),
    ...daysOf(theme),
  ];
}

/** A value of a theme that a form can be prefilled with. */
export type Fillable = Pick<ThemeField, 'key' | 'label' | 'type'>;

/** True if a component can hold a value of that type: the others are never prefilled. */
export const takesType = (component: string, { type }: Pick<Fillable, 'type'>): boolean => {
  if (component === 'datetime') return type === 'date';
  if (component === 'checkbox') return type === 'boolean';
  if (component === 'number') return NUMBER_TYPES.includes(type);
  return Object.hasOwn(ANSWER, component);
};

/** True if a form asks there which item of a list changes. */
export const isItemOf = (theme: Theme | undefined, field: string): boolean =>
  theme?.inTime.is === 'list' && theme.inTime.item === field;

/**
 * True if such an answer may reach the engine: if the theme allows it for its field; the days of an
 * entry always may.
 */
export const mayBeFact = (themes: Themes, { theme, field }: FilledFrom): boolean =>
  daysOf(themes[theme]).some(({ key }) => key === field) ||
  (themes[theme]?.fields.some(({ key, fact = false }) => key === field && fact) ?? false);

/** A component that may be prefilled from the situation. */
interface Filled {
  readonly key?: string;
  readonly type: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly components?: readonly Filled[];
}

/**
 * Converts a value of the situation to an answer, by type of component; undefined: it does not fit.
 */
const ANSWER: Readonly<Record<string, (value: KeptValue) => unknown>> = {
  textfield: String,
  textarea: String,
  select: String,
  radio: String,
  number: (value) => (typeof value === 'number' ? value : undefined),
  checkbox: (value) => (typeof value === 'boolean' ? value : undefined),
  datetime: (value) => (isDay(value) ? value : undefined),
};

/** The answers prefilled in a form, with the source of each. */
export interface Prefilled {
  readonly data: Readonly<Record<string, unknown>>;
  readonly origins: readonly {
    readonly key: string;
    readonly theme: Theme;
    readonly entry: SituationEntry;
  }[];
  /** Components that ask which item of a list changes, with the items to choose from. */
  readonly offers: readonly ItemOffer[];
}

/** A component that asks which item of a list changes, with the items to choose from. */
export interface ItemOffer {
  readonly key: string;
  readonly theme: Theme;
  readonly items: readonly SituationEntry[];
}

/**
 * Prefills the top level of a form with what is known: nothing in repeated parts. For a list, with
 * the item named in `chosen`, if any.
 */
export function prefill(
  components: readonly Filled[],
  situation: readonly ThemeInForce[],
  chosen: readonly unknown[] = [],
): Prefilled {
  const data: Record<string, unknown> = {};
  const origins: Prefilled['origins'][number][] = [];
  const offers: ItemOffer[] = [];
  for (const { key, type, properties, components: inner } of flat(components)) {
    const asked = readFrom(properties?.from);
    const from = asked && situation.find(({ definition }) => definition.name === asked.theme);
    if (!key || inner !== undefined || !from) continue;
    const { definition: theme, items } = from;
    const isItem = isItemOf(theme, asked.field);
    if (isItem) offers.push({ key, theme, items });
    const entry = from.entry ?? items.find(({ item }) => chosen.includes(item)) ?? null;
    const value = isItem ? entry?.item : entry && standsAt(theme, entry, asked.field);
    if (entry === null || value === undefined || value === null || isSealedValue(value)) continue;
    const answer = ANSWER[type]?.(value);
    if (answer === undefined) continue;
    data[key] = answer;
    origins.push({ key, theme, entry });
  }
  return { data, origins, offers };
}

/** Returns a value of an entry, or one of its days. */
const standsAt = (theme: Theme, { value, from, until }: SituationEntry, key: string): KeptValue | null | undefined => {
  if (!daysOf(theme).some((day) => day.key === key)) return value[key];
  return key === theme.inTime.from ? from : until;
};

/**
 * True if the kinds that change a theme are offered again for its current entry: it has an end, and
 * its theme asks for renewal.
 */
export const isRenewed = ({ atEnd }: Theme, entry: Pick<SituationEntry, 'until'> | null): boolean =>
  atEnd?.renewal === true && entry !== null && entry.until !== null;

/**
 * Prefills a form to renew an entry that ends: the same values, from the day after; the agent gives
 * the last day.
 */
export function renewed(
  components: readonly Filled[],
  theme: Theme,
  entry: SituationEntry,
): Readonly<Record<string, unknown>> {
  const { inTime } = theme;
  const next = entry.until === null ? undefined : dayAfter(entry.until, { days: 1 });
  const values: Record<string, KeptValue | undefined> = {
    ...Object.fromEntries(answered(theme).map(({ key }) => [key, entry.value[key]])),
    ...(inTime.from !== undefined && { [inTime.from]: next }),
  };
  const answers = flat(components).flatMap(({ key = '', type, properties }): [string, unknown][] => {
    // A component prefilled from the current entry stays so: such a form ends the entry rather than
    // renews it.
    const value = readFrom(properties?.from)?.theme === theme.name ? undefined : values[key];
    const answer = value === undefined || isSealedValue(value) ? undefined : ANSWER[type]?.(value);
    return answer === undefined ? [] : [[key, answer]];
  });
  return Object.fromEntries(answers);
}

/** Lists the components that ask which item of a list changes. */
export const itemsAskedBy = (components: readonly Filled[], themes: Themes): Omit<ItemOffer, 'items'>[] =>
  flat(components).flatMap(({ key, properties }) => {
    const asked = readFrom(properties?.from);
    const theme = asked === null ? undefined : themes[asked.theme];
    return key && asked && theme && isItemOf(theme, asked.field) ? [{ key, theme }] : [];
  });

/** True if a form asks for the day on which the current period of a theme ends early. */
export const asksReturn = (components: readonly Filled[], theme: Theme | undefined): boolean =>
  theme !== undefined && flat(components).some(({ key }) => key !== undefined && key === returnsKey(theme.inTime));

/** True if any component of a form is prefilled from the situation. */
export const isPrefilled = (components: readonly Filled[]): boolean =>
  flat(components).some(({ properties }) => readFrom(properties?.from) !== null);

/**
 * Flattens groups, which are only visual; a list repeats its components and stores their answers
 * separately.
 */
const flat = (components: readonly Filled[]): readonly Filled[] =>
  components.flatMap((component) => (component.type === 'group' ? flat(component.components ?? []) : [component]));
