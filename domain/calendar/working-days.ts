import { type CivilDate, covers, dayAfter, isDay, type Period } from './civil-date.ts';
import { isWorkingDay } from './holiday.ts';
import type { PlaceClock } from './place-clock.ts';

/** Where somebody works from a day until another. */
export interface PlaceOfWork extends Period {
  readonly clock: PlaceClock;
}

/** A period whose ends may be half days. */
export interface CountedPeriod {
  readonly from: CivilDate;
  readonly until: CivilDate;
  /** It begins at noon. */
  readonly startsAtNoon?: boolean;
  /** It ends at noon. */
  readonly endsAtNoon?: boolean;
}

/** Returns the last day of the longest period that is counted: a year. */
export const lastCounted = (from: CivilDate): CivilDate => dayAfter(from, { years: 1, days: -1 });

/**
 * Counts the working days of a period, in halves: without Saturdays, Sundays and the public
 * holidays of the place where the agent works each day (the last post begun; without any, mainland
 * France). Null: it ends before it begins, or lasts more than a year.
 * @example workingDays({ from: '2026-05-13', until: '2026-05-15' }, []) // 2: Ascension Day is in
 * between
 */
export function workingDays(
  { from, until, startsAtNoon = false, endsAtNoon = false }: CountedPeriod,
  places: readonly PlaceOfWork[],
): number | null {
  if (!isDay(from) || !isDay(until) || until < from || until > lastCounted(from)) return null;
  const works = (day: CivilDate): number => (isWorkingDay(day, placeOn(places, day)) ? 1 : 0);
  let days = 0;
  for (let day = from; day <= until; day = dayAfter(day, { days: 1 })) days += works(day);
  if (startsAtNoon) days -= works(from) / 2;
  if (endsAtNoon) days -= works(until) / 2;
  return days;
}

const placeOn = (places: readonly PlaceOfWork[], day: CivilDate): PlaceClock | undefined =>
  places
    .filter((place) => covers(place, day))
    .reduce<PlaceOfWork | undefined>((last, place) => (last && last.from >= place.from ? last : place), undefined)
    ?.clock;
