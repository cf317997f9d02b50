import type { BpmnModeler, DrawnElement } from '../../bpmn/services.ts';
import { PALETTE } from '../../bpmn/show-whole.ts';
import { type Box, overlaps } from '../insert/room.ts';

/** Where the tools stand in the drawing's window, in pixels. */
interface Position {
  readonly left: number;
  readonly top: number;
}

const AIR = 8;

/**
 * Where the tools of an element stand: over it or under it, as near as leaves free all else that is drawn, its own name too.
 * Null where neither can be seen whole. In pixels of the drawing's window.
 */
export function placeOfPad(
  target: Box,
  { width, height }: Pick<Box, 'width' | 'height'>,
  others: readonly Box[],
  view: Box,
): Position | null {
  const right = view.x + view.width - width;
  const left = Math.max(view.x, Math.min(target.x, right));
  const free = (from: number, beyond: (met: readonly Box[]) => number): number => {
    const met = others.filter((other) => overlaps({ x: left, y: from, width, height }, other));
    return met.length === 0 ? from : free(beyond(met), beyond);
  };
  const over = free(target.y - AIR - height, (met) => Math.min(...met.map(({ y }) => y)) - AIR - height);
  const under = free(bottomOf(target) + AIR, (met) => Math.max(...met.map(bottomOf)) + AIR);
  const [nearest] = [over, under]
    .filter((top) => top >= view.y && top + height <= bottomOf(view))
    .toSorted((a, b) => Math.abs(a - target.y) - Math.abs(b - target.y));
  return nearest === undefined ? null : { left, top: nearest };
}

const bottomOf = ({ y, height }: Box): number => y + height;
const holds = (one: Box, other: Box): boolean =>
  one.x <= other.x &&
  one.y <= other.y &&
  one.x + one.width >= other.x + other.width &&
  bottomOf(one) >= bottomOf(other);

/** Has the tools of an element stand beside the way that it is read, which goes on to its right: there they hid its follower. */
export function placePad(modeler: BpmnModeler): void {
  const pad = modeler.get('contextPad');
  const canvas = modeler.get('canvas');
  const ownPosition = pad._getPosition.bind(pad);
  pad._getPosition = (target) => {
    const tools = canvas.getContainer().querySelector<HTMLElement>('.djs-context-pad');
    if (Array.isArray(target) || tools === null) return ownPosition(target);
    const { x, y, scale, outer } = canvas.viewbox();
    const onScreen = (box: Box): Box => ({
      x: (box.x - x) * scale,
      y: (box.y - y) * scale,
      width: box.width * scale,
      height: box.height * scale,
    });
    const box = onScreen(boxOf(target));
    const others = modeler
      .get('elementRegistry')
      .filter((element) => element !== target && element.width > 0 && element !== canvas.getRootElement())
      .map((element) => onScreen(boxOf(element)))
      .filter((other) => !holds(other, box) && !holds(box, other));
    const view = { x: PALETTE, y: 0, width: outer.width - PALETTE, height: outer.height };
    const size = { width: tools.offsetWidth, height: tools.offsetHeight };
    return placeOfPad(box, size, others, view) ?? ownPosition(target);
  };
}

/** What an element covers of the drawing: of a flow, the middle of its longest stretch. */
function boxOf({ waypoints, x, y, width, height }: DrawnElement): Box {
  if (!waypoints) return { x, y, width, height };
  const stretches = waypoints.slice(1).map((to, index) => {
    const from = waypoints[index] ?? to;
    return { length: Math.hypot(to.x - from.x, to.y - from.y), x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  });
  const [middle = { x, y }] = stretches.toSorted((a, b) => b.length - a.length);
  return { x: middle.x, y: middle.y, width: 0, height: 0 };
}
