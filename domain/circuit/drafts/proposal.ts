/**
 * State of a proposal. `open`: another analyst is awaited. `approved`: its publication is on its
 * way. The others are final: sent back with a remark, taken back by its proposer, the draft changed
 * or dropped since, published, or approved and then refused by the checks or the engine.
 */
export const PROPOSAL_STATES = [
  'open',
  'returned',
  'taken-back',
  'changed',
  'dropped',
  'approved',
  'published',
  'failed',
] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** A version, as far as it says what is in force. */
export interface ChosenVersion {
  readonly id: string;
  readonly number: number;
  readonly bundleHash: string;
  /** What two people approved; null for what the installation published. */
  readonly proposalId: string | null;
  readonly withdrawnAt: Date | null;
}

/** The versions that were put in force last: that one, and the one before it. */
function lastTwo<Version extends ChosenVersion>(versions: readonly Version[], published: readonly string[]): Version[] {
  const shipped = versions.filter(({ proposalId }) => proposalId === null).sort((one, two) => one.number - two.number);
  const byTwo = published.flatMap((hash) => versions.filter(({ bundleHash }) => bundleHash === hash));
  return [...shipped, ...byTwo].slice(-2);
}

/**
 * Returns the version that new requests of a kind start on: the last that two people put in force;
 * once it is withdrawn, the one that they had put in force before it, unless that one is withdrawn
 * too. A withdrawal, decided by one person, therefore goes back one step at most. Null: the kind is
 * closed until two people publish. The database holds the same rule (`circuit_version_in_force`).
 * @param published the files that two people published, by hash, oldest first; what the
 * installation published came before
 */
export function versionInForce<Version extends ChosenVersion>(
  versions: readonly Version[],
  published: readonly string[],
): Version | null {
  return lastTwo(versions, published).findLast(({ withdrawnAt }) => withdrawnAt === null) ?? null;
}

/**
 * Returns the version whose withdrawal closed a kind; null: it is not closed, or never had a
 * version.
 */
export function versionThatClosed<Version extends ChosenVersion>(
  versions: readonly Version[],
  published: readonly string[],
): Version | null {
  if (versionInForce(versions, published) !== null) return null;
  const at = ({ withdrawnAt }: Version): number => withdrawnAt?.getTime() ?? 0;
  return lastTwo(versions, published).reduce<Version | null>(
    (last, version) => (last !== null && at(last) > at(version) ? last : version),
    null,
  );
}

/** Returns what would be in force if a version were withdrawn; null: its kind would be closed. */
export const versionInForceWithout = <Version extends ChosenVersion>(
  versions: readonly Version[],
  published: readonly string[],
  { id }: Pick<ChosenVersion, 'id'>,
): Version | null =>
  versionInForce(
    versions.map((version) => (version.id === id ? { ...version, withdrawnAt: new Date(0) } : version)),
    published,
  );
