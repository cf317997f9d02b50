/** One root is made a day: a day and a half after the last, one is missing. */
const LATE_MS = 36 * 3_600_000;
/** A place that is unreachable for an hour receives its root later the same day. */
const BEHIND_MS = 24 * 3_600_000;

/**
 * States of the daily roots: made and written outside; not made; made, but written nowhere; or
 * missing from some of the places.
 */
export const ROOT_STANDINGS = ['good', 'not-made', 'not-written', 'not-everywhere'] as const;
/** A state of the daily roots. */
export type RootStanding = (typeof ROOT_STANDINGS)[number];

/** The places where roots are written. */
export const ROOT_PLACES = ['folder', 'mail', 's3'] as const;
/** A place where roots are written. */
export type RootPlaceName = (typeof ROOT_PLACES)[number];

/** The state of one place. */
export interface PlaceStand {
  readonly name: RootPlaceName;
  /** Since when the workers write there. */
  readonly since: Date;
  /** When the oldest root not yet written there was made; null: all are written. */
  readonly behindSince: Date | null;
}

/** The facts from which the state of the daily roots is judged. */
export interface RootsStand {
  /**
   * When the first event was written: before that there is nothing to make a root of; null: no
   * event yet.
   */
  readonly since: Date | null;
  /** When the last root was made. */
  readonly madeAt: Date | null;
  /** When the last root written outside was made. */
  readonly writtenOf: Date | null;
  readonly places: readonly PlaceStand[];
}

/** Returns the state of the daily roots. */
export function rootStanding({ since, madeAt, writtenOf, places }: RootsStand, now: Date): RootStanding {
  const isLate = (at: Date | null) => at !== null && now.getTime() - at.getTime() > LATE_MS;
  if (isLate(madeAt ?? since)) return 'not-made';
  if (isLate(writtenOf ?? since)) return 'not-written';
  return latePlaces(places, now).length > 0 ? 'not-everywhere' : 'good';
}

/** Lists the places that have lacked a root for more than a day. */
export const latePlaces = (places: readonly PlaceStand[], now: Date): PlaceStand[] =>
  places.filter(
    ({ since, behindSince }) =>
      behindSince !== null && now.getTime() - Math.max(since.getTime(), behindSince.getTime()) > BEHIND_MS,
  );
