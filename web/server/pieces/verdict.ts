/** Why a file is not taken; the code is the screens' key. */
export type PieceRefusal = 'piece-empty' | 'piece-not-pdf' | 'piece-encrypted' | 'piece-active-content';

export type Verdict = 'fine' | PieceRefusal;
