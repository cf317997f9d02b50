import { describe, expect, test } from '@jest/globals';
import { missingPieces, PIECE_LIMITS, type PieceFacts, pieceFault } from './piece.ts';

const pdf: PieceFacts = { size: 1000, mediaType: 'application/pdf', encrypted: false, active: false };

describe('a supporting document', () => {
  test.each<[string, Partial<PieceFacts>, string | null]>([
    ['an ordinary PDF', {}, null],
    ['of the largest size', { size: PIECE_LIMITS.maxBytes }, null],
    ['one byte over', { size: PIECE_LIMITS.maxBytes + 1 }, 'piece-too-large'],
    ['empty', { size: 0, mediaType: null }, 'piece-empty'],
    ['of an unknown kind', { mediaType: null }, 'piece-not-pdf'],
    ['a picture', { mediaType: 'image/png' }, 'piece-not-pdf'],
    ['encrypted', { encrypted: true }, 'piece-encrypted'],
    ['with a script', { active: true }, 'piece-active-content'],
  ])('%s', (_what, more, expected) => {
    expect(pieceFault({ ...pdf, ...more })).toBe(expected);
  });

  test('is missed when mandatory only', () => {
    const rules = [
      { pieceType: 'livret', mandatory: true },
      { pieceType: 'lettre', mandatory: false },
      { pieceType: 'certificat', mandatory: true },
    ];
    expect(missingPieces(rules, [{ pieceType: 'livret' }, { pieceType: 'autre' }])).toEqual(['certificat']);
  });
});
