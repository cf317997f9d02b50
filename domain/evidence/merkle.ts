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

/** What leads from a leaf to the root: the digests beside its way, from the leaf up. */
export function merklePath(leaves: readonly Uint8Array[], index: number): Buffer[] {
  if (!(index in leaves)) throw new RangeError(`no leaf ${index} among ${leaves.length}`);
  return pathBetween(leaves.map(leafHash), index, 0, leaves.length);
}

function pathBetween(hashes: readonly Buffer[], index: number, from: number, to: number): Buffer[] {
  if (to - from === 1) return [];
  const middle = from + leftOf(to - from);
  return index < middle
    ? [...pathBetween(hashes, index, from, middle), rootBetween(hashes, middle, to)]
    : [...pathBetween(hashes, index, middle, to), rootBetween(hashes, from, middle)];
}

/** The path of every leaf, in their order: of all at once, each node is hashed once. */
export function merklePaths(leaves: readonly Uint8Array[]): Buffer[][] {
  const hashes = leaves.map(leafHash);
  const paths: Buffer[][] = hashes.map(() => []);
  const climb = (from: number, to: number): Buffer => {
    if (to - from === 1) return hashes[from] as Buffer;
    const middle = from + leftOf(to - from);
    const [left, right] = [climb(from, middle), climb(middle, to)];
    for (const path of paths.slice(from, middle)) path.push(right);
    for (const path of paths.slice(middle, to)) path.push(left);
    return nodeHash(left, right);
  };
  if (hashes.length > 0) climb(0, hashes.length);
  return paths;
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
