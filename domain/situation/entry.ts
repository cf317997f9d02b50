import type { CivilDate } from '../calendar/civil-date.ts';
import type { Theme } from './themes/theme.ts';

/** A value as the situation keeps it: plain, or encrypted beside its mask. */
export type KeptValue = string | number | boolean | SealedValue;
export interface SealedValue {
  readonly sealed: string;
  readonly shown: string;
}

/** The values of a theme, by key of its fields. */
export type ThemeValue = Readonly<Record<string, KeptValue>>;

/** What someone's situation says of a theme, from a day until another, both included; `until` null: no end is known. */
export interface SituationEntry {
  readonly theme: string;
  readonly value: ThemeValue;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  /** Which one of a list it says this of: the same from one entry to the next. */
  readonly item?: string | null;
}

/** What stands of a theme on a day, with the definition that says how it reads; null: nothing is known, or it is a list. */
export interface ThemeInForce {
  readonly definition: Theme;
  readonly entry: SituationEntry | null;
  /** The items of a list that stand, the first begun first; of no other theme. */
  readonly items: readonly SituationEntry[];
}

/** Values and days together, by their keys: what an act says, what a piece of pay is compared with. */
export type EntryFacts = Readonly<Record<string, KeptValue>>;

/** What of some values or answers may be read by rules and tables: nothing sealed, no list nor document. */
export const inClear = (values: Readonly<Record<string, unknown>>): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(values).filter((one): one is [string, string | number | boolean] =>
      ['string', 'number', 'boolean'].includes(typeof one[1]),
    ),
  );

/** What stands, as rules and tables read it: its values in clear, with its days. */
export const entryInClear = ({ value, from, until, item }: SituationEntry) => ({
  ...inClear(value),
  ...{ from, until },
  ...(item != null && { item }),
});

export const isSealedValue = (value: unknown): value is SealedValue =>
  typeof value === 'object' && value !== null && 'sealed' in value && 'shown' in value;
