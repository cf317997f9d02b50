import { isDay } from '../calendar/civil-date.ts';
import { isSealedValue, type KeptValue, type ThemeInForce } from './entry.ts';
import type { Themes } from './theme.ts';

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
export const canFillFrom = (themes: Themes, { theme, field }: FilledFrom): boolean =>
  themes[theme]?.fields.some(({ key, sensitive = false }) => key === field && !sensitive) ?? false;

/** Whether such an answer may reach the engine: as the theme says of its field. */
export const mayBeFact = (themes: Themes, { theme, field }: FilledFrom): boolean =>
  themes[theme]?.fields.some(({ key, fact = false }) => key === field && fact) ?? false;

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
  readonly origins: readonly { readonly key: string; readonly from: ThemeInForce }[];
}

/** What is known already of what a form asks, at its top: nothing of what it repeats. */
export function prefill(components: readonly Filled[], situation: readonly ThemeInForce[]): Prefilled {
  const data: Record<string, unknown> = {};
  const origins: { readonly key: string; readonly from: ThemeInForce }[] = [];
  for (const { key, type, properties, components: inner } of flat(components)) {
    const asked = readFrom(properties?.from);
    const from = asked && situation.find(({ definition }) => definition.name === asked.theme);
    const value = asked && from?.entry?.value[asked.field];
    if (!key || inner !== undefined || !from || value === undefined || value === null || isSealedValue(value)) continue;
    const answer = ANSWER[type]?.(value);
    if (answer === undefined) continue;
    data[key] = answer;
    origins.push({ key, from });
  }
  return { data, origins };
}

/** Whether anything in a form is filled in from the situation. */
export const isPrefilled = (components: readonly Filled[]): boolean =>
  flat(components).some(({ properties }) => readFrom(properties?.from) !== null);

/** Groups are only drawn; a list repeats its components, and has a place of its own for their answers. */
const flat = (components: readonly Filled[]): readonly Filled[] =>
  components.flatMap((component) => (component.type === 'group' ? flat(component.components ?? []) : [component]));
