import { DomainError } from '#domain/errors.ts';
import { currentVersionId, stopOf } from '#prisma/repositories/circuits/circuits.ts';
import { type DraftRow, moveDraft } from '#prisma/repositories/drafts/drafts.ts';
import type { Deps } from '../dependencies.ts';
import { formAccepts } from '../forms/accepts.ts';

/**
 * Returns the draft on a version that can be filed: its own or, if that one was withdrawn, the one
 * in force, provided that its form has a place for everything typed. Otherwise, and while its kind
 * is closed, the draft is kept unchanged.
 * @throws {DomainError} kind-withdrawn, draft-withdrawn, with the reason of the withdrawal
 */
export async function rebasedDraft(
  { database: { prisma }, versions }: Pick<Deps, 'database' | 'versions'>,
  draft: DraftRow,
): Promise<DraftRow> {
  const stop = await stopOf(prisma, draft.versionId);
  if (stop === null) return draft;
  const { reason } = stop;
  const former = await versions.get(draft.versionId);
  const inForce = await currentVersionId(prisma, former.kind);
  if (inForce === null) throw new DomainError('kind-withdrawn', { reason });
  const { form } = await versions.get(inForce);
  if (!formAccepts(form, former.form, draft.data)) throw new DomainError('draft-withdrawn', { reason });
  return moveDraft(prisma, draft, inForce);
}
