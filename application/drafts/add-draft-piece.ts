import { DomainError } from '#domain/errors.ts';
import { PIECE_LIMITS } from '#domain/request/piece.ts';
import { lockDraft } from '#prisma/repositories/drafts/drafts.ts';
import { countPieces, deleteDraftPiece, insertPiece, type PieceRow } from '#prisma/repositories/pieces/pieces.ts';
import type { Deps } from '../dependencies.ts';
import { openDraft } from './open-draft.ts';

/** A document that was checked; the document store has its bytes. */
export interface StoredPiece {
  readonly sha256: string;
  readonly size: number;
  readonly fileName: string;
  readonly pieceType: string;
  readonly closed: boolean;
}

/**
 * Adds a document to a draft.
 * @throws {DomainError} not-found, draft-already-filed, piece-too-many
 */
export const addDraftPiece = (
  { database }: Pick<Deps, 'database'>,
  added: { readonly ownerId: string; readonly draftId: string; readonly piece: StoredPiece; readonly at: Date },
): Promise<PieceRow> =>
  database.transaction(async (tx) => {
    const { ownerId, draftId, piece, at } = added;
    openDraft(await lockDraft(tx, draftId, ownerId));
    if ((await countPieces(tx, { draftId })) >= PIECE_LIMITS.maxPieces)
      throw new DomainError('piece-too-many', { max: PIECE_LIMITS.maxPieces });
    return insertPiece(tx, { ...piece, draftId, ownerId, uploadedAt: at });
  });

/**
 * Removes a document from a draft.
 * @throws {DomainError} not-found, draft-already-filed
 */
export async function removeDraftPiece(
  { database }: Pick<Deps, 'database'>,
  { ownerId, draftId, pieceId }: { readonly ownerId: string; readonly draftId: string; readonly pieceId: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    openDraft(await lockDraft(tx, draftId, ownerId));
    if (!(await deleteDraftPiece(tx, draftId, pieceId))) throw new DomainError('not-found');
  });
}
