import type { Drawing } from '#application/atelier/circuit-draft.ts';
import { titleIn } from '#application/atelier/draft-title.ts';
import { barTo } from '#application/atelier/proposals/bar-to.ts';
import { versionsDrawn } from '#application/atelier/release/must-replace.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { canReturnProposal, canTakeProposalBack } from '#domain/permissions/atelier.ts';
import type { Tx } from '#prisma/client.ts';
import { filesOfDraft, findCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';
import type { ProposalRow } from '#prisma/repositories/circuits/proposals.ts';
import { namesOf } from '#prisma/repositories/people/people.ts';
import type { CircuitProposal, CircuitProposalView } from '#web/contract/circuits/atelier.ts';

/** Proposals with the names of their people. */
export async function proposalViews(tx: Tx, proposals: readonly ProposalRow[]): Promise<CircuitProposal[]> {
  const people = proposals.flatMap(({ proposedBy, decidedBy, touchedBy }) => [proposedBy, decidedBy, ...touchedBy]);
  const names = await namesOf(
    tx,
    people.filter((id) => id !== null),
  );
  const named = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  return proposals.map(({ bundleHash: _hash, overVersionId: _over, ...proposal }) => ({
    ...proposal,
    proposedBy: named(proposal.proposedBy),
    proposedAt: proposal.proposedAt.toISOString(),
    touchedBy: proposal.touchedBy.flatMap((id) => named(id) ?? []),
    decidedBy: named(proposal.decidedBy),
    decidedAt: proposal.decidedAt?.toISOString() ?? null,
  }));
}

/** A proposal for whoever answers it. */
export async function proposalView(
  tx: Tx,
  proposal: ProposalRow,
  { actor, at }: Drawing,
): Promise<CircuitProposalView> {
  const [view] = await proposalViews(tx, [proposal]);
  if (view === undefined) throw new Error('a proposal has a view');
  const current = (await versionsDrawn(tx, proposal)).find((version) => version.current);
  const draft = await findCircuitDraft(tx, proposal.draftId);
  const day = parisDay(at);
  return {
    ...view,
    title: titleIn(await filesOfDraft(tx, proposal.draftId), proposal),
    replaces: current ? { id: current.id, number: current.number } : null,
    mine: {
      approvalBar: draft === null ? 'forbidden' : await barTo(tx, actor, { proposal, draft, day }),
      canReturn: canReturnProposal(actor, proposal, day),
      canTakeBack: canTakeProposalBack(actor, proposal, day),
    },
  };
}
