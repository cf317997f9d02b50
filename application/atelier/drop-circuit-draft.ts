import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import { deleteCircuitDraft, lockCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';
import { type Drawing, mustDraw, unpublishedDraft } from './circuit-draft.ts';
import type { AtelierDeps } from './notify-analysts.ts';
import { endProposalOf } from './proposals/proposal.ts';

/**
 * Deletes a draft and ends its proposal.
 * @throws {DomainError} forbidden, not-found, circuit-publishing
 */
export async function dropCircuitDraft(
  { database, baseUrl }: AtelierDeps,
  asked: Drawing & { readonly draftId: string },
): Promise<void> {
  mustDraw(asked);
  await database.transaction(async (tx) => {
    const { id, kind, revision } = unpublishedDraft(await lockCircuitDraft(tx, asked.draftId));
    await endProposalOf(tx, baseUrl, asked, id, 'dropped');
    await deleteCircuitDraft(tx, id);
    await appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at: asked.at,
      actorId: asked.actor.personId,
      verb: 'circuit.draft-drop',
      subject: `circuit-draft:${id}`,
      payload: { kind, revision },
    });
  });
}
