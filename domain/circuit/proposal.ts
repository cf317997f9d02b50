/**
 * How a proposal stands. `open`: another analyst is awaited. `approved`: its publication is on its way. The others are ends:
 * sent back with a remark, taken back by its proposer, the draft changed or dropped since, published, or approved and then
 * refused by the checks or the engine.
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

/** Who stands behind a proposal, as it was written when it was made. */
export interface ProposalPeople {
  readonly proposedBy: string;
  /** Whoever created, saved, imported or copied what is proposed. */
  readonly touchedBy: readonly string[];
}

/** A version, for what a kind falls back to. */
export interface ChosenVersion {
  readonly id: string;
  readonly number: number;
  readonly bundleHash: string;
  readonly withdrawnAt: Date | null;
}

/**
 * The version that new requests of a kind start on: the last that two people published, named by its hash; when it was
 * withdrawn, or none was, the newest that was not. Null: the kind is closed. The database holds the same (migration 0016).
 */
export function versionInForce<Version extends ChosenVersion>(
  versions: readonly Version[],
  lastPublished: string | null,
): Version | null {
  const open = versions.filter(({ withdrawnAt }) => withdrawnAt === null);
  const chosen = open.find(({ bundleHash }) => bundleHash === lastPublished);
  return (
    chosen ?? open.reduce<Version | null>((newest, one) => (newest && newest.number > one.number ? newest : one), null)
  );
}
