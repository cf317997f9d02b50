import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import type { Filing } from '#domain/permissions/filing.ts';
import { mayBeOnPaper } from '#domain/request/on-paper.ts';
import type { DraftRow } from '#prisma/repositories/drafts/drafts.ts';

/**
 * Returns a draft that is not filed yet.
 * @throws {DomainError} not-found, draft-already-filed
 */
export function openDraft(draft: DraftRow | null): DraftRow {
  if (!draft) throw new DomainError('not-found');
  if (draft.requestId !== null) throw new DomainError('draft-already-filed', { requestId: draft.requestId });
  return draft;
}

/** Returns whom the draft is about: its sensitive values are encrypted for them. */
export const draftSubject = ({ agentId, ownerId }: Pick<DraftRow, 'agentId' | 'ownerId'>): string => agentId ?? ownerId;

/** True if the draft is entered for an agent from a paper that they signed. */
export const isDraftOnPaper = ({ agentId }: Pick<DraftRow, 'agentId'>, manifest: CircuitManifest): boolean =>
  agentId !== null && mayBeOnPaper(manifest);

/** Returns by whom a request will be filed, and whether on paper. */
export const filingOf = (draft: Pick<DraftRow, 'agentId' | 'ownerId'>, manifest: CircuitManifest): Filing => ({
  filedById: draft.agentId === null ? null : draft.ownerId,
  onPaper: isDraftOnPaper(draft, manifest),
});
