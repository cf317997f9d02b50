/** What supporting documents may be: the size of one, in bytes, and how many a draft or an answer takes. */
export const PIECE_LIMITS = { maxBytes: 10 * 1024 * 1024, maxPieces: 30 };
