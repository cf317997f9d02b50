import { dayAfter, isDay } from '../calendar/civil-date.ts';
import type { Bilingual } from '../circuit/manifest.ts';
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

/** Where a component of a form is filled in from: property `from = "<theme>.<field>"`. */
export interface FilledFrom {
  readonly theme: string;
  readonly field: string;
}

/** The property as it is written; null when it says nothing of the kind. */
export function readFrom(written: string | undefined): FilledFrom | null {
  const [, theme, field] = /^([a-z][a-z0-9-]*)\.([a-zA-Z][a-zA-Z0-9]*)$/.exec(written ?? '') ?? [];
  return theme === undefined || field === undefined ? null : { theme, field };
}

/** Whether a form can be filled in from there: what is sealed never leaves its seal. */
export const canFillFrom = (themes: Themes, from: FilledFrom): boolean =>
  isItemOf(themes[from.theme], from.field) ||
  daysOf(themes[from.theme]).some(({ key }) => key === from.field) ||
  (themes[from.theme]?.fields.some(({ key, sensitive = false }) => key === from.field && !sensitive) ?? false);

/** The days of what stands, by the keys of the answers that say them: but of a balance, whose movements have one each. */
const daysOf = (theme: Theme | undefined): Fillable[] => {
  if (theme === undefined || theme.inTime.is === 'balance') return [];
  const { from } = theme.inTime;
  return daysAsked(theme).map((key) => ({ key, label: DAY_LABELS[key === from ? 'from' : 'until'], type: 'date' }));
};

const DAY_LABELS = {
  from: { fr: 'Depuis le', en: 'Since' },
  until: { fr: 'Jusqu’au', en: 'Until' },
} as const satisfies Record<string, Bilingual>;

/** What a form can be filled in with, of a theme: which item of a list it changes, its fields but for those sealed, its days. */
export function fillable(theme: Theme): Fillable[] {
  const { inTime, fields } = theme;
  const item: Fillable[] = inTime.is === 'list' ? [{ key: inTime.item, label: ITEM_LABEL, type: 'choice' }] : [];
  return [
    ...item,
    ...fields.flatMap(({ key, label, type, sensitive = false }) => (sensitive ? [] : [{ key, label, type }])),
    ...daysOf(theme),
  ];
}

export type Fillable = Pick<ThemeField, 'key' | 'label' | 'type'>;

/** Whether an answer of a component can be a value of that type: what is not is never filled in. */
export const takesType = (component: string, { type }: Pick<Fillable, 'type'>): boolean => {
  if (component === 'datetime') return type === 'date';
  if (component === 'checkbox') return type === 'boolean';
  if (component === 'number') return NUMBER_TYPES.includes(type);
  return Object.hasOwn(ANSWER, component);
};

/** Whether a form asks there which item of a list it changes. */
export const isItemOf = (theme: Theme | undefined, field: string): boolean =>
  theme?.inTime.is === 'list' && theme.inTime.item === field;

/** Whether such an answer may reach the engine: as the theme says of its field; since when something stands may. */
export const mayBeFact = (themes: Themes, { theme, field }: FilledFrom): boolean =>
  daysOf(themes[theme]).some(({ key }) => key === field) ||
  (themes[theme]?.fields.some(({ key, fact = false }) => key === field && fact) ?? false);

/** A component that is filled in from the situation. */
interface Filled {
  readonly key?: string;
  readonly type: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly components?: readonly Filled[];
}

/** What is answered of each type of component, from a value of the situation; undefined: nothing of its type. */
const ANSWER: Readonly<Record<string, (value: KeptValue) => unknown>> = {
  textfield: String,
  textarea: String,
  select: String,
  radio: String,
  number: (value) => (typeof value === 'number' ? value : undefined),
  checkbox: (value) => (typeof value === 'boolean' ? value : undefined),
  datetime: (value) => (isDay(value) ? value : undefined),
};

/** What a form is filled in with, and where each answer comes from. */
export interface Prefilled {
  readonly data: Readonly<Record<string, unknown>>;
  readonly origins: readonly {
    readonly key: string;
    readonly theme: Theme;
    readonly entry: SituationEntry;
  }[];
  /** Where it asks which item of a list it changes, and those that there are. */
  readonly offers: readonly ItemOffer[];
}

export interface ItemOffer {
  readonly key: string;
  readonly theme: Theme;
  readonly items: readonly SituationEntry[];
}

/**
 * What is known already of what a form asks, at its top: nothing of what it repeats. Of a list, what the item says that is named
 * among `chosen`; of none, nothing.
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

/** A value of what stands, or one of its days. */
const standsAt = (theme: Theme, { value, from, until }: SituationEntry, key: string): KeptValue | null | undefined => {
  if (!daysOf(theme).some((day) => day.key === key)) return value[key];
  return key === theme.inTime.from ? from : until;
};

/** Whether the kinds that change a theme are offered again for what stands of it: it ends, and its theme says so. */
export const isRenewed = ({ atEnd }: Theme, entry: Pick<SituationEntry, 'until'> | null): boolean =>
  atEnd?.renewal === true && entry !== null && entry.until !== null;

/** What a form is filled in with to renew what ends: the same values, from the day after; the last day is for the agent to say. */
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
    // What is filled in with what stands stays so: such a form ends it rather than renew it.
    const value = readFrom(properties?.from)?.theme === theme.name ? undefined : values[key];
    const answer = value === undefined || isSealedValue(value) ? undefined : ANSWER[type]?.(value);
    return answer === undefined ? [] : [[key, answer]];
  });
  return Object.fromEntries(answers);
}

/** Where a form asks which item of a list it changes. */
export const itemsAskedBy = (components: readonly Filled[], themes: Themes): Omit<ItemOffer, 'items'>[] =>
  flat(components).flatMap(({ key, properties }) => {
    const asked = readFrom(properties?.from);
    const theme = asked === null ? undefined : themes[asked.theme];
    return key && asked && theme && isItemOf(theme, asked.field) ? [{ key, theme }] : [];
  });

/** Whether a form asks from which day what stands of a theme ends, before its last one. */
export const asksReturn = (components: readonly Filled[], theme: Theme | undefined): boolean =>
  theme !== undefined && flat(components).some(({ key }) => key !== undefined && key === returnsKey(theme.inTime));

/** Whether anything in a form is filled in from the situation. */
export const isPrefilled = (components: readonly Filled[]): boolean =>
  flat(components).some(({ properties }) => readFrom(properties?.from) !== null);

/** Groups are only drawn; a list repeats its components, and has a place of its own for their answers. */
const flat = (components: readonly Filled[]): readonly Filled[] =>
  components.flatMap((component) => (component.type === 'group' ? flat(component.components ?? []) : [component]));
