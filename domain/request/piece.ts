/**
 * Limits of supporting documents: the size of one, in bytes, and their number for a draft or an
 * answer.
 */
export const PIECE_LIMITS = { maxBytes: 10 * 1024 * 1024, maxPieces: 30 };
