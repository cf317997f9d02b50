/** A diagram in a few strokes, in the units that it is drawn in. */
export interface Sketch {
  readonly shapes: readonly SketchShape[];
  /** The points of each flow. */
  readonly flows: readonly (readonly Point[])[];
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface SketchShape extends Point {
  readonly id: string;
  readonly is: 'event' | 'gateway' | 'step';
  readonly width: number;
  readonly height: number;
}

const DI = 'http://www.omg.org/spec/BPMN/20100524/DI';
const DC = 'http://www.omg.org/spec/DD/20100524/DC';
const DD = 'http://www.omg.org/spec/DD/20100524/DI';
const MARGIN = 10;
/** No drawing is larger for being shorter than others. */
const MIN_WIDTH = 1_000;
const MIN_HEIGHT = 330;

/** The strokes of a diagram; null where it has none that can be read. Needs a browser. */
export function sketchOf(xml: string): Sketch | null {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  const types = new Map([...document.getElementsByTagName('*')].map((one) => [one.getAttribute('id'), one.localName]));
  const shapes = [...document.getElementsByTagNameNS(DI, 'BPMNShape')].flatMap((drawn) => {
    const bounds = [...drawn.children].find(
      ({ namespaceURI, localName }) => namespaceURI === DC && localName === 'Bounds',
    );
    const id = drawn.getAttribute('bpmnElement') ?? '';
    if (!bounds) return [];
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => Number(bounds.getAttribute(name)));
    return { id, is: shapeOf(types.get(id) ?? ''), x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0 };
  });
  const flows = [...document.getElementsByTagNameNS(DI, 'BPMNEdge')].map((drawn) =>
    [...drawn.getElementsByTagNameNS(DD, 'waypoint')].map((point) => ({
      x: Number(point.getAttribute('x')),
      y: Number(point.getAttribute('y')),
    })),
  );
  if (shapes.length === 0) return null;
  const left = Math.min(...shapes.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...shapes.map(({ y }) => y)) - MARGIN;
  const right = Math.max(...shapes.map(({ x, width }) => x + width)) + MARGIN;
  const bottom = Math.max(...shapes.map(({ y, height }) => y + height)) + MARGIN;
  const width = Math.max(right - left, MIN_WIDTH);
  const height = Math.max(bottom - top, MIN_HEIGHT);
  const middle = (top + bottom) / 2;
  return { shapes, flows, box: { x: left, y: middle - height / 2, width, height } };
}

const shapeOf = (type: string): SketchShape['is'] =>
  /Event$/.test(type) ? 'event' : /Gateway$/.test(type) ? 'gateway' : 'step';
