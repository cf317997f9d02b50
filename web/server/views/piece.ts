import type { PieceRow } from '#prisma/repositories/pieces/pieces.ts';
import type { PieceView } from '#web/contract/requests/drafts.ts';

/** A document as this reader may know it: of one that they may not open, that it was given, and when. */
export const pieceView = (
  { id, pieceType, fileName, size, mediaType, closed, uploadedAt }: PieceRow,
  readable = true,
): PieceView => ({
  id,
  pieceType,
  fileName: readable ? fileName : '',
  size: readable ? size : 0,
  closed,
  readable,
  mediaType,
  uploadedAt: uploadedAt.toISOString(),
});
