/** A rectangle in points, from the foot of the page. */
export interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** As PDF writes a transformation. */
export type Matrix = readonly [number, number, number, number, number, number];
export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

export const grown = ({ left, bottom, right, top }: Box, by: number): Box => ({
  left: left - by,
  bottom: bottom - by,
  right: right + by,
  top: top + by,
});

export function times([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** The upright rectangle around a transformed one. */
export function boxOf(bounds: ArrayLike<number>, [a, b, c, d, e, f]: Matrix): Box {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = Array.from(bounds);
  const corners = [
    [x0, y0],
    [x1, y0],
    [x0, y1],
    [x1, y1],
  ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f] as const);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return { left: Math.min(...xs), bottom: Math.min(...ys), right: Math.max(...xs), top: Math.max(...ys) };
}

/** Lines along the sides of the page only. Segments as pdf.js writes them: 0 to, 1 line, 2 and 3 curves, 4 close. */
export function isStraight(data: ArrayLike<number>, [a, b, c, d]: Matrix): boolean {
  const turned = Math.abs(a) + Math.abs(d) < 1e-6 ? false : Math.abs(b) + Math.abs(c) > 1e-6;
  if (turned) return false;
  let [startX, startY, x, y] = [0, 0, 0, 0];
  const slants = (toX: number, toY: number) => Math.abs(toX - x) > 0.01 && Math.abs(toY - y) > 0.01;
  for (let index = 0; index < data.length; ) {
    const segment = data[index];
    if (segment === 4) {
      if (slants(startX, startY)) return false;
      [x, y] = [startX, startY];
      index += 1;
      continue;
    }
    if (segment !== 0 && segment !== 1) return false;
    const [toX = 0, toY = 0] = [data[index + 1], data[index + 2]];
    if (segment === 1 && slants(toX, toY)) return false;
    if (segment === 0) [startX, startY] = [toX, toY];
    [x, y] = [toX, toY];
    index += 3;
  }
  return true;
}

export const intersection = (one: Box, other: Box): Box => ({
  left: Math.max(one.left, other.left),
  bottom: Math.max(one.bottom, other.bottom),
  right: Math.min(one.right, other.right),
  top: Math.min(one.top, other.top),
});

/** In points: what a reader's arithmetic may differ by. */
export const TOLERANCE = 1;

export const contains = (outer: Box, { left, bottom, right, top }: Box): boolean =>
  left >= outer.left - TOLERANCE &&
  bottom >= outer.bottom - TOLERANCE &&
  right <= outer.right + TOLERANCE &&
  top <= outer.top + TOLERANCE;

export const overlaps = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.bottom < other.top && other.bottom < one.top;
