/** How long before its end a seal is to be renewed: a ministry's certificate takes weeks to be had. */
export const SEAL_ALARM_DAYS = 60;

const DAY_MS = 86_400_000;

/** Where the seal stands: good, soon to end, ended. */
export const SEAL_STANDINGS = ['good', 'ending', 'ended'] as const;
export type SealStanding = (typeof SEAL_STANDINGS)[number];

/** Where a seal that ends then stands now. */
export function sealStanding(until: Date, now: Date): SealStanding {
  const left = until.getTime() - now.getTime();
  if (left < 0) return 'ended';
  return left <= SEAL_ALARM_DAYS * DAY_MS ? 'ending' : 'good';
}

/** How long before a time stamp ends the act under it is stamped anew: an authority that ended has stamped many. */
export const STAMP_RENEWED_BEFORE_MS = 90 * DAY_MS;

/**
 * Whether what was stamped then, under a time stamp that ends then, is to be stamped anew. Where its authority was to end soon
 * already, it is half-way: another stamp of the same one would last no longer, and each look would ask for one.
 */
export const isStampToRenew = (
  { madeAt, endsAt }: { readonly madeAt: Date; readonly endsAt: Date },
  now: Date,
): boolean =>
  endsAt.getTime() - now.getTime() < Math.min(STAMP_RENEWED_BEFORE_MS, (endsAt.getTime() - madeAt.getTime()) / 2);
