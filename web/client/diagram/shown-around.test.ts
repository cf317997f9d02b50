import { expect, test } from '@jest/globals';
import { shownAround } from './shown-around.ts';

test.each([
  ['all of it, in the middle', 500, 1200, 0],
  ['around the step', 700, 400, 500],
  ['from the start, where the step is near it', 100, 400, 80],
  ['to the end, where the step is near it', 1090, 400, 720],
])('a drawing that is shown in part is shown %s', (_what, middle, length, from) => {
  expect(shownAround(middle, length, [100, 1000])).toEqual({ from, length });
});
