import type { Shown } from '../evidence/shown.ts';

/** One act of a signing batch, as its signer was shown it. */
export interface Leaf {
  readonly taskKey: string;
  /** SHA-256 of the preview rendered for this signer, in hexadecimal. */
  readonly sha256: string;
  readonly shown: Shown;
  /** Hash of the fold as it was served (`fold_shown`); null: the act was not shown in a fold. */
  readonly foldSha256: string | null;
}

/** A fold as it was served, with its acts. */
interface ServedFold {
  /** Hash of its canonical JSON. */
  readonly sha256: string;
  readonly outliers: readonly Pick<Leaf, 'taskKey'>[];
  readonly alike: readonly Pick<Leaf, 'taskKey'>[];
}

/**
 * Lists the acts of a fold that one proof can sign: those whose page is rendered, and, of the
 * outliers, only those that were opened.
 * @param drawn the hash of each rendered page, by act
 * @param opened the hash of each page that was opened, by act: a page rendered again since does not
 * count
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
