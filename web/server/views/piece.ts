import type { PieceRow } from '../../../prisma/repositories/pieces.ts';
import type { PieceView } from '../../contract/drafts.ts';

export const pieceView = ({ id, pieceType, fileName, size, mediaType, uploadedAt }: PieceRow): PieceView => ({
  id,
  pieceType,
  fileName,
  size,
  mediaType,
  uploadedAt: uploadedAt.toISOString(),
});
