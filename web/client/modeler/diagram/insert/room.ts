import type { BpmnModeler, DrawnElement } from '../../bpmn/services.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}
interface Size {
  readonly width: number;
  readonly height: number;
}
type Axis = 'x' | 'y';

/** A flow that leads from somewhere to somewhere. */
export type Flow = DrawnElement & { readonly source: DrawnElement; readonly target: DrawnElement };

/** What each arrow before and after a shape asks for, and the air around a shape. */
const ARROW = 35;
const AIR = 20;

/** A straight part of a flow, in the direction of the flow. */
interface Run {
  readonly axis: Axis;
  readonly from: Point;
  readonly to: Point;
}

const lengthOf = ({ axis, from, to }: Run): number => Math.abs(to[axis] - from[axis]);

/** Where a flow goes: what a new shape has to stand between. */
interface Between {
  readonly source: Box;
  readonly target: Box;
  readonly waypoints: readonly Point[];
}

/**
 * The straight part of a flow that a shape is put in: the longest, among those that go across where what follows is to the
 * right. Null of a flow that has no length.
 */
export function runOf({ source, target, waypoints }: Between): Run | null {
  const runs = waypoints.flatMap((from, index): Run[] => {
    const to = waypoints[index + 1];
    return to ? [{ axis: Math.abs(to.x - from.x) >= Math.abs(to.y - from.y) ? 'x' : 'y', from, to }] : [];
  });
  const goesOn = target.x >= endOf(source, 'x') - 1;
  const across = runs.filter(({ axis }) => axis === 'x' || !goesOn).filter((run) => lengthOf(run) > 0);
  return across.toSorted((one, other) => lengthOf(other) - lengthOf(one))[0] ?? null;
}

/** A place where everything beyond is pushed further, and by how much. */
interface Cut {
  readonly axis: Axis;
  readonly at: number;
  readonly by: number;
}

/** What has to be pushed for a shape and its two arrows to stand between two steps; null where there is room. */
export function cutFor(between: Between, size: Size): Cut | null {
  const { source, target } = between;
  const run = runOf(between);
  const axis = run?.axis ?? 'x';
  const need = size[SIDE[axis]] + 2 * ARROW;
  const length = run === null ? 0 : lengthOf(run);
  if (run && length >= need) return null;
  // Steps that touch, or nearly: no place between them to cut at, but the edge of the one that follows.
  if (!run || length < 4) return { axis, at: target[axis] - 1, by: need - (target[axis] - endOf(source, axis)) };
  return { axis, at: Math.min(run.from[axis], run.to[axis]) + 1, by: need - length };
}

/** What has to be pushed for a shape to cover nobody; null where it covers none. */
export function cutBeside(box: Box, others: readonly Box[]): Cut | null {
  const covered = others.find((other) => overlaps(withAir(box), other));
  if (!covered) return null;
  const isBelow = covered.y + covered.height / 2 >= box.y + box.height / 2;
  return isBelow
    ? { axis: 'y', at: covered.y - 1, by: box.y + box.height + AIR - covered.y }
    : { axis: 'y', at: covered.y + 1, by: covered.y + covered.height + AIR - box.y };
}

export type Box = Point & Size;
const SIDE = { x: 'width', y: 'height' } as const;
const endOf = (box: Box, axis: Axis): number => box[axis] + box[SIDE[axis]];
const withAir = ({ x, y, width, height }: Box): Box => ({
  x: x - AIR / 2,
  y: y - AIR / 2,
  width: width + AIR,
  height: height + AIR,
});
/** Whether two boxes have a place in common. */
export const overlaps = (one: Box, other: Box): boolean =>
  (['x', 'y'] as const).every((axis) => one[axis] < endOf(other, axis) && other[axis] < endOf(one, axis));

/** Each pass clears what one shape covers; a drawing with more in its way is left as the analyst drew it. */
const MAX_PASSES = 5;

/**
 * Makes room for a shape in a flow, what follows being pushed to the right or down, with its flows, labels, lanes and
 * border events; says where its middle goes.
 */
export function makeRoom(modeler: BpmnModeler, flow: Flow, size: Size): Point {
  const cut = cutFor(betweenOf(flow), size);
  if (cut) push(modeler, flow, cut);
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const covering = cutBeside(boxAt(middleOf(betweenOf(flow)), size), othersOf(flow));
    if (!covering) break;
    push(modeler, flow, covering);
  }
  return middleOf(betweenOf(flow));
}

/** A flow as it is drawn now: pushing draws it anew. */
const betweenOf = ({ source, target, waypoints = [] }: Flow): Between => ({ source, target, waypoints });

function push(modeler: BpmnModeler, flow: Flow, { axis, at, by }: Cut): void {
  const tool = modeler.get('spaceTool');
  const root = modeler.get('canvas').findRoot(flow);
  const drawn = modeler
    .get('elementRegistry')
    .filter((element) => element !== root && modeler.get('canvas').findRoot(element) === root)
    // A source that the cut goes through stays as it is, even where it could be stretched.
    .filter((element) => element !== flow.source || element[axis] > at);
  const { movingShapes, resizingShapes } = tool.calculateAdjustments(drawn, axis, by, at);
  const delta = axis === 'x' ? { x: by, y: 0 } : { x: 0, y: by };
  tool.makeSpace(movingShapes, resizingShapes, delta, axis === 'x' ? 'e' : 's', at);
}

/** What stands beside a flow: neither what it is between nor their border events. */
export const othersOf = ({
  parent,
  source,
  target,
}: Pick<Flow, 'source' | 'target'> & { parent?: DrawnElement | undefined }): DrawnElement[] =>
  shapesIn(parent).filter(
    (element) => ![element, element.host].some((each) => each !== undefined && (each === source || each === target)),
  );

/** What takes a place of its own in a process or a sub-process: neither flows, labels nor what is drawn around others. */
export const shapesIn = (parent: DrawnElement | undefined): DrawnElement[] =>
  (parent?.children ?? []).filter(
    ({ waypoints, labelTarget, type }) =>
      waypoints === undefined && labelTarget === undefined && !['bpmn:Lane', 'bpmn:Group'].includes(type),
  );

const boxAt = ({ x, y }: Point, { width, height }: Size): Box => ({
  x: x - width / 2,
  y: y - height / 2,
  width,
  height,
});

function middleOf(between: Between): Point {
  const run = runOf(between);
  if (run) return { x: (run.from.x + run.to.x) / 2, y: (run.from.y + run.to.y) / 2 };
  const { source, target } = between;
  return { x: (endOf(source, 'x') + target.x) / 2, y: source.y + source.height / 2 };
}
