import type { CivilDate } from '../calendar/civil-date.ts';
import type { Theme } from './themes/theme.ts';

/** A value as the situation stores it: plain, or encrypted with its mask. */
export type KeptValue = string | number | boolean | SealedValue;
/** An encrypted value, and the mask shown in its place. */
export interface SealedValue {
  readonly sealed: string;
  readonly shown: string;
}

/** The values of a theme, by key of its fields. */
export type ThemeValue = Readonly<Record<string, KeptValue>>;

/**
 * The value of a theme of a person's situation between two days, both included; `until` null: no
 * end is known.
 */
export interface SituationEntry {
  readonly theme: string;
  readonly value: ThemeValue;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  /** The item of a list concerned: the same from one entry to the next. */
  readonly item?: string | null;
}

/**
 * The value of a theme on a day, with its definition; `entry` null: nothing is known, or it is a
 * list.
 */
export interface ThemeInForce {
  readonly definition: Theme;
  readonly entry: SituationEntry | null;
  /** The current items of a list, the oldest first; empty for any other theme. */
  readonly items: readonly SituationEntry[];
}

/**
 * Values and days together, by their keys: what an act states, and what a pay piece is compared
 * with.
 */
export type EntryFacts = Readonly<Record<string, KeptValue>>;

/**
 * Keeps the values or answers that rules and tables may read: nothing sealed, no list nor document.
 */
export const inClear = (values: Readonly<Record<string, unknown>>): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(values).filter((one): one is [string, string | number | boolean] =>
      ['string', 'number', 'boolean'].includes(typeof one[1]),
    ),
  );

/** Returns an entry as rules and tables read it: its values in clear, with its days. */
export const entryInClear = ({ value, from, until, item }: SituationEntry) => ({
  ...inClear(value),
  ...{ from, until },
  ...(item != null && { item }),
});

/** True for an encrypted value. */
export const isSealedValue = (value: unknown): value is SealedValue =>
  typeof value === 'object' && value !== null && 'sealed' in value && 'shown' in value;
