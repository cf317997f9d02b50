import { createHash } from 'node:crypto';
import { type CivilDate, parisDay } from '../calendar/civil-date.ts';
import { type ChainHead, canonicalJson } from './evidence.ts';
import { merklePaths, merkleRoot, rootByPath } from './merkle.ts';

// Every day the heads of all chains of the audit become the leaves of a tree, whose root is stamped
// by a time-stamping authority and kept outside the database: earlier events cannot be rewritten,
// even by those who control the database. Digests are SHA-256 in lower-case hexadecimal, instants
// ISO 8601 in UTC with milliseconds.

/** The head of one chain: a leaf of the tree, as canonical JSON. */
export type ChainLeaf = { readonly chain: string } & Readonly<ChainHead>;

/** The statement that is stamped, as canonical JSON. */
export type RootStatement = {
  readonly version: 1;
  /** The day in Paris on which it was made: one a day. */
  readonly day: CivilDate;
  readonly at: string;
  /** Number of leaves. */
  readonly chains: number;
  readonly root: string;
  /**
   * Digest of the statement before it, so that none can be removed or inserted. Null for the first
   * one.
   */
  readonly previous: string | null;
};

/** A root with its leaves, as written outside. */
export type RootFile = {
  readonly statement: RootStatement;
  /** RFC 3161 token over the statement, in base64; null: no authority was configured. */
  readonly stamp: string | null;
  readonly leaves: readonly ChainLeaf[];
};

/**
 * The part of an act's evidence about the first root made after its sealing: it proves the head of
 * its chain that day.
 */
export type RootProof = {
  readonly statement: RootStatement;
  readonly stamp: string | null;
  readonly leaf: ChainLeaf;
  readonly index: number;
  readonly path: readonly string[];
};

/** Returns the bytes that the authority stamps. */
export const statementBytes = (statement: RootStatement): Buffer => Buffer.from(canonicalJson(statement));

/** Returns the digest that the next statement gives of this one. */
export const statementDigest = (statement: RootStatement): string =>
  createHash('sha256').update(statementBytes(statement)).digest('hex');

const bytesOf = (leaf: ChainLeaf): Buffer => Buffer.from(canonicalJson(leaf));

/**
 * Sorts leaves in the order of the tree: by the code units of their chains, in whatever order the
 * database sorts.
 */
export const inTreeOrder = (leaves: readonly ChainLeaf[]): ChainLeaf[] =>
  leaves.toSorted((a, b) => (a.chain < b.chain ? -1 : 1));

/** Makes the statement of all chain heads. `leaves` in the order of the tree. */
export function stateRoot(
  leaves: readonly ChainLeaf[],
  { day, at, previous }: { readonly day: CivilDate; readonly at: Date; readonly previous: RootStatement | null },
): RootStatement {
  return {
    version: 1,
    day,
    at: at.toISOString(),
    chains: leaves.length,
    root: merkleRoot(leaves.map(bytesOf)).toString('hex'),
    previous: previous && statementDigest(previous),
  };
}

/** True if the leaves of a file are those of its statement. */
export const isRootOf = ({ statement, leaves }: RootFile): boolean =>
  leaves.length === statement.chains && merkleRoot(leaves.map(bytesOf)).toString('hex') === statement.root;

/**
 * Maximum difference between the instant of a root and that of its stamp, which is given by another
 * clock.
 */
const STAMPED_WITHIN_MS = 3_600_000;

/**
 * True if a root was stamped at the instant it states: one that states an earlier day was made
 * again since.
 */
export const isStampedOnItsDay = ({ day, at }: RootStatement, stampedAt: Date): boolean =>
  day === parisDay(new Date(at)) && Math.abs(stampedAt.getTime() - Date.parse(at)) <= STAMPED_WITHIN_MS;

/** Proves that chains are under a root; chains that are not are left out. */
export function proveUnder({ statement, stamp, leaves }: RootFile, chains: readonly string[]): RootProof[] {
  const wanted = new Set(chains);
  const found = leaves.flatMap((leaf, index) => (wanted.has(leaf.chain) ? [{ leaf, index }] : []));
  const paths = merklePaths(
    leaves.map(bytesOf),
    found.map(({ index }) => index),
  );
  return found.map((place, at) => ({
    ...{ statement, stamp, ...place },
    path: (paths[at] ?? []).map((digest) => digest.toString('hex')),
  }));
}

/** True if the leaf of a proof leads to the root of its statement. */
export function leadsToRoot({ statement, leaf, index, path }: RootProof): boolean {
  const place = { index, size: statement.chains, path: path.map((digest) => Buffer.from(digest, 'hex')) };
  return rootByPath(bytesOf(leaf), place)?.toString('hex') === statement.root;
}
