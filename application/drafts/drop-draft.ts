import { deleteDraft, lockDraft } from '#prisma/repositories/drafts/drafts.ts';
import type { Deps } from '../dependencies.ts';
import { openDraft } from './open-draft.ts';

/**
 * Deletes a draft with its pieces.
 * @throws {DomainError} not-found, draft-already-filed
 */
export async function dropDraft(
  { database }: Pick<Deps, 'database'>,
  { ownerId, draftId }: { readonly ownerId: string; readonly draftId: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    openDraft(await lockDraft(tx, draftId, ownerId));
    await deleteDraft(tx, draftId);
  });
}
