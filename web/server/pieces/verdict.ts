/** Why a file is not taken; the code is the screens' key. */
export type PieceRefusal =
  | 'piece-empty'
  | 'piece-not-pdf'
  | 'piece-encrypted'
  | 'piece-active-content'
  | 'piece-too-complex';

/** What is kept of a file, or why nothing is. */
export type Verdict = { readonly bytes: Uint8Array } | { readonly refused: PieceRefusal };
