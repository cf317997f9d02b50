import { bundleHash } from '#domain/circuit/bundle-hash.ts';
import type { CircuitFault } from '#domain/circuit/faults/fault.ts';
import { DomainError } from '#domain/errors.ts';
import { type CircuitDraftRow, lockCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';
import { bundleFilesOfDraft } from '#prisma/repositories/circuits/circuit-bundle.ts';
import { insertProposal, openProposal, type ProposalRow } from '#prisma/repositories/circuits/proposals.ts';
import { type Drawing, mustDraw, unpublishedDraft } from '../circuit-draft.ts';
import { draftFaults } from '../draft-faults.ts';
import { type AtelierDeps, approversOf, notifyOfProposal } from '../notify-analysts.ts';
import { mustReplace } from '../release/must-replace.ts';
import { traceProposal } from './proposal.ts';

/**
 * Proposes a draft to the other analysts as it is now: the hash of its files is kept, and who has
 * touched it. A later change of the draft ends the proposal.
 * @throws {DomainError} forbidden, not-found, circuit-publishing, circuit-proposed,
 * circuit-unchanged, circuit-outdated, circuit-was-withdrawn
 */
export async function proposeDraft(
  { database, baseUrl }: AtelierDeps,
  asked: Drawing & {
    readonly draftId: string;
    readonly revision: number;
    readonly reason: string;
    /** The version that it may replace although it was not drawn from it. */
    readonly over: string | null;
  },
): Promise<
  | { readonly proposal: ProposalRow }
  | { readonly stale: CircuitDraftRow }
  | { readonly faults: readonly CircuitFault[] }
> {
  mustDraw(asked);
  return database.transaction(async (tx) => {
    const { actor, at, reason, over } = asked;
    const draft = unpublishedDraft(await lockCircuitDraft(tx, asked.draftId));
    if (draft.revision !== asked.revision) return { stale: draft };
    if ((await openProposal(tx, draft.id)) !== null) throw new DomainError('circuit-proposed');
    const faults = (await draftFaults(tx, draft)).filter(({ severity }) => severity === 'error');
    if (faults.length > 0) return { faults };
    const hash = bundleHash(await bundleFilesOfDraft(tx, draft));
    await mustReplace(tx, hash, { draft, over });
    const { id: draftId, of, kind, revision } = draft;
    const proposed = { draftId, of, kind, revision, bundleHash: hash, overVersionId: over, reason };
    const proposal = await insertProposal(tx, { ...proposed, proposedBy: actor.personId, proposedAt: at });
    const { touchedBy } = proposal;
    await traceProposal(tx, asked, 'circuit.proposal-make', proposal, { reason, over, touchedBy: [...touchedBy] });
    await notifyOfProposal(tx, baseUrl, 'circuit-proposed', proposal, await approversOf(tx, proposal, at));
    return { proposal };
  });
}
