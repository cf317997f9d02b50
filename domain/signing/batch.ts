import { canonicalJson } from '../evidence/evidence.ts';
import { merklePaths, merkleRoot, rootByPath } from '../evidence/merkle.ts';
import type { Leaf } from './leaf.ts';

/** Maximum number of acts that one proof signs. */
export const MAX_LEAVES = 1_000;

/** What is proved of an act: the task at which it is signed, and the bytes shown. */
type Bound = Pick<Leaf, 'taskKey' | 'sha256'>;

const bytesOf = ({ taskKey, sha256 }: Bound): Buffer => Buffer.from(canonicalJson([taskKey, sha256]));

/**
 * Builds the Merkle tree of a batch, in hexadecimal: its root, to which the signer's proof is
 * bound, and the path from each leaf to it.
 */
export function batchTree(leaves: readonly Bound[]): { readonly root: string; readonly paths: readonly string[][] } {
  const bytes = leaves.map(bytesOf);
  const paths = merklePaths(bytes).map((path) => path.map((digest) => digest.toString('hex')));
  return { root: merkleRoot(bytes).toString('hex'), paths };
}

/** The position of a leaf in its batch. */
export interface LeafPlace {
  /** From 0. */
  readonly index: number;
  /** Number of leaves of the batch. */
  readonly size: number;
  /** Digests in hexadecimal, from the leaf up. */
  readonly path: readonly string[];
}

/**
 * Returns the root that this task and these bytes lead to; null: no leaf of such a batch has such a
 * path.
 */
export function rootOfLeaf(leaf: Bound, { index, size, path }: LeafPlace): string | null {
  const digests = path.map((digest) => Buffer.from(digest, 'hex'));
  return rootByPath(bytesOf(leaf), { index, size, path: digests })?.toString('hex') ?? null;
}

/**
 * Returns a task that occurs twice among leaves or decisions; null: none. A batch signs one page of
 * a task, or gives one decision on it.
 */
export function taskTwice(leaves: readonly Pick<Bound, 'taskKey'>[]): string | null {
  const known = new Set<string>();
  for (const { taskKey } of leaves) {
    if (known.has(taskKey)) return taskKey;
    known.add(taskKey);
  }
  return null;
}

/**
 * made: its leaves are recorded; proved: its signer proved their presence for its root; written:
 * every intent that the rules allow is written.
 */
export const SIGNING_BATCH_STATES = ['made', 'proved', 'written'] as const;
/** A state of a signing batch. */
export type SigningBatchState = (typeof SIGNING_BATCH_STATES)[number];
