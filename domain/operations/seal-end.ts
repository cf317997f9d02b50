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
