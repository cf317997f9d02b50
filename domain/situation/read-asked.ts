import { type CivilDate, isDay, type Period } from '../calendar/civil-date.ts';
import { type PlaceOfWork, workingDays } from '../calendar/working-days.ts';
import { type EntryFacts, isSealedValue, type KeptValue, type SituationEntry, type ThemeValue } from './entry.ts';
import {
  answered,
  balanceField,
  type CountedBy,
  type FieldType,
  returnsKey,
  type SharedBy,
  type Theme,
  type ThemeField,
  untilKey,
} from './themes/theme.ts';

/** What a request asks of a theme: its answers, typed. `from` null: from the day it is applied. */
export interface AskedChange {
  readonly value: ThemeValue;
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
  /** The item of a list that changes; null: a new one begins, or the theme is no list. */
  readonly item: string | null;
}

/** A missing or invalid value that stops a change: the key of an answer, or `grade`. */
export interface Unread {
  readonly wrong: string;
  /** The grid that has no row for it on the day of effect. */
  readonly grid?: string;
}

const isPositive = (value: number): boolean => Number.isInteger(value) && value > 0;
const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);
const number = (value: unknown): number | null =>
  (typeof value === 'number' || text(value) !== null) && Number.isFinite(Number(value)) ? Number(value) : null;
const positive = (value: unknown): number | null => (isPositive(Number(value)) ? Number(value) : null);

/** Converts an answer of a form to a value of the type; null: it does not fit. */
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

/** Reads one answer; null: it is missing, or not of the field's type. */
export function readAnswer(field: ThemeField, answer: unknown): KeptValue | null {
  if (field.sensitive) return isSealedValue(answer) ? answer : null;
  return READERS[field.type](answer);
}

const isEmpty = (answer: unknown): boolean => answer === undefined || answer === null || answer === '';

/** True if the answers end a period before its last day (InTime, `returns`). */
export const isReturn = ({ inTime }: Theme, data: Readonly<Record<string, unknown>>): boolean => {
  const key = returnsKey(inTime);
  return key !== undefined && !isEmpty(data[key]);
};

/**
 * Reads what a request's data, as filed, asks of a theme; or returns the answer that cannot be
 * applied.
 */
export function readAsked(theme: Theme, data: Readonly<Record<string, unknown>>): AskedChange | Unread {
  const { inTime } = theme;
  const item = inTime.is === 'list' ? text(data[inTime.item]) : null;
  const until = readDay(data, untilKey(inTime), inTime.is === 'dated');
  const ends = item !== null && 'day' in until && until.day !== null;
  const from = readDay(data, inTime.from, !ends);
  if ('wrong' in from) return from;
  if ('wrong' in until) return until;
  const value: Record<string, KeptValue> = {};
  const fields = answered(theme);
  for (const field of fields) {
    const unread = unreadPeriod(field, data);
    if (unread !== undefined) return unread;
    if (isCounted(field, data)) continue;
    const answer = data[field.key];
    if (isEmpty(answer) && (!field.required || item !== null)) continue;
    const read = readAnswer(field, answer);
    if (read === null) return { wrong: field.key };
    value[field.key] = read;
  }
  const says = Object.keys(value).length > 0 || fields.some((field) => isCounted(field, data));
  if (!says && !ends) return { wrong: fields.map(({ key }) => key).join(', ') };
  return { value, from: from.day, until: until.day, item };
}

/** True if the answers give the period that a field counts: any number typed in is then ignored. */
const isCounted = ({ period }: ThemeField, data: Readonly<Record<string, unknown>>): boolean =>
  period !== undefined && !isEmpty(data[period.until]);

/** Returns which day of a counted period is missing or invalid, if any. */
function unreadPeriod({ period }: ThemeField, data: Readonly<Record<string, unknown>>): Unread | undefined {
  if (period === undefined || isEmpty(data[period.until])) return undefined;
  const wrong = [period.from, period.until].find((key) => !isDay(data[key]));
  return wrong === undefined ? undefined : { wrong };
}

/**
 * Counts the working days of each such field; null: the period is reversed, or too long to be
 * counted.
 */
export const countedIn = (
  { fields }: Theme,
  data: Readonly<Record<string, unknown>>,
  places: readonly PlaceOfWork[],
): { readonly field: ThemeField; readonly days: number | null }[] =>
  fields.filter((field) => isCounted(field, data)).map((field) => ({ field, days: daysCounted(field, data, places) }));

function daysCounted(
  { period }: ThemeField,
  data: Readonly<Record<string, unknown>>,
  places: readonly PlaceOfWork[],
): number | null {
  if (period === undefined) return null;
  const isTicked = (key = ''): boolean => data[key] === true;
  return workingDays(
    {
      ...{ from: String(data[period.from]), until: String(data[period.until]) },
      ...{ startsAtNoon: isTicked(period.startsAtNoon), endsAtNoon: isTicked(period.endsAtNoon) },
    },
    places,
  );
}

/** Reads a day among the answers; null: no answer gives it, and none has to. */
function readDay(
  data: Readonly<Record<string, unknown>>,
  key: string | undefined,
  due: boolean,
): { readonly day: CivilDate | null } | Unread {
  const day = key === undefined ? null : data[key];
  if (key === undefined || (isEmpty(day) && !due)) return { day: null };
  return isDay(day) ? { day } : { wrong: key };
}

/** Sources that complete a value, besides the answers. */
export interface ValueSources {
  /** Returns the grade on the day of effect, or today before the first post; null: no post. */
  gradeOn(day: CivilDate): Promise<string | null>;
  /** Returns what a grid gives a field that day for the known values; undefined: nothing. */
  fromGrid(field: ThemeField, day: CivilDate, known: ThemeValue): Promise<KeptValue | undefined>;
  /** Returns the agent's places of work over a period. */
  placesOver(period: Period): Promise<readonly PlaceOfWork[]>;
  /** The month from which pay follows a change applied now, « 2026-12 »; null: not known yet. */
  readonly payMonth: string | null;
  /** The first day of a change if no answer gives it. */
  readonly today: CivilDate;
}

/** A change ready to be written: the values asked, those derived from them, and the days. */
export interface ReadChange {
  readonly value: ThemeValue;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  readonly item: string | null;
}

/**
 * Reads the change that a request makes to a theme: for the page of an act, then when it is
 * applied.
 */
export async function readChange(
  theme: Theme,
  data: Readonly<Record<string, unknown>>,
  sources: ValueSources,
): Promise<ReadChange | Unread> {
  const asked = readAsked(theme, data);
  if ('wrong' in asked) return asked;
  const from = asked.from ?? sources.today;
  const found: Record<string, KeptValue> = {};
  for (const field of [...theme.fields].sort((a, b) => rankOf(a) - rankOf(b))) {
    const { key, source, grid = '' } = field;
    const value = await valueFor(theme, field, { value: { ...found, ...asked.value }, from, data, sources });
    if (value !== undefined) found[key] = value;
    else if (isCounted(field, data)) return { wrong: field.period?.until ?? key };
    else if (source === 'grade') return { wrong: 'grade' };
    else if (source === 'grid') return { wrong: key, grid };
  }
  // In the order of the theme, so that the act and the entry written later have the same text.
  const value = Object.fromEntries(
    theme.fields.flatMap(({ key }) => (found[key] === undefined ? [] : [[key, found[key]]])),
  );
  return { value, from, until: asked.until, item: asked.item };
}

/** Values of grids are found by the other values, and a share is computed from all of them. */
const rankOf = ({ source = 'answer' }: ThemeField): number => ['grid', 'share'].indexOf(source);

async function valueFor(
  { fields }: Theme,
  field: ThemeField,
  {
    value,
    from,
    data,
    sources,
  }: { value: ThemeValue; from: CivilDate; data: Readonly<Record<string, unknown>>; sources: ValueSources },
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
    case 'working-days':
      return field.period !== undefined && isCounted(field, data)
        ? (daysCounted(field, data, await sources.placesOver(periodIn(field.period, data))) ?? undefined)
        : value[key];
    case 'share':
      return field.share && shareOf(field.share, value);
    case 'balance':
      return undefined;
  }
}

/** Computes a share, to the cent; undefined: its base is not known. */
function shareOf({ of, percent, upTo }: SharedBy, value: ThemeValue): number | undefined {
  const [amount, part, ceiling] = [value[of], value[percent], upTo === undefined ? undefined : value[upTo]];
  if (typeof amount !== 'number' || typeof part !== 'number') return undefined;
  const share = Math.round(amount * part) / 100;
  return typeof ceiling === 'number' ? Math.min(share, ceiling) : share;
}

const periodIn = ({ from, until }: CountedBy, data: Readonly<Record<string, unknown>>): Period => ({
  ...{ from: String(data[from]), until: String(data[until]) },
});

/**
 * Fills the values left empty from the former entry: for a theme with one value from the day it is
 * applied, or for an item of a list. A value with a first day given by an answer replaces the
 * former one entirely, as a period does: a new address keeps no line of the former one. An item
 * that only ends keeps its values and its first day.
 */
export function keeping(theme: Theme, former: SituationEntry | null, read: ReadChange): ReadChange {
  const { inTime } = theme;
  if (inTime.is !== 'list' && (inTime.is !== 'current' || inTime.from !== undefined)) return read;
  const stands = former?.value ?? {};
  const value = theme.fields.flatMap(({ key, source = 'answer' }): [string, KeptValue][] => {
    // A value derived from a choice is kept with it.
    const kept = read.value[key] ?? (['answer', 'choice', 'working-days'].includes(source) ? stands[key] : undefined);
    return kept === undefined ? [] : [[key, kept]];
  });
  const whole = { ...read, value: Object.fromEntries(value) };
  if (inTime.is === 'current' || former === null) return whole;
  const onlyEnds = !answered(theme).some(({ key }) => key in read.value);
  return { ...whole, from: onlyEnds ? former.from : read.from, until: read.until ?? former.until };
}

/**
 * Returns what a movement adds to a balance (negative: takes from it); null: the theme is no
 * balance, or no amount is given.
 */
export function movedBy({ inTime }: Theme, value: ThemeValue): number | null {
  if (inTime.is !== 'balance') return null;
  const amount = value[inTime.amount];
  const way = value[inTime.by];
  if (typeof amount !== 'number') return null;
  return inTime.out.some((out) => out === way) ? -amount : amount;
}

/** Adds to a movement the balance it leaves, after those before. */
export function withBalance(theme: Theme, former: SituationEntry | null, read: ReadChange): ReadChange {
  const key = balanceField(theme)?.key;
  const moved = movedBy(theme, read.value);
  if (key === undefined || moved === null) return read;
  return { ...read, value: { ...read.value, [key]: Number(former?.value[key] ?? 0) + moved } };
}

/**
 * Returns values and days together, as an act states them and pay compares them; `until` only if
 * there is one.
 */
export const factsOf = ({ value, from, until }: Omit<ReadChange, 'item'>): EntryFacts => ({
  ...value,
  from,
  ...(until !== null && { until }),
});
