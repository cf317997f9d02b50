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

/** A fold as it was served, by the acts in it. */
interface ServedFold {
  /** Of its canonical JSON. */
  readonly sha256: string;
  readonly outliers: readonly Pick<Leaf, 'taskKey'>[];
  readonly alike: readonly Pick<Leaf, 'taskKey'>[];
}

/**
 * The acts of a fold that one proof can sign: those whose page is drawn, and of those that stand out only those that were opened.
 * @param drawn the hash of each page that is drawn, by act
 * @param opened the hash of each page that was opened, by act: one drawn anew since was not
 */
export function leavesOf(
  { sha256: foldSha256, outliers, alike }: ServedFold,
  drawn: ReadonlyMap<string, string>,
  opened: ReadonlyMap<string, string>,
): Leaf[] {
  const leaves = [...outliers, ...alike].flatMap(({ taskKey }): Leaf[] => {
    const sha256 = drawn.get(taskKey);
    if (sha256 === undefined) return [];
    return [{ taskKey, sha256, shown: opened.get(taskKey) === sha256 ? 'opened' : 'fold', foldSha256 }];
  });
  const standing = new Set(outliers.map(({ taskKey }) => taskKey));
  return leaves.filter(({ taskKey, shown }) => shown === 'opened' || !standing.has(taskKey));
}
