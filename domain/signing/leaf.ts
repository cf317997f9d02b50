/** How an act was before its signer when they signed: as a line of a fold, or opened whole. It never says that it was read. */
export const SHOWN = ['fold', 'opened'] as const;
export type Shown = (typeof SHOWN)[number];

/** One act of a signing batch, as its signer was shown it. */
export interface Leaf {
  readonly taskKey: string;
  /** SHA-256 of the preview that was drawn for this signer, in hexadecimal. */
  readonly sha256: string;
  readonly shown: Shown;
  /** Of the fold as it was served (`fold_shown`); null for an act that no fold showed. */
  readonly foldSha256: string | null;
}
