import { type CircuitDraftRow, deleteCircuitDraft, lockCircuitDraft } from '../../prisma/repositories/atelier.ts';
import { lockPart, type PartVersion } from '../../prisma/repositories/parts.ts';
import { endProposal, lockProposal } from '../../prisma/repositories/proposals.ts';
import { keepPart, type PartFiles } from './keep-part.ts';
import { mustReplace } from './must-replace.ts';
import { type AtelierDeps, notifyOfProposal } from './notify-analysts.ts';
import { mustBeApproved } from './publish-draft.ts';

/**
 * Makes what two people approved of a part the version that kinds take with their next publication: version, files, trace and
 * the end of the draft in one transaction. No version of a kind changes: each keeps the copy that it was published with.
 * @throws {DomainError} circuit-not-approved, circuit-unchanged, circuit-outdated
 */
export const publishPart = (
  { database, baseUrl }: AtelierDeps,
  asked: {
    readonly draft: CircuitDraftRow;
    readonly proposalId: string;
    readonly part: PartFiles;
    readonly at: Date;
  },
): Promise<PartVersion> =>
  database.transaction(async (tx) => {
    const { draft, part, at } = asked;
    await lockPart(tx, part);
    // The draft before its proposal, as whoever answers one does.
    await lockCircuitDraft(tx, draft.id);
    const proposal = mustBeApproved(await lockProposal(tx, asked.proposalId), draft, part.hash);
    const { id, proposedBy, approvedBy, reason, overVersionId: over } = proposal;
    const replaces = await mustReplace(tx, part.hash, { draft, over });
    await endProposal(tx, id, { state: 'published' });
    const version = await keepPart(tx, part, {
      at,
      proposal: { id, proposedBy, approvedBy, reason },
      trace: { reason, draftId: draft.id, replaces },
    });
    await notifyOfProposal(tx, baseUrl, 'circuit-published', proposal, [proposedBy]);
    await deleteCircuitDraft(tx, draft.id);
    return version;
  });
