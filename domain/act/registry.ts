/** What an act is by its form; each has its own series of numbers. */
export const ACT_NATURES = ['arrete', 'decision'] as const;
export type ActNature = (typeof ACT_NATURES)[number];

/**
 * What became of a number of the registry: reserved for an act being signed, of an act in force or
 * that a later one touched, or permanently left without an act.
 */
export const ACT_STATES = ['reserved', 'in-force', 'corrected', 'withdrawn', 'repealed', 'unused'] as const;
export type ActState = (typeof ACT_STATES)[number];

/**
 * Why a reserved number was not used: how its request ended, or that another act of it was signed
 * instead.
 */
export const UNUSED_BECAUSE = ['refused', 'withdrawn', 'closed', 'replaced'] as const;
export type UnusedBecause = (typeof UNUSED_BECAUSE)[number];

/**
 * What identifies an act, given when it is first drawn for signature
 * (docs/decisions/act-numbers.md).
 */
export interface ActIdentity {
  /** « 2026-TJ-RIVEBELLE-A-000042 »: the year and the agent's structure when it was reserved, its nature, its place in the series. */
  readonly number: string;
  /** 128 bits, in 26 characters of which none is taken for another. */
  readonly reference: string;
}

/**
 * Returns the address where the holder of an act can have it verified: the content of its QR code.
 */
export const verificationAddress = (baseUrl: string, reference: string): string => `${baseUrl}/verifier/${reference}`;
