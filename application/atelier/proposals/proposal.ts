import { DomainError } from '#domain/errors.ts';
import { type AuditVerb, SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import { type CircuitDraftRow, lockCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';
import {
  decideProposal,
  lockProposal,
  openProposal,
  type ProposalRow,
} from '#prisma/repositories/circuits/proposals.ts';
import type { Drawing } from '../circuit-draft.ts';
import { notifyOfProposal } from '../notify-analysts.ts';

/** An answer to a proposal: who gives it, and to which one. */
export type Answering = Drawing & { readonly proposalId: string };

/**
 * Returns a proposal that awaits an answer, with its draft. Both are locked until the transaction
 * ends, the draft first, in the same order as a save.
 * @throws {DomainError} not-found, circuit-proposal-ended
 */
export async function awaitedProposal(
  tx: Tx,
  proposalId: string,
): Promise<{ readonly proposal: ProposalRow; readonly draft: CircuitDraftRow }> {
  const found = await lockProposalAndDraft(tx, proposalId);
  if (found.proposal.state !== 'open' || found.draft === null)
    throw new DomainError('circuit-proposal-ended', { state: found.proposal.state });
  return { proposal: found.proposal, draft: found.draft };
}

async function lockProposalAndDraft(tx: Tx, id: string) {
  const known = await tx.circuitProposal.findUnique({ where: { id }, select: { draftId: true } });
  const draft = known && (await lockCircuitDraft(tx, known.draftId));
  const proposal = await lockProposal(tx, id);
  if (proposal === null) throw new DomainError('not-found');
  return { proposal, draft };
}

/** Appends an event of a proposal to the audit trail. */
export const traceProposal = (
  tx: Tx,
  { actor, at }: Drawing,
  verb: AuditVerb,
  { id, draftId, of, kind, revision, bundleHash }: Omit<ProposalRow, 'state'>,
  more: Prisma.InputJsonObject = {},
): Promise<unknown> =>
  appendAudit(tx, {
    chain: SYSTEM_CHAIN,
    at,
    actorId: actor.personId,
    verb,
    subject: `circuit-proposal:${id}`,
    payload: { of, kind, draftId, revision, bundleHash, ...more },
  });

/**
 * Ends the proposal of a draft that changes: only what was proposed can be approved. Notifies its
 * proposer if somebody else made the change.
 */
export async function endProposalOf(
  tx: Tx,
  baseUrl: string,
  drawing: Drawing,
  draftId: string,
  state: 'changed' | 'dropped',
): Promise<void> {
  const proposal = await openProposal(tx, draftId);
  if (proposal === null) return;
  await decideProposal(tx, proposal.id, { state, by: drawing.actor.personId, at: drawing.at });
  await traceProposal(tx, drawing, 'circuit.proposal-end', proposal, { state });
  if (proposal.proposedBy !== drawing.actor.personId)
    await notifyOfProposal(tx, baseUrl, 'circuit-proposal-changed', proposal, [proposal.proposedBy]);
}
