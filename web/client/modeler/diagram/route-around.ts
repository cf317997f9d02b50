import type { BpmnModeler, DrawnElement } from '../bpmn/services.ts';
import { type Box, othersOf, overlaps, type Point } from './insert/room.ts';

/** Between a flow and what it goes around. */
const AIR = 25;

/** A flow as it is laid out, and what stands beside it. */
export interface Beside {
  readonly source: Box;
  readonly target: Box;
  readonly waypoints: readonly Point[];
  /** Steps, gateways and events, but those that it links. */
  readonly shapes: readonly Box[];
  readonly labels: readonly Box[];
  /** The other flows. */
  readonly flows: readonly (readonly Point[])[];
}

/**
 * Where a flow goes so as to run through no shape: below or above what stands in its way, along as few other flows as can
 * be. Null where it is well as it is, and where neither way is free.
 */
export function wayAround(beside: Beside): Point[] | null {
  const { waypoints, shapes, flows } = beside;
  if (!runsThrough(waypoints, shapes)) return null;
  const shared = (way: readonly Point[]) => flows.filter((flow) => runsAlong(way, flow)).length;
  const [best] = ([1, -1] as const)
    .map((side) => wayOn(side, beside))
    .filter((way) => !runsThrough(way, shapes))
    .toSorted((one, other) => shared(one) - shared(other) || lengthOf(one) - lengthOf(other));
  return best ?? null;
}

/** Down from the source (1), or up (-1), across, and back to the target. */
function wayOn(side: 1 | -1, { source, target, shapes, labels }: Beside): Point[] {
  const edgeOf = (box: Box) => (side === 1 ? box.y + box.height : box.y);
  const beyond = (boxes: readonly Box[]) => side * Math.max(...boxes.map((box) => side * edgeOf(box))) + side * AIR;
  const [from, to] = [middleOf(source), middleOf(target)];
  let y = beyond([source, target]);
  const met = () => {
    const across = boxOf({ x: from, y }, { x: to, y }, AIR / 2);
    return [...shapes, ...labels].filter((box) => overlaps(across, box));
  };
  for (let inWay = met(); inWay.length > 0; inWay = met()) y = beyond(inWay);
  return [
    { x: from, y: edgeOf(source) },
    { x: from, y },
    { x: to, y },
    { x: to, y: edgeOf(target) },
  ];
}

/** Where a name that a way around leaves through, or comes through, stands instead: past its corner, clear of it. */
export function besideWay({ width, height }: Box, way: readonly Point[], isSource: boolean): Point {
  const [, first, last] = way as [Point, Point, Point];
  const [corner, other] = isSource ? [first, last] : [last, first];
  const x = corner.x < other.x ? corner.x - AIR / 2 - width : corner.x + AIR / 2;
  return { x, y: corner.y - height / 2 };
}

const middleOf = ({ x, width }: Box): number => x + width / 2;
const boxOf = (a: Point, b: Point, air = 0): Box => ({
  x: Math.min(a.x, b.x) - air,
  y: Math.min(a.y, b.y) - air,
  width: Math.abs(a.x - b.x) + 2 * air,
  height: Math.abs(a.y - b.y) + 2 * air,
});
const runsOf = (way: readonly Point[], air = 0): Box[] =>
  way.slice(1).map((to, index) => boxOf(way[index] as Point, to, air));
const lengthOf = (way: readonly Point[]): number =>
  runsOf(way).reduce((length, { width, height }) => length + width + height, 0);
const runsThrough = (way: readonly Point[], shapes: readonly Box[]): boolean =>
  runsOf(way).some((run) => shapes.some((shape) => overlaps(run, shape)));
/** On the same line, rather than across. */
const runsAlong = (way: readonly Point[], other: readonly Point[]): boolean =>
  runsOf(way, 1).some((run) =>
    runsOf(other, 1).some((one) => run.width > run.height === one.width > one.height && overlaps(run, one)),
  );

/** After the flow is drawn, and names have moved out of its way. */
const LAST = 200;

/** Has a flow that is drawn between two steps go around those that stand between them; undone with it. */
export function routeAround(modeler: BpmnModeler): void {
  modeler.get('eventBus').on('commandStack.connection.create.postExecuted', LAST, ({ context }) => {
    const { connection, hints } = context as { connection: DrawnElement; hints?: { createElementsBehavior?: boolean } };
    // What is pasted stays as it was copied.
    if (connection.type !== 'bpmn:SequenceFlow' || hints?.createElementsBehavior === false) return;
    const { source, target, waypoints, parent } = connection;
    if (!source || !target || !waypoints) return;
    const around = (parent?.children ?? []).filter((one) => one !== connection);
    const isLinked = (one?: DrawnElement) => one === source || one === target;
    const labels = around.filter(({ labelTarget }) => labelTarget !== undefined);
    const way = wayAround({
      ...{ source, target, waypoints },
      shapes: othersOf({ parent, source, target }),
      labels: labels.filter(({ labelTarget }) => !isLinked(labelTarget)),
      flows: around.flatMap((one) => (one.waypoints ? [one.waypoints] : [])),
    });
    if (!way) return;
    const modeling = modeler.get('modeling');
    modeling.updateWaypoints(connection, way);
    for (const label of labels.filter((one) => isLinked(one.labelTarget) && runsThrough(way, [one]))) {
      const { x, y } = besideWay(label, way, label.labelTarget === source);
      modeling.moveShape(label, { x: x - label.x, y: y - label.y });
    }
  });
}
