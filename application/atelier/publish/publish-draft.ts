import { isPart } from '#domain/circuit/blocks/part.ts';
import { DomainError, type ErrorCode } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import {
  type CircuitDraftRow,
  deleteCircuitDraft,
  lockCircuitDraft,
  markPublishing,
} from '#prisma/repositories/circuits/atelier.ts';
import { lockKind, type Published, type PublishedVersion, versionsOf } from '#prisma/repositories/circuits/circuits.ts';
import { endProposal, lockProposal, type ProposalRow } from '#prisma/repositories/circuits/proposals.ts';
import { type AtelierDeps, notifyOfProposal } from '../notify-analysts.ts';
import { mustReplace } from '../release/must-replace.ts';
import { type CheckedCircuit, type Deployed, keepDeployment, putInForce } from './put-in-force.ts';

/**
 * Publishes an approved draft as the version on which new requests start, once an engine has it:
 * version, files, deployment, audit entries and the end of the draft in one transaction. Requests
 * under way keep their version.
 * @throws {DomainError} circuit-not-approved, circuit-unchanged, circuit-outdated,
 * circuit-was-withdrawn
 */
export const publishDraft = (
  { database, baseUrl }: AtelierDeps,
  asked: {
    readonly draft: CircuitDraftRow;
    readonly proposalId: string;
    readonly circuit: CheckedCircuit;
    readonly deployed: Deployed;
    readonly at: Date;
  },
): Promise<PublishedVersion> =>
  database.transaction(async (tx) => {
    const { circuit, deployed, at } = asked;
    await lockKind(tx, circuit.kind);
    return publishApproved(tx, baseUrl, { ...asked, hash: circuit.hash }, async (approved) => {
      const version = await putInForce(tx, circuit, { versions: await versionsOf(tx, circuit.kind), at, ...approved });
      await keepDeployment(tx, { versionId: version.id, ...deployed, actorId: approved.proposal.approvedBy, at });
      return version;
    });
  });

/** What a version is stored with: its proposal, and what else its audit entry says. */
interface Approved {
  readonly proposal: NonNullable<Published['proposal']>;
  readonly trace: { readonly reason: string; readonly draftId: string; readonly replaces: string | null };
}

/**
 * Makes a version from an approved draft, and ends its proposal and the draft. The caller holds the
 * lock of the kind or part.
 * @throws {DomainError} circuit-not-approved, circuit-unchanged, circuit-outdated,
 * circuit-was-withdrawn
 */
export async function publishApproved<Version>(
  tx: Tx,
  baseUrl: string,
  asked: { readonly draft: CircuitDraftRow; readonly proposalId: string; readonly hash: string },
  keep: (approved: Approved) => Promise<Version>,
): Promise<Version> {
  const { draft, hash } = asked;
  // Locks the draft before its proposal, in the same order as an answer to one.
  await lockCircuitDraft(tx, draft.id);
  const proposal = mustBeApproved(await lockProposal(tx, asked.proposalId), draft, hash);
  const { id, proposedBy, approvedBy, reason, overVersionId: over } = proposal;
  const replaces = await mustReplace(tx, hash, { draft, over });
  await endProposal(tx, id, { state: 'published' });
  const version = await keep({
    proposal: { id, proposedBy, approvedBy, reason },
    trace: { reason, draftId: draft.id, replaces },
  });
  const message = isPart(proposal.of) ? 'part-published' : 'circuit-published';
  await notifyOfProposal(tx, baseUrl, message, proposal, [proposedBy]);
  await deleteCircuitDraft(tx, draft.id);
  return version;
}

/**
 * Checks that what is about to be published is what was approved, byte for byte. Called before
 * anything is given to an engine, and again in the end.
 * @throws {DomainError} circuit-not-approved
 */
export function mustBeApproved(
  proposal: ProposalRow | null,
  draft: Pick<CircuitDraftRow, 'id'>,
  hash: string,
): ProposalRow & { readonly approvedBy: string } {
  const { state, decidedBy } = proposal ?? {};
  if (!proposal || state !== 'approved' || !decidedBy || proposal.draftId !== draft.id || proposal.bundleHash !== hash)
    throw new DomainError('circuit-not-approved');
  return { ...proposal, approvedBy: decidedBy };
}

/**
 * Gives a draft whose publication was refused back to its analysts, and ends its proposal; they
 * have to propose it again.
 */
export const giveBack = (
  { database, baseUrl }: AtelierDeps,
  {
    draftId,
    proposalId,
    failure,
  }: { readonly draftId: string; readonly proposalId: string; readonly failure: ErrorCode },
): Promise<void> =>
  database.transaction(async (tx) => {
    await lockCircuitDraft(tx, draftId);
    const proposal = await lockProposal(tx, proposalId);
    if (proposal?.state === 'approved') {
      await endProposal(tx, proposalId, { state: 'failed', failure });
      const both = [proposal.proposedBy, proposal.decidedBy].filter((id) => id !== null);
      await notifyOfProposal(tx, baseUrl, 'circuit-publication-refused', proposal, both);
    }
    await markPublishing(tx, draftId, null);
  });
