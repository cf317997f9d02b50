/** One is made a day: after a day and a half without, one is missing. */
const LATE_MS = 36 * 3_600_000;
/** A place that is away for an hour is written in later the same day. */
const BEHIND_MS = 24 * 3_600_000;

/** Where the daily roots stand: made and written outside; not made; made, and written nowhere; or not in all of the places. */
export const ROOT_STANDINGS = ['good', 'not-made', 'not-written', 'not-everywhere'] as const;
export type RootStanding = (typeof ROOT_STANDINGS)[number];

/** The places that roots are written in. */
export const ROOT_PLACES = ['folder', 'mail', 's3'] as const;
export type RootPlaceName = (typeof ROOT_PLACES)[number];

/** A place as it stands. */
export interface PlaceStand {
  readonly name: RootPlaceName;
  /** Since when the workers write there. */
  readonly since: Date;
  /** When the oldest root that is not written there was made; null: all of them are. */
  readonly behindSince: Date | null;
}

export interface RootsStand {
  /** When the first event was written: before that there is nothing to make a root of. */
  readonly since: Date | null;
  /** When the last root was made. */
  readonly madeAt: Date | null;
  /** When the last one that is written outside was made. */
  readonly writtenOf: Date | null;
  readonly places: readonly PlaceStand[];
}

export function rootStanding({ since, madeAt, writtenOf, places }: RootsStand, now: Date): RootStanding {
  const isLate = (at: Date | null) => at !== null && now.getTime() - at.getTime() > LATE_MS;
  if (isLate(madeAt ?? since)) return 'not-made';
  if (isLate(writtenOf ?? since)) return 'not-written';
  return latePlaces(places, now).length > 0 ? 'not-everywhere' : 'good';
}

/** The places that miss a root for more than a day. */
export const latePlaces = (places: readonly PlaceStand[], now: Date): PlaceStand[] =>
  places.filter(
    ({ since, behindSince }) =>
      behindSince !== null && now.getTime() - Math.max(since.getTime(), behindSince.getTime()) > BEHIND_MS,
  );
