/** What tells an act from every other, given when it is first drawn for signature (docs/decisions/act-numbers.md). */
export interface ActIdentity {
  /** « 2026-TJ-RIVEBELLE-A-000042 »: the year and the agent's structure when it was reserved, its nature, its place in the series. */
  readonly number: string;
  /** 128 bits, in 26 characters of which none is taken for another. */
  readonly reference: string;
}

/** Where whoever holds an act is told how to have it verified: what its QR code bears. */
export const verificationAddress = (baseUrl: string, reference: string): string => `${baseUrl}/verifier/${reference}`;
