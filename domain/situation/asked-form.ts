import type { Bilingual } from '../bilingual.ts';
import { isFieldFormat } from '../formats/field-format.ts';
import {
  answered,
  type CountedBy,
  daysAsked,
  ITEM_LABEL,
  NUMBER_TYPES,
  PERSONAL_TYPES,
  type Theme,
  type ThemeField,
  untilKey,
} from './themes/theme.ts';

/**
 * The questions a form asks to change a theme: its components, and their words in the format of a
 * circuit's texts.
 */
export interface AskedForm {
  readonly components: readonly AskedComponent[];
  readonly words: Readonly<Record<keyof Bilingual, Readonly<Record<string, string>>>>;
}

/** A component of a Camunda form, with its words in French. */
export interface AskedComponent {
  readonly id: string;
  readonly key: string;
  readonly type: 'textfield' | 'select' | 'datetime' | 'number' | 'checkbox';
  readonly [property: string]: unknown;
}

const DAYS: Readonly<Record<'from' | 'until', Bilingual>> = {
  from: { fr: 'À partir du', en: 'From' },
  until: { fr: 'Jusqu’au', en: 'Until' },
};

const NOONS: Readonly<Record<'starts' | 'ends', Bilingual>> = {
  starts: { fr: 'Commence à midi', en: 'Begins at noon' },
  ends: { fr: 'Finit à midi', en: 'Ends at noon' },
};

/**
 * Lists every question from which a theme is read: its fields, the first and last day, and which
 * item of a list changes.
 */
export function askedForm(theme: Theme): AskedForm {
  const { inTime } = theme;
  const asked: Asked[] = [];
  if (inTime.is === 'list') asked.push(itemOf(theme, inTime.item));
  for (const key of daysAsked(theme)) {
    const isUntil = key === untilKey(inTime);
    asked.push(dayOf(key, DAYS[isUntil ? 'until' : 'from'], isUntil ? inTime.is === 'dated' : true));
  }
  for (const field of answered(theme)) {
    if (field.period === undefined) asked.push(fieldOf(theme, field));
    else asked.push(...periodOf(theme, field.period));
  }
  return {
    components: asked.map(({ component }) => component),
    words: { fr: wordsOf(asked, 'fr'), en: wordsOf(asked, 'en') },
  };
}

/** A component, and its words by part: « label », « options.domicile ». */
interface Asked {
  readonly component: AskedComponent;
  readonly says: Readonly<Record<string, Bilingual>>;
}

const wordsOf = (asked: readonly Asked[], language: keyof Bilingual): Record<string, string> =>
  Object.fromEntries(
    asked.flatMap(({ component, says }) =>
      Object.entries(says).map(([part, words]) => [`${component.key}.${part}`, words[language]]),
    ),
  );

const inRow = (key: string) => ({ layout: { row: `row-${key}`, columns: null } });
const required = (isRequired: boolean) => (isRequired ? { validate: { required: true } } : {});
const withProperties = (properties: Record<string, string>) =>
  Object.keys(properties).length > 0 ? { properties } : {};

/** Asks which item of the list changes: left empty, a new one begins. */
function itemOf({ name }: Theme, key: string): Asked {
  const component: AskedComponent = {
    ...{ id: key, key, type: 'select', label: ITEM_LABEL.fr, values: [] },
    ...withProperties({ from: `${name}.${key}` }),
    ...inRow(key),
  };
  return { component, says: { label: ITEM_LABEL } };
}

function dayOf(key: string, label: Bilingual, isRequired: boolean): Asked {
  const component: AskedComponent = {
    ...{ id: key, key, type: 'datetime', subtype: 'date', dateLabel: label.fr },
    ...required(isRequired),
    ...withProperties({ fact: 'true' }),
    ...inRow(key),
  };
  return { component, says: { label } };
}

/** Asks for the days of a counted period, except those that the theme asks for itself. */
function periodOf(theme: Theme, { from, until, startsAtNoon, endsAtNoon }: CountedBy): Asked[] {
  const own = [...daysAsked(theme), ...theme.fields.map(({ key }) => key)];
  const days = [from, until].map((key) => dayOf(key, DAYS[key === from ? 'from' : 'until'], true));
  const noons = [startsAtNoon, endsAtNoon].flatMap((key) => {
    const label = NOONS[key === startsAtNoon ? 'starts' : 'ends'];
    return key === undefined ? [] : [fieldOf(theme, { key, type: 'boolean', label })];
  });
  return [...days, ...noons].filter(({ component }) => !own.includes(component.key));
}

function fieldOf(theme: Theme, field: ThemeField): Asked {
  const { key, type, label, help, choices = [], sensitive = false, fact = false } = field;
  const isFact = fact && !sensitive && !PERSONAL_TYPES.includes(type);
  const properties = {
    ...(isFact && { fact: 'true' }),
    ...(isFieldFormat(type) && { format: type }),
    ...(sensitive && { sensitive: 'true' }),
    // A value already known is not asked again; periods and movements are new each time.
    ...(theme.inTime.is === 'current' && !sensitive && { from: `${theme.name}.${key}` }),
  };
  const options = choices.map(({ value, label: said }) => ({
    value: String(value),
    said: said ?? { fr: String(value), en: String(value) },
  }));
  const component: AskedComponent = {
    ...{ id: key, key },
    ...componentOf(field, options),
    ...(help && { description: help.fr }),
    ...required(field.required === true),
    ...withProperties(properties),
    ...inRow(key),
  };
  const offered = options.map(({ value, said }) => [`options.${value}`, said] as const);
  return { component, says: { label, ...(help && { description: help }), ...Object.fromEntries(offered) } };
}

function componentOf(
  { type, label }: ThemeField,
  options: readonly { readonly value: string; readonly said: Bilingual }[],
): Pick<AskedComponent, 'type'> & Record<string, unknown> {
  if (options.length > 0)
    return { type: 'select', label: label.fr, values: options.map(({ value, said }) => ({ label: said.fr, value })) };
  if (type === 'date') return { type: 'datetime', subtype: 'date', dateLabel: label.fr };
  if (type === 'boolean') return { type: 'checkbox', label: label.fr };
  if (NUMBER_TYPES.includes(type)) return { type: 'number', label: label.fr };
  return { type: 'textfield', label: label.fr };
}
