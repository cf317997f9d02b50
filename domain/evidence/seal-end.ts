/**
 * How many days before its end a seal must be renewed: a ministry's certificate takes weeks to
 * obtain.
 */
export const SEAL_ALARM_DAYS = 60;

const DAY_MS = 86_400_000;

/** States of a seal: good, soon to end, ended. */
export const SEAL_STANDINGS = ['good', 'ending', 'ended'] as const;
/** A state of a seal. */
export type SealStanding = (typeof SEAL_STANDINGS)[number];

/** Returns the state of a seal that ends at `until`. */
export function sealStanding(until: Date, now: Date): SealStanding {
  const left = until.getTime() - now.getTime();
  if (left < 0) return 'ended';
  return left <= SEAL_ALARM_DAYS * DAY_MS ? 'ending' : 'good';
}

/**
 * How long before the end of its time stamp an act is stamped again, in milliseconds: an authority
 * that ends has stamped many.
 */
export const STAMP_RENEWED_BEFORE_MS = 90 * DAY_MS;

/**
 * True if an act must be stamped again, from when it was stamped and when its time stamp ends. If
 * the authority was already about to end at the time, half of what was left is used instead:
 * another stamp of the same authority would last no longer, and would be asked for at each check.
 */
export const isStampToRenew = (
  { madeAt, endsAt }: { readonly madeAt: Date; readonly endsAt: Date },
  now: Date,
): boolean =>
  endsAt.getTime() - now.getTime() < Math.min(STAMP_RENEWED_BEFORE_MS, (endsAt.getTime() - madeAt.getTime()) / 2);
