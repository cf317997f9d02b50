import { hash } from 'node:crypto';

// The Merkle tree of RFC 9162 (Certificate Transparency), § 2.1: leaves and nodes are hashed with
// different prefixes, so that one cannot pass for the other. Digests are SHA-256, as bytes; leaves
// are given as the bytes to hash.

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** In one call: for half a million leaves, an incremental hash takes twice the time. */
const sha256 = (...parts: readonly Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');

const leafHash = (leaf: Uint8Array): Buffer => sha256(LEAF, leaf);
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(NODE, left, right);

/**
 * Returns the number of leaves on the left of a tree: the largest power of two below its size,
 * which is two or more.
 */
const leftOf = (size: number): number => 2 ** Math.ceil(Math.log2(size) - 1);

/**
 * Computes the root of the tree of these leaves, in this order; without leaves, the digest of
 * nothing.
 */
export function merkleRoot(leaves: readonly Uint8Array[]): Buffer {
  return leaves.length === 0 ? sha256() : rootBetween(leaves.map(leafHash), 0, leaves.length);
}

function rootBetween(hashes: readonly Buffer[], from: number, to: number): Buffer {
  if (to - from === 1) return hashes[from] as Buffer;
  const middle = from + leftOf(to - from);
  return nodeHash(rootBetween(hashes, from, middle), rootBetween(hashes, middle, to));
}

/**
 * Computes the path from each wanted leaf to the root: the digests of the siblings, from the leaf
 * up. Each node is hashed once for all leaves.
 * @param wanted indexes of leaves; by default, all
 * @throws {RangeError} for an index without leaf
 */
export function merklePaths(
  leaves: readonly Uint8Array[],
  wanted: readonly number[] = leaves.map((_, index) => index),
): Buffer[][] {
  const outside = wanted.find((index) => !(index in leaves));
  if (outside !== undefined) throw new RangeError(`no leaf ${outside} among ${leaves.length}`);
  const hashes = leaves.map(leafHash);
  const paths = new Map(wanted.map((index): [number, Buffer[]] => [index, []]));
  const climb = (from: number, to: number, within: readonly number[]): Buffer => {
    if (to - from === 1) return hashes[from] as Buffer;
    const middle = from + leftOf(to - from);
    const onLeft = within.filter((index) => index < middle);
    const onRight = within.filter((index) => index >= middle);
    const [left, right] = [climb(from, middle, onLeft), climb(middle, to, onRight)];
    for (const index of onLeft) paths.get(index)?.push(right);
    for (const index of onRight) paths.get(index)?.push(left);
    return nodeHash(left, right);
  };
  if (paths.size > 0) climb(0, hashes.length, [...paths.keys()]);
  return wanted.map((index) => paths.get(index) ?? []);
}

/** The position of a leaf, and its path to the root. */
export interface MerklePlace {
  /** From 0. */
  readonly index: number;
  /** Number of leaves of the tree. */
  readonly size: number;
  readonly path: readonly Uint8Array[];
}

/**
 * Computes the root from a leaf and its path; null: no leaf of such a tree has such a path (RFC
 * 9162, § 2.1.3.2).
 */
export function rootByPath(leaf: Uint8Array, { index, size, path }: MerklePlace): Buffer | null {
  if (!(index >= 0 && index < size)) return null;
  let [at, last] = [index, size - 1];
  let digest = leafHash(leaf);
  for (const beside of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      digest = nodeHash(beside, digest);
      // The last node of a row without sibling moves up unchanged, to the first row where it has
      // one.
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      digest = nodeHash(digest, beside);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? digest : null;
}
