import type { CivilDate } from '../calendar/civil-date.ts';
import type { PlaceOfWork } from '../calendar/working-days.ts';
import { countedIn, movedBy, readAsked } from './read-asked.ts';
import type { Theme } from './themes/theme.ts';

/** A movement of a balance, from a day on. */
export interface Movement {
  readonly from: CivilDate;
  readonly by: number;
}

/**
 * Returns the lowest value that a balance reaches from a day on, after these movements: those of
 * one day count in the order given.
 */
export function leastOf(movements: readonly Movement[], day: CivilDate): number {
  const isLater = ({ from }: Movement): boolean => from > day;
  let total = movements.reduce((sum, one) => (isLater(one) ? sum : sum + one.by), 0);
  let least = total;
  for (const { by } of movements
    .filter(isLater)
    .toSorted((one, other) => (one.from < other.from ? -1 : Number(one.from > other.from)))) {
    total += by;
    least = Math.min(least, total);
  }
  return least;
}

/**
 * Returns what a request not applied yet would take from a balance; empty if it adds to it, because
 * that may never happen.
 */
export function takenBy(
  theme: Theme,
  { number, data }: { readonly number: string; readonly data: Readonly<Record<string, unknown>> },
  { from, places }: { readonly from: CivilDate; readonly places: readonly PlaceOfWork[] },
): (Movement & { readonly number: string })[] {
  const read = readAsked(theme, data);
  if ('wrong' in read) return [];
  const counted = countedIn(theme, data, places).map(({ field, days }) => [field.key, days ?? 0]);
  const by = movedBy(theme, { ...read.value, ...Object.fromEntries(counted) });
  if (by === null || by >= 0) return [];
  const first = read.from ?? from;
  return [{ number, from: first > from ? first : from, by }];
}
