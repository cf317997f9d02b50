import { expect, test } from '@jest/globals';
import { type Move, movedOrder } from './preparation.ts';

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
