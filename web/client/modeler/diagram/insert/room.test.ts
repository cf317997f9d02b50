import { describe, expect, test } from '@jest/globals';
import { cutBeside, cutFor, runOf } from './room.ts';

const TASK = { width: 100, height: 80 };
const at = (x: number, y: number, { width, height } = TASK) => ({ x, y, width, height });
/** Two steps on a line, `gap` apart, and the arrow between them. */
const apart = (gap: number) => ({
  source: at(0, 0),
  target: at(100 + gap, 0),
  waypoints: [
    { x: 100, y: 40 },
    { x: 100 + gap, y: 40 },
  ],
});

describe('room for a step between two others', () => {
  test('far enough apart: nothing moves', () => expect(cutFor(apart(170), TASK)).toBeNull());

  test('too near: what follows is pushed to the right by what lacks', () =>
    expect(cutFor(apart(50), TASK)).toEqual({ axis: 'x', at: 101, by: 120 }));

  test.each([0, 1, -1])('that touch (%d px apart): the next one is pushed with all that follows', (gap) => {
    const cut = cutFor(apart(gap), TASK);
    expect(cut).toEqual({ axis: 'x', at: 99 + gap, by: 170 - gap });
  });

  test('one above the other: what follows is pushed down', () => {
    const between = {
      source: at(0, 0),
      target: at(0, 100),
      waypoints: [
        { x: 50, y: 80 },
        { x: 50, y: 100 },
      ],
    };
    expect(cutFor(between, TASK)).toEqual({ axis: 'y', at: 81, by: 130 });
  });

  test('a smaller shape asks for less', () => expect(cutFor(apart(110), { width: 36, height: 36 })).toBeNull());

  test('where the flow goes down, then across, it stands where the flow goes across', () => {
    const waypoints = [
      { x: 50, y: 80 },
      { x: 50, y: 440 },
      { x: 250, y: 440 },
    ];
    const run = runOf({ source: at(0, 0), target: at(250, 400), waypoints });
    expect(run).toEqual({ axis: 'x', from: waypoints[1], to: waypoints[2] });
  });
});

describe('a step covers no other', () => {
  const box = at(200, 100);
  test('with nobody near, nothing moves', () => expect(cutBeside(box, [at(200, 300), at(400, 100)])).toBeNull());

  test('what stands below is pushed below', () =>
    expect(cutBeside(box, [at(220, 150)])).toEqual({ axis: 'y', at: 149, by: 50 }));

  test('under what stands above, the line itself goes down', () =>
    expect(cutBeside(box, [at(220, 50)])).toEqual({ axis: 'y', at: 51, by: 50 }));
});
