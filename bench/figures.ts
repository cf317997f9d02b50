/** Code gets faster while it runs, for about so many seconds: what an engine does is measured after. */
export const WARM_UP_S = 5;

/** Two decimals are enough for a figure. */
export const round = (value: number): number => Math.round(value * 100) / 100;

/** Value below which the given share of the measures falls. */
export function quantile(measures: readonly number[], share: number): number {
  const sorted = measures.toSorted((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}
