import { DomainError } from '#domain/errors.ts';
import { type DraftRow, findDraft, saveDraft as write } from '#prisma/repositories/drafts/drafts.ts';
import type { Deps } from '../dependencies.ts';
import { protect } from '../forms/sensitive.ts';
import { draftSubject, openDraft } from './open-draft.ts';
import { isStorable } from './storable.ts';

/**
 * Saves what was typed on top of a revision.
 * @returns the next revision, or the draft as another device saved it in between
 * @throws {DomainError} bad-request, not-found, draft-already-filed, form-endless
 */
export async function saveDraft(
  { database: { prisma }, versions, secrets }: Pick<Deps, 'database' | 'versions' | 'secrets'>,
  typed: {
    readonly ownerId: string;
    readonly draftId: string;
    readonly revision: number;
    readonly data: Record<string, unknown>;
    readonly at: Date;
  },
): Promise<{ readonly revision: number } | { readonly kept: DraftRow }> {
  const { ownerId, draftId: id, revision, at } = typed;
  if (!isStorable(typed.data))
    throw new DomainError('bad-request', {}, [{ field: 'data', code: 'characters', params: {} }]);
  const before = await findDraft(prisma, id, ownerId);
  if (!before) throw new DomainError('not-found');
  const { form } = await versions.get(before.versionId);
  const data = protect(form, typed.data, before.data, { secrets, owner: draftSubject(before) });
  const saved = await write(prisma, { id, ownerId, revision, data, at });
  return saved === null ? { kept: openDraft(await findDraft(prisma, id, ownerId)) } : { revision: saved };
}
