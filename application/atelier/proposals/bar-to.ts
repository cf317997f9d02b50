import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { bundleHash } from '#domain/circuit/bundle-hash.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { type ApprovalBar, approvalBar } from '#domain/permissions/atelier.ts';
import type { Tx } from '#prisma/client.ts';
import type { CircuitDraftRow } from '#prisma/repositories/circuits/atelier.ts';
import { bundleFilesOfDraft } from '#prisma/repositories/circuits/circuit-bundle.ts';
import type { ProposalRow } from '#prisma/repositories/circuits/proposals.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';

/**
 * Returns why a person may not approve the proposal of a draft; null: they may. If a part that the
 * draft takes was published since, the circuit is no longer the one proposed.
 */
export async function barTo(
  tx: Tx,
  actor: Actor,
  {
    proposal,
    draft,
    day,
  }: { readonly proposal: ProposalRow; readonly draft: CircuitDraftRow; readonly day: CivilDate },
): Promise<ApprovalBar | null> {
  const proposer = await actorFacts(tx, proposal.proposedBy);
  const isAsProposed = bundleHash(await bundleFilesOfDraft(tx, draft)) === proposal.bundleHash;
  return approvalBar(actor, { ...proposal, proposer, isAsProposed }, day);
}
