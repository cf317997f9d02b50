import { DomainError } from '../../domain/errors.ts';
import type { DraftRow } from '../../prisma/repositories/drafts.ts';

/**
 * A draft that is this person's and not filed yet.
 * @throws {DomainError} not-found, draft-already-filed
 */
export function openDraft(draft: DraftRow | null): DraftRow {
  if (!draft) throw new DomainError('not-found');
  if (draft.requestId !== null) throw new DomainError('draft-already-filed', { requestId: draft.requestId });
  return draft;
}

/** Whom the draft is about: what is sensitive in it is sealed for them. */
export const draftSubject = ({ agentId, ownerId }: Pick<DraftRow, 'agentId' | 'ownerId'>): string => agentId ?? ownerId;
