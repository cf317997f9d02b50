import { describe, expect, test } from '@jest/globals';
import { checkDocument } from '#domain/act/text/check.ts';
import type { BlockKind } from '#domain/act/text/document.ts';
import { vocabularyOf } from '#domain/act/text/vocabulary.ts';
import { blankAct, kept, moved, numberOf, opened, placeFor } from './blocks.ts';

const act = (...kinds: BlockKind[]) => kinds.map((is) => ({ is, text: 'x' }));
const ORDER = act('visa', 'references', 'recital', 'article', 'paragraph');

describe('a new block', () => {
  test.each<[BlockKind, number, number]>([
    ['visa', -1, 2],
    ['visa', 0, 1],
    ['visa', 2, 2],
    ['visa', 4, 2],
    ['recital', -1, 3],
    ['recital', 2, 3],
    ['recital', 4, 3],
    ['article', -1, 5],
    ['article', 0, 5],
    ['article', 3, 4],
    ['paragraph', 3, 4],
    ['paragraph', 2, 3],
  ])('%s, while block %i is written in, stands where an act has it', (is, active, place) => {
    expect(placeFor(ORDER, is, active)).toBe(place);
  });

  test('finds its place in an act that is empty', () => {
    expect((['visa', 'recital', 'article', 'paragraph'] as const).map((is) => placeFor([], is, -1))).toEqual([
      0, 0, 0, 0,
    ]);
  });
});

test.each(['act', 'refusal'] as const)('a new %s lacks nothing', (template) => {
  const vocabulary = vocabularyOf({ fields: [], themes: [], steps: [], interview: false });
  expect(checkDocument(blankAct(template), { template, vocabulary })).toEqual([]);
});

test('blocks are numbered among those of their kind, moved one by one, and kept without what the screen alone knows', () => {
  expect(act('visa', 'article', 'article').map((_, index, all) => numberOf(all, index))).toEqual([1, 1, 2]);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(kept(opened({ is: 'article', text: 'x', when: [] }))).toEqual({ is: 'article', text: 'x' });
});
