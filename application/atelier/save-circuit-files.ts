import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import {
  type CircuitDraftRow,
  filesOfDraft,
  lockCircuitDraft,
  saveDraftFiles,
} from '#prisma/repositories/circuits/atelier.ts';
import { type Drawing, type FileChange, mustDraw, unpublishedDraft } from './circuit-draft.ts';
import { refuseExcess, refuseStrangers } from './limits.ts';
import type { AtelierDeps } from './notify-analysts.ts';
import { endProposalOf } from './proposals/proposal.ts';

/**
 * Saves an analyst's changes on top of a revision, and ends any proposal of the draft.
 * @returns the next revision, or the draft as somebody else saved it since
 * @throws {DomainError} forbidden, not-found, circuit-publishing, circuit-file-refused
 */
export async function saveCircuitFiles(
  { database, baseUrl }: AtelierDeps,
  asked: Drawing & { readonly draftId: string; readonly revision: number; readonly files: readonly FileChange[] },
): Promise<{ readonly revision: number } | { readonly stale: CircuitDraftRow }> {
  mustDraw(asked);
  return database.transaction(async (tx) => {
    const { actor, at, files } = asked;
    const draft = unpublishedDraft(await lockCircuitDraft(tx, asked.draftId));
    if (draft.revision !== asked.revision) return { stale: draft };
    refuseExcess(await filesOfDraft(tx, draft.id), files);
    refuseStrangers(draft, files);
    await endProposalOf(tx, baseUrl, asked, draft.id, 'changed');
    const revision = await saveDraftFiles(tx, draft, files, { authorId: actor.personId, at });
    await appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at,
      actorId: actor.personId,
      verb: 'circuit.draft-save',
      subject: `circuit-draft:${draft.id}`,
      payload: { revision, paths: files.map(({ path }) => path) },
    });
    return { revision };
  });
}
