import { createHash } from 'node:crypto';
import { type CivilDate, parisDay } from '../calendar/civil-date.ts';
import { type ChainHead, canonicalJson } from './evidence.ts';
import { merklePaths, merkleRoot, rootByPath } from './merkle.ts';

// Every day the heads of all chains of the audit are the leaves of a tree, whose root is stamped by a time-stamping authority
// and kept outside the database: what happened before cannot be written anew by whoever holds the database. Digests are
// SHA-256 in lower-case hexadecimal, instants ISO 8601 in UTC with milliseconds.

/** Where one chain stood: a leaf of the tree, as canonical JSON. */
export type ChainLeaf = { readonly chain: string } & Readonly<ChainHead>;

/** What is stamped, as canonical JSON. */
export type RootStatement = {
  readonly version: 1;
  /** Day of Paris on which it was made: one a day. */
  readonly day: CivilDate;
  readonly at: string;
  /** How many leaves. */
  readonly chains: number;
  readonly root: string;
  /** Digest of the statement before it: none can be left out or slipped in. Null for the first one. */
  readonly previous: string | null;
};

/** A root with its leaves, as it is written outside. */
export type RootFile = {
  readonly statement: RootStatement;
  /** RFC 3161 token over the statement, in base64; null where no authority was named. */
  readonly stamp: string | null;
  readonly leaves: readonly ChainLeaf[];
};

/** What an act's evidence carries of the first root that was made after its sealing: its chain stood there that day. */
export type RootProof = {
  readonly statement: RootStatement;
  readonly stamp: string | null;
  readonly leaf: ChainLeaf;
  readonly index: number;
  readonly path: readonly string[];
};

/** The bytes that the authority stamps. */
export const statementBytes = (statement: RootStatement): Buffer => Buffer.from(canonicalJson(statement));

/** What the next statement says of this one. */
export const statementDigest = (statement: RootStatement): string =>
  createHash('sha256').update(statementBytes(statement)).digest('hex');

const bytesOf = (leaf: ChainLeaf): Buffer => Buffer.from(canonicalJson(leaf));

/** Leaves in the order of the tree: by the code units of their chains, whatever the database sorts by. */
export const inTreeOrder = (leaves: readonly ChainLeaf[]): ChainLeaf[] =>
  leaves.toSorted((a, b) => (a.chain < b.chain ? -1 : 1));

/** States where all chains stand. `leaves` in the order of the tree. */
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

/** Whether a file's leaves are those that its statement is about. */
export const isRootOf = ({ statement, leaves }: RootFile): boolean =>
  leaves.length === statement.chains && merkleRoot(leaves.map(bytesOf)).toString('hex') === statement.root;

/** A root is stamped as it is made, by another clock. */
const STAMPED_WITHIN_MS = 3_600_000;

/** Whether a root was stamped when it says that it was made: one that says an earlier day was made anew since. */
export const isStampedOnItsDay = ({ day, at }: RootStatement, stampedAt: Date): boolean =>
  day === parisDay(new Date(at)) && Math.abs(stampedAt.getTime() - Date.parse(at)) <= STAMPED_WITHIN_MS;

/** What proves that chains stood under a root, each but those that did not. */
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

/** Whether the leaf of a proof leads to the root of its statement. */
export function leadsToRoot({ statement, leaf, index, path }: RootProof): boolean {
  const place = { index, size: statement.chains, path: path.map((digest) => Buffer.from(digest, 'hex')) };
  return rootByPath(bytesOf(leaf), place)?.toString('hex') === statement.root;
}
