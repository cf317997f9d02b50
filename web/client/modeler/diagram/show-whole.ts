import type { BpmnModeler } from './services.ts';

/** What the palette covers, and a little air around the drawing. */
const PALETTE = 120;
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
