import type { BpmnModeler, DrawnElement } from '../services.ts';
import { PALETTE } from '../show-whole.ts';

/** A rectangle of the drawing's window, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const AIR = 8;

/**
 * Where the tools of an element stand: over it or under it, as near as leaves free all else that is drawn, its own name too.
 * Null where neither can be seen whole.
 */
export function placeOfPad(
  target: Box,
  { width, height }: Pick<Box, 'width' | 'height'>,
  others: readonly Box[],
  view: Box,
): Pick<Box, 'left' | 'top'> | null {
  const right = view.left + view.width - width;
  const left = Math.max(view.left, Math.min(target.left, right));
  const free = (from: number, beyond: (met: readonly Box[]) => number): number => {
    const met = others.filter((other) => meet({ left, top: from, width, height }, other));
    return met.length === 0 ? from : free(beyond(met), beyond);
  };
  const over = free(target.top - AIR - height, (met) => Math.min(...met.map(({ top }) => top)) - AIR - height);
  const under = free(bottomOf(target) + AIR, (met) => Math.max(...met.map(bottomOf)) + AIR);
  const [nearest] = [over, under]
    .filter((top) => top >= view.top && top + height <= bottomOf(view))
    .toSorted((a, b) => Math.abs(a - target.top) - Math.abs(b - target.top));
  return nearest === undefined ? null : { left, top: nearest };
}

const bottomOf = ({ top, height }: Box): number => top + height;
const meet = (one: Box, other: Box): boolean =>
  one.left < other.left + other.width &&
  other.left < one.left + one.width &&
  one.top < bottomOf(other) &&
  other.top < bottomOf(one);
const holds = (one: Box, other: Box): boolean =>
  one.left <= other.left &&
  one.top <= other.top &&
  one.left + one.width >= other.left + other.width &&
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
      left: (box.left - x) * scale,
      top: (box.top - y) * scale,
      width: box.width * scale,
      height: box.height * scale,
    });
    const box = onScreen(boxOf(target));
    const others = modeler
      .get('elementRegistry')
      .filter((element) => element !== target && element.width > 0 && element !== canvas.getRootElement())
      .map((element) => onScreen(boxOf(element)))
      .filter((other) => !holds(other, box) && !holds(box, other));
    const view = { left: PALETTE, top: 0, width: outer.width - PALETTE, height: outer.height };
    const size = { width: tools.offsetWidth, height: tools.offsetHeight };
    return placeOfPad(box, size, others, view) ?? ownPosition(target);
  };
}

/** What an element covers of the drawing: of a flow, the middle of its longest stretch. */
function boxOf({ waypoints, x, y, width, height }: DrawnElement): Box {
  if (!waypoints) return { left: x, top: y, width, height };
  const stretches = waypoints.slice(1).map((to, index) => {
    const from = waypoints[index] ?? to;
    return { length: Math.hypot(to.x - from.x, to.y - from.y), left: (from.x + to.x) / 2, top: (from.y + to.y) / 2 };
  });
  const [{ left, top } = { left: x, top: y }] = stretches.toSorted((a, b) => b.length - a.length);
  return { left, top, width: 0, height: 0 };
}
