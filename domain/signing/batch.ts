import { canonicalJson } from '../evidence/evidence.ts';
import { merklePaths, merkleRoot, rootByPath } from '../evidence/merkle.ts';
import type { Leaf } from './leaf.ts';

/** Acts at most that one proof signs. */
export const MAX_LEAVES = 1_000;

/** What is proved of an act: which task it is signed at, and which bytes were shown. */
type Bound = Pick<Leaf, 'taskKey' | 'sha256'>;

const bytesOf = ({ taskKey, sha256 }: Bound): Buffer => Buffer.from(canonicalJson([taskKey, sha256]));

/** The tree of a batch, in hexadecimal: its root, which the signer's proof is bound to, and the path of each leaf to it. */
export function batchTree(leaves: readonly Bound[]): { readonly root: string; readonly paths: readonly string[][] } {
  const bytes = leaves.map(bytesOf);
  const paths = merklePaths(bytes).map((path) => path.map((digest) => digest.toString('hex')));
  return { root: merkleRoot(bytes).toString('hex'), paths };
}

/** Where a leaf stands in its batch. */
export interface LeafPlace {
  /** From 0. */
  readonly index: number;
  /** How many leaves the batch has. */
  readonly size: number;
  /** Digests in hexadecimal, from the leaf up. */
  readonly path: readonly string[];
}

/** The root that this task and these bytes lead to; null when no leaf of such a batch has such a path. */
export function rootOfLeaf(leaf: Bound, { index, size, path }: LeafPlace): string | null {
  const digests = path.map((digest) => Buffer.from(digest, 'hex'));
  return rootByPath(bytesOf(leaf), { index, size, path: digests })?.toString('hex') ?? null;
}

/** The task that stands twice among leaves, or decisions: of one, a batch signs one page, or gives one. */
export function taskTwice(leaves: readonly Pick<Bound, 'taskKey'>[]): string | null {
  const known = new Set<string>();
  for (const { taskKey } of leaves) {
    if (known.has(taskKey)) return taskKey;
    known.add(taskKey);
  }
  return null;
}

/** made: its leaves stand; proved: its signer was there for its root; written: every intent that the rules allow is written. */
export const SIGNING_BATCH_STATES = ['made', 'proved', 'written'] as const;
export type SigningBatchState = (typeof SIGNING_BATCH_STATES)[number];
