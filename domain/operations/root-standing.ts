/** One is made a day: after a day and a half without, one is missing. */
const LATE_MS = 36 * 3_600_000;

/** Where the daily roots stand: made and written outside; not made; made, and written nowhere. */
export const ROOT_STANDINGS = ['good', 'not-made', 'not-written'] as const;
export type RootStanding = (typeof ROOT_STANDINGS)[number];

/**
 * @param since when the first event was written: before that there is nothing to make a root of
 * @param madeAt when the last root was made
 * @param writtenOf when the last one that is written outside was made
 */
export function rootStanding(
  { since, madeAt, writtenOf }: Readonly<Record<'since' | 'madeAt' | 'writtenOf', Date | null>>,
  now: Date,
): RootStanding {
  const isLate = (at: Date | null) => at !== null && now.getTime() - at.getTime() > LATE_MS;
  if (isLate(madeAt ?? since)) return 'not-made';
  return isLate(writtenOf ?? since) ? 'not-written' : 'good';
}
