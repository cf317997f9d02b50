import { DomainError } from '#domain/errors.ts';
import {
  type CircuitDraftRow,
  filesOfDraft,
  findCircuitDraft,
  lockCircuitDraft,
  saveDraftFiles,
} from '#prisma/repositories/circuits/atelier.ts';
import { inheritTouches } from '#prisma/repositories/circuits/proposals.ts';
import type { Deps } from '../../dependencies.ts';
import { type Drawing, type FileChange, keepDraft, mustDraw } from '../circuit-draft.ts';
import { refuseExcess, refuseStrangers } from '../limits.ts';

/**
 * Copies a draft, with changes to some of its files, so that an analyst keeps their own work after
 * a conflict. The people who touched the original count as having touched the copy.
 * @throws {DomainError} forbidden, not-found, circuit-file-refused, too-many-requests
 */
export async function copyCircuitDraft(
  { database }: Pick<Deps, 'database'>,
  asked: Drawing & { readonly draftId: string; readonly files: readonly FileChange[] },
): Promise<CircuitDraftRow> {
  mustDraw(asked);
  const copy = await database.transaction(async (tx) => {
    // Locked: if the original were dropped meanwhile, the record of who touched it would be lost.
    const original = await lockCircuitDraft(tx, asked.draftId);
    if (original === null) throw new DomainError('not-found');
    const files = await filesOfDraft(tx, original.id);
    refuseExcess(files, asked.files);
    refuseStrangers(original, asked.files);
    const { of, kind, baseVersion } = original;
    const baseVersionId = baseVersion?.id ?? null;
    const kept = await keepDraft(tx, asked, { of, kind, origin: 'copy', baseVersionId, files });
    await inheritTouches(tx, original.id, kept.id);
    if (asked.files.length > 0)
      await saveDraftFiles(tx, kept, asked.files, { authorId: asked.actor.personId, at: asked.at });
    return findCircuitDraft(tx, kept.id);
  });
  if (copy === null) throw new DomainError('not-found');
  return copy;
}
