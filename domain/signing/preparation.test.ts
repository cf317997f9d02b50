import { expect, test } from '@jest/globals';
import { type Move, movedOrder, placesAround } from './preparation.ts';

const PARTS = [
  ['a', 'b'],
  ['c', 'd', 'e'],
];

test.each<[string, Move, string[], string[] | null]>([
  ['d', 'up', [], ['a', 'b', 'd']],
  ['d', 'down', [], ['a', 'b', 'c', 'e', 'd']],
  ['e', 'first', [], ['a', 'b', 'e']],
  ['b', 'up', ['a', 'b', 'c'], ['b', 'a', 'c']],
  ['c', 'up', [], null],
  ['c', 'first', ['c'], null],
  ['b', 'down', [], null],
  ['z', 'first', [], null],
])('« %s » moved %s, %j being in order, makes %j', (key, move, placed, order) => {
  expect(movedOrder(PARTS, placed, key, move)).toEqual(order);
});

test('acts are put in order around the places of those that the person ordering does not see', () => {
  const placed = (kept: number[]) => placesAround(kept, ['a', 'b']).map(({ taskKey, place }) => `${taskKey}${place}`);
  expect(placed([])).toEqual(['a0', 'b1']);
  expect(placed([0])).toEqual(['a1', 'b2']);
  expect(placed([1, 7])).toEqual(['a0', 'b2']);
  // A thousand have a place at most: the last ones come by what is due.
  expect(placed(Array.from({ length: 999 }, (_, place) => place))).toEqual(['a999']);
});
