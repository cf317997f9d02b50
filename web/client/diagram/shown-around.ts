/** Around a drawing of which a part is shown. */
const MARGIN = 20;

/**
 * The part of a drawing that is shown around a middle, on one axis, in its own units: nothing empty beside what is left out.
 * @param length how much of it can be shown
 */
export function shownAround(
  middle: number,
  length: number,
  [from, whole]: readonly [from: number, whole: number],
): { readonly from: number; readonly length: number } {
  const first = from - MARGIN;
  const slack = whole + 2 * MARGIN - length;
  if (slack <= 0) return { from: first + slack / 2, length };
  return { from: Math.min(Math.max(middle - length / 2, first), first + slack), length };
}
