import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import { type Filing, mayBeOnPaper } from '#domain/request/on-paper.ts';
import type { DraftRow } from '#prisma/repositories/drafts.ts';

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

/** Whether it is being entered, for an agent, from a paper that they signed. */
export const isDraftOnPaper = ({ agentId }: Pick<DraftRow, 'agentId'>, manifest: CircuitManifest): boolean =>
  agentId !== null && mayBeOnPaper(manifest);

/** By whose hand it comes, once it is filed. */
export const filingOf = (draft: Pick<DraftRow, 'agentId' | 'ownerId'>, manifest: CircuitManifest): Filing => ({
  filedById: draft.agentId === null ? null : draft.ownerId,
  onPaper: isDraftOnPaper(draft, manifest),
});
