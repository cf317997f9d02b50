import { describe, expect, test } from '@jest/globals';
import { type Beside, besideWay, wayAround } from './route-around.ts';

const task = (x: number, y = 0) => ({ x, y, width: 100, height: 80 });
/** Three steps in a line, and a flow from the first to the last. */
const inLine: Beside = {
  source: task(0),
  target: task(400),
  waypoints: [
    { x: 100, y: 40 },
    { x: 400, y: 40 },
  ],
  shapes: [task(200)],
  labels: [],
  flows: [],
};
const pointsOf = (beside: Partial<Beside>) => wayAround({ ...inLine, ...beside })?.map(({ x, y }) => [x, y]) ?? null;
const aroundAt = (y: number, edge: number) => [
  [50, edge],
  [50, y],
  [450, y],
  [450, edge],
];

describe('a flow between two steps', () => {
  test('with nothing between them, stays as it is', () => {
    expect(pointsOf({ shapes: [] })).toBeNull();
    expect(pointsOf({ shapes: [task(200, 200)] })).toBeNull();
  });

  test('goes below what stands between them', () => expect(pointsOf({})).toEqual(aroundAt(105, 80)));

  test('goes below all that stands there, and below its names', () => {
    expect(pointsOf({ shapes: [task(200), task(250, 95)] })).toEqual(aroundAt(-25, 0));
    expect(pointsOf({ shapes: [task(200), task(250, 95), task(150, -90)] })).toEqual(aroundAt(-115, 0));
    expect(pointsOf({ labels: [{ x: 200, y: 95, width: 60, height: 14 }] })).toEqual(aroundAt(-25, 0));
  });

  test('goes above where another flow leaves from below already', () =>
    expect(
      pointsOf({
        flows: [
          [
            { x: 50, y: 80 },
            { x: 50, y: 300 },
          ],
        ],
      }),
    ).toEqual(aroundAt(-25, 0)));

  test('goes below where something stands above, and stays as it is where neither is free', () => {
    const above = task(20, -110);
    expect(pointsOf({ shapes: [task(200), above] })).toEqual(aroundAt(105, 80));
    expect(pointsOf({ shapes: [task(200), above, task(20, 90)] })).toBeNull();
  });
});

test('a name in the way of such a flow stands past its corner, on the side that it does not go to', () => {
  const way = wayAround(inLine) ?? [];
  const name = { x: 20, y: 85, width: 60, height: 14 };
  expect(besideWay(name, way, true)).toEqual({ x: -22.5, y: 98 });
  expect(besideWay(name, way, false)).toEqual({ x: 462.5, y: 98 });
});
