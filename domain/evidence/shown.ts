/**
 * How an act was shown to its signer when they signed: as a line of a fold, or opened in full. It
 * does not prove that it was read.
 */
export const SHOWN = ['fold', 'opened'] as const;
/** How an act was shown to its signer. */
export type Shown = (typeof SHOWN)[number];
