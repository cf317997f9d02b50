import { type CivilDate, isDay } from '../calendar/civil-date.ts';
import { type EntryFacts, isSealedValue, type KeptValue, type SituationEntry, type ThemeValue } from './entry.ts';
import { answered, type FieldType, type Theme, type ThemeField } from './theme.ts';

/** What a request asks of a theme: its answers, typed. `from` null: from the day when it is applied. */
export interface AskedChange {
  readonly value: ThemeValue;
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
}

/** What a request holds nothing of that could be applied: the key of an answer, or `grade`. */
export interface Unread {
  readonly wrong: string;
  /** The grid that says nothing of it on the day of effect. */
  readonly grid?: string;
}

const isPositive = (value: number): boolean => Number.isInteger(value) && value > 0;
const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);
const number = (value: unknown): number | null =>
  (typeof value === 'number' || text(value) !== null) && Number.isFinite(Number(value)) ? Number(value) : null;
const positive = (value: unknown): number | null => (isPositive(Number(value)) ? Number(value) : null);

/** From the answer of a form to a value of the type; null: it says nothing of the kind. */
const READERS: { readonly [Type in FieldType]: (value: unknown) => KeptValue | null } = {
  text,
  choice: text,
  country: text,
  phone: text,
  email: text,
  iban: text,
  nir: text,
  identity: text,
  grade: text,
  position: text,
  fraction: text,
  month: text,
  date: (value) => (isDay(value) ? value : null),
  number,
  amount: number,
  echelon: positive,
  index: positive,
  quota: positive,
  boolean: (value) => (typeof value === 'boolean' ? value : null),
};

/** Reads one answer; null: it is not there, or says nothing of its type. */
export function readAnswer(field: ThemeField, answer: unknown): KeptValue | null {
  if (field.sensitive) return isSealedValue(answer) ? answer : null;
  return READERS[field.type](answer);
}

const isEmpty = (answer: unknown): boolean => answer === undefined || answer === null || answer === '';

/** What a request's data, as filed, says of a theme; or which of its answers says nothing that could be applied. */
export function readAsked(theme: Theme, data: Readonly<Record<string, unknown>>): AskedChange | Unread {
  const { inTime } = theme;
  const from = inTime.from === undefined ? null : data[inTime.from];
  if (from !== null && !isDay(from)) return { wrong: inTime.from ?? '' };
  const until = inTime.is === 'dated' ? data[inTime.until] : null;
  if (until !== null && !isDay(until)) return { wrong: inTime.is === 'dated' ? inTime.until : '' };
  const value: Record<string, KeptValue> = {};
  const fields = answered(theme);
  for (const field of fields) {
    const answer = data[field.key];
    if (isEmpty(answer) && !field.required) continue;
    const read = readAnswer(field, answer);
    if (read === null) return { wrong: field.key };
    value[field.key] = read;
  }
  if (Object.keys(value).length === 0) return { wrong: fields.map(({ key }) => key).join(', ') };
  return { value, from, until };
}

/** What a value is completed with, beside the answers. */
export interface ValueSources {
  /** On the day of effect, or today before the first post; null without a post. */
  gradeOn(day: CivilDate): Promise<string | null>;
  /** What a grid says of a field that day, of the values that are known; undefined: nothing. */
  fromGrid(field: ThemeField, day: CivilDate, known: ThemeValue): Promise<KeptValue | undefined>;
  /** The month that pay follows a change from that is applied now, « 2026-12 »; null while that is not known. */
  readonly payMonth: string | null;
  /** The day from which it stands where no answer says it. */
  readonly today: CivilDate;
}

/** What is written: the values that were asked, those that follow from them, and from when until when. */
export interface ReadChange {
  readonly value: ThemeValue;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
}

/** What a request gives a theme to write: asked for the page of an act, then when it is applied. */
export async function readChange(
  theme: Theme,
  data: Readonly<Record<string, unknown>>,
  sources: ValueSources,
): Promise<ReadChange | Unread> {
  const asked = readAsked(theme, data);
  if ('wrong' in asked) return asked;
  const from = asked.from ?? sources.today;
  const found: Record<string, KeptValue> = {};
  // What grids give is found by the other values.
  const isRead = ({ source }: ThemeField): boolean => source === 'grid';
  for (const field of [...theme.fields.filter((one) => !isRead(one)), ...theme.fields.filter(isRead)]) {
    const { key, source, grid = '' } = field;
    const value = await valueFor(theme, field, { value: { ...found, ...asked.value }, from, sources });
    if (value !== undefined) found[key] = value;
    else if (source === 'grade') return { wrong: 'grade' };
    else if (source === 'grid') return { wrong: key, grid };
  }
  // In the order of the theme, so that what an act says and what is written later are one text.
  const value = Object.fromEntries(
    theme.fields.flatMap(({ key }) => (found[key] === undefined ? [] : [[key, found[key]]])),
  );
  return { value, from, until: asked.until };
}

async function valueFor(
  { fields }: Theme,
  field: ThemeField,
  { value, from, sources }: { value: ThemeValue; from: CivilDate; sources: ValueSources },
): Promise<KeptValue | undefined> {
  const { key, source = 'answer' } = field;
  switch (source) {
    case 'answer':
      return value[key];
    case 'choice':
      return fields
        .flatMap(({ key: giver, choices = [] }) => choices.filter((choice) => choice.value === value[giver]))
        .find(({ gives }) => gives?.[key] !== undefined)?.gives?.[key];
    case 'grade':
      return (await sources.gradeOn(from)) ?? undefined;
    case 'grid':
      return sources.fromGrid(field, from, value);
    case 'pay-month':
      return sources.payMonth ?? undefined;
  }
}

/**
 * The same with what was left empty as it stands, of a theme that has one value from when it is applied. What stands from a day
 * that an answer gives is given whole, as a period is: whoever moves keeps no line of the former address.
 */
export function keeping({ fields, inTime }: Theme, former: SituationEntry | null, read: ReadChange): ReadChange {
  const stands = inTime.is === 'current' && inTime.from === undefined ? (former?.value ?? {}) : {};
  const value = fields.flatMap(({ key, source = 'answer' }): [string, KeptValue][] => {
    const kept = read.value[key] ?? (source === 'answer' ? stands[key] : undefined);
    return kept === undefined ? [] : [[key, kept]];
  });
  return { ...read, value: Object.fromEntries(value) };
}

/** Values and days together, as an act says them and pay compares them; `until` only where there is one. */
export const factsOf = ({ value, from, until }: ReadChange): EntryFacts => ({
  ...value,
  from,
  ...(until !== null && { until }),
});
