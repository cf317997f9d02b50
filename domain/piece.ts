import type { ErrorCode } from './errors.ts';

/** What a supporting document may be. */
export const PIECE_LIMITS = { maxBytes: 10 * 1024 * 1024, mediaTypes: ['application/pdf'] as const };

/** What an inspection of the bytes found. */
export interface PieceFacts {
  readonly size: number;
  /** Read from the bytes, never from what the browser says. Null: of no kind we take. */
  readonly mediaType: string | null;
  readonly encrypted: boolean;
  /** Runs a script, opens a program, carries files: a document only shows. */
  readonly active: boolean;
}

/** Why the document cannot be taken, or null. */
export function pieceFault({ size, mediaType, encrypted, active }: PieceFacts): ErrorCode | null {
  if (size === 0) return 'piece-empty';
  if (size > PIECE_LIMITS.maxBytes) return 'piece-too-large';
  if (mediaType === null || !(PIECE_LIMITS.mediaTypes as readonly string[]).includes(mediaType)) return 'piece-not-pdf';
  if (encrypted) return 'piece-encrypted';
  return active ? 'piece-active-content' : null;
}

/** Mandatory pieces that were not given: the fault stands next to each field. */
export function missingPieces(
  rules: readonly { readonly pieceType: string; readonly mandatory: boolean }[],
  given: readonly { readonly pieceType: string }[],
): string[] {
  const types = new Set(given.map((piece) => piece.pieceType));
  return rules.filter((rule) => rule.mandatory && !types.has(rule.pieceType)).map((rule) => rule.pieceType);
}
