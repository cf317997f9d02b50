import type { BpmnModeler, DrawnElement } from './services.ts';

/** What the palette covers. */
export const PALETTE = 120;
/** A little air around the drawing. */
const AIR = 24;

/** Shows the whole drawing beside the palette, never larger than life. */
export function showWhole(modeler: BpmnModeler): void {
  const canvas = modeler.get('canvas');
  const { inner, outer } = canvas.viewbox();
  if (inner.width === 0 || outer.width === 0) return;
  const scale = Math.min((outer.width - PALETTE - AIR) / inner.width, (outer.height - 2 * AIR) / inner.height, 1);
  const width = outer.width / scale;
  const height = outer.height / scale;
  const left = PALETTE / scale;
  canvas.viewbox({
    x: inner.x - left - (width - left - inner.width) / 2,
    y: inner.y - (height - inner.height) / 2,
    width,
    height,
  });
}

/** Below this scale names cannot be read. */
const READABLE = 0.7;

/** Brings an element into view, at a scale where its name can be read. */
export function showReadably(modeler: BpmnModeler, element: DrawnElement): void {
  const canvas = modeler.get('canvas');
  if (canvas.zoom() >= READABLE) {
    canvas.scrollToElement(element, PALETTE);
    return;
  }
  // In one go: to scroll right after a zoom goes back to the scale of before it.
  const { outer } = canvas.viewbox();
  const middle = middleOf(element);
  const [width, height] = [outer.width / READABLE, outer.height / READABLE];
  // In the middle of what the palette leaves.
  canvas.viewbox({ x: middle.x - (width + PALETTE / READABLE) / 2, y: middle.y - height / 2, width, height });
}

function middleOf({ waypoints, x, y, width, height }: DrawnElement): { x: number; y: number } {
  const [from, to] = [waypoints?.at(0), waypoints?.at(-1)];
  return from && to ? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } : { x: x + width / 2, y: y + height / 2 };
}
