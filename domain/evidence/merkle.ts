import { hash } from 'node:crypto';

// The Merkle tree of RFC 9162 (Certificate Transparency), § 2.1: a leaf and a node are hashed apart, so that neither passes for
// the other. Digests are SHA-256, as bytes; leaves come as the bytes that they hash.

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** At once: of half a million leaves, a hash made bit by bit takes twice the time. */
const sha256 = (...parts: readonly Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');

const leafHash = (leaf: Uint8Array): Buffer => sha256(LEAF, leaf);
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(NODE, left, right);

/** The largest power of two below a size of two or more: how many leaves stand on the left of a tree. */
const leftOf = (size: number): number => 2 ** Math.ceil(Math.log2(size) - 1);

/** Root of the tree of these leaves, in this order; of none, the digest of nothing. */
export function merkleRoot(leaves: readonly Uint8Array[]): Buffer {
  return leaves.length === 0 ? sha256() : rootBetween(leaves.map(leafHash), 0, leaves.length);
}

function rootBetween(hashes: readonly Buffer[], from: number, to: number): Buffer {
  if (to - from === 1) return hashes[from] as Buffer;
  const middle = from + leftOf(to - from);
  return nodeHash(rootBetween(hashes, from, middle), rootBetween(hashes, middle, to));
}

/**
 * What leads from each of these leaves to the root: the digests beside its way, from the leaf up. Of all at once, each node is
 * hashed once.
 * @param wanted every leaf, where it is not said
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

/** Where a leaf stands, and what leads from it to the root. */
export interface MerklePlace {
  /** From 0. */
  readonly index: number;
  /** How many leaves the tree has. */
  readonly size: number;
  readonly path: readonly Uint8Array[];
}

/** The root that a leaf leads to by its path; null when no leaf of such a tree has such a path (RFC 9162, § 2.1.3.2). */
export function rootByPath(leaf: Uint8Array, { index, size, path }: MerklePlace): Buffer | null {
  if (!(index >= 0 && index < size)) return null;
  let [at, last] = [index, size - 1];
  let digest = leafHash(leaf);
  for (const beside of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      digest = nodeHash(beside, digest);
      // The last of its row has nobody beside it: it stands as it is in the rows above, up to one where it has.
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      digest = nodeHash(digest, beside);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? digest : null;
}
