export const DELAY_UNITS = ['D', 'W', 'M', 'Y'] as const;
export type DelayUnit = (typeof DELAY_UNITS)[number];

/** A delay in one unit: « P15D » is fifteen days. */
export interface Delay {
  readonly amount: number;
  readonly unit: DelayUnit;
}

/** Reads a delay of ISO 8601; null for one of several units, or none at all. */
export function readDelay(text: string): Delay | null {
  const [, amount, unit] = /^P(\d{1,4})([DWMY])$/.exec(text) ?? [];
  const known = DELAY_UNITS.find((one) => one === unit);
  return known === undefined || Number(amount) === 0 ? null : { amount: Number(amount), unit: known };
}

export const writeDelay = ({ amount, unit }: Delay): string => `P${amount}${unit}`;
