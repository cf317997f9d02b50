import { bpmnModdle } from '#application/bpmn-moddle.ts';
import { attributeChanges, type Comparison, freeName, orderChange, paired } from './attributes.ts';

// moddle objects are dynamic by nature; this is the one shape we read of them.
interface Moddle {
  readonly $type: string;
  readonly id?: string;
  readonly name?: string;
  readonly [property: string]: unknown;
}

interface Drawn {
  readonly type: string;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /**
   * What counts in its order, by what it is: the flows with a condition that leave it, of which the first that holds is taken; what is
   * mapped in or out, each worked out after those before it.
   */
  readonly orders: ReadonlyMap<string, readonly string[]>;
  /** Where it is drawn. */
  readonly place: string;
}

const list = (value: unknown): readonly Moddle[] => (Array.isArray(value) ? (value as Moddle[]) : []);
const isModdle = (value: unknown): value is Moddle =>
  typeof value === 'object' && value !== null && typeof (value as { $type?: unknown }).$type === 'string';

/** What changed in the drawing, element by element. A diagram that cannot be read has no elements. */
export async function compareElements(before: string, after: string): Promise<Comparison['elements']> {
  const [one, other] = [await readElements(before), await readElements(after)];
  return paired(one, other).flatMap(({ key: elementId, before: was, after: is }): Comparison['elements'] => {
    const { type, name } = (is ?? was) as Drawn;
    const attributes = [
      ...attributeChanges(was?.attributes ?? new Map(), is?.attributes ?? new Map()),
      ...[...(was?.orders ?? [])].flatMap(([of, listed]) =>
        orderChange(listed, is?.orders.get(of) ?? [], (id) => (other.get(id) ?? one.get(id))?.name || id, of),
      ),
    ];
    const change = changeOf(was, is, attributes.length);
    return change === null ? [] : [{ elementId, type, name, change, attributes }];
  });
}

function changeOf(
  was: Drawn | null,
  is: Drawn | null,
  changes: number,
): Comparison['elements'][number]['change'] | null {
  if (was === null) return 'added';
  if (is === null) return 'removed';
  if (changes > 0) return 'changed';
  return was.place === is.place ? null : 'moved';
}

async function readElements(xml: string): Promise<Map<string, Drawn>> {
  const elements = new Map<string, Drawn>();
  if (xml === '' || /<!(?:DOCTYPE|ENTITY)/i.test(xml)) return elements;
  const read = await bpmnModdle.fromXML(xml).catch(() => null);
  if (read === null) return elements;
  const definitions = read.rootElement as unknown as Moddle;
  const places = placesIn(definitions);
  const waiting = [...list(definitions.rootElements)];
  const ways = new Map<string, string[]>();
  for (const element of waiting) {
    for (const flow of list(element.flowElements).filter(isConditional)) {
      const from = (flow.sourceRef as Moddle | undefined)?.id ?? '';
      ways.set(from, [...(ways.get(from) ?? []), flow.id ?? '']);
    }
    waiting.push(...list(element.flowElements), ...list(element.artifacts));
    elements.set(freeName(elements, element.id ?? `(${element.$type})`), {
      type: element.$type,
      name: element.name ?? '',
      attributes: attributesOf(element),
      orders: ordersOf(element, ways.get(element.id ?? '') ?? []),
      place: places.get(element.id ?? '') ?? '',
    });
  }
  return elements;
}

function ordersOf(element: Moddle, ways: readonly string[]): Map<string, string[]> {
  const extensions = list((element.extensionElements as Moddle | undefined)?.values);
  const mapping = extensions.find(({ $type }) => $type === 'zeebe:IoMapping');
  const targets = (mapped: unknown) => list(mapped).map(({ target }) => String(target));
  return new Map([
    ['order', element.$type === 'bpmn:ExclusiveGateway' ? [...ways] : []],
    ['inputs.order', targets(mapping?.inputParameters)],
    ['outputs.order', targets(mapping?.outputParameters)],
  ]);
}

const isConditional = ({ $type, conditionExpression }: Moddle): boolean =>
  $type === 'bpmn:SequenceFlow' && conditionExpression !== undefined;

/** Drawn elements of their own, and the ends of flows as seen from the nodes: said elsewhere. */
const ELSEWHERE = new Set(['flowElements', 'artifacts', 'incoming', 'outgoing', 'id', 'laneSets', '$parent', 'di']);

function attributesOf(element: Moddle): Map<string, string> {
  const found = new Map<string, string>();
  const waiting: { prefix: string; node: Moddle }[] = [{ prefix: '', node: element }];
  for (const { prefix, node } of waiting) {
    for (const [property, value] of Object.entries(node)) {
      if (ELSEWHERE.has(property) || property.startsWith('$')) continue;
      const path = `${prefix}${property}`;
      if (isReference(property, value)) found.set(path, value.id ?? '');
      else if (isModdle(value)) waiting.push({ prefix: `${placeOf(path, value)}.`, node: value });
      else if (Array.isArray(value)) {
        const items = new Map<string, Moddle>();
        value.forEach((item: unknown, index) => {
          if (isModdle(item)) items.set(freeName(items, itemOf(prefix, property, item, index)), item);
        });
        for (const [name, item] of items) waiting.push({ prefix: `${name}.`, node: item });
      } else if (typeof value !== 'object') found.set(path, String(value));
    }
  }
  return shortened(found);
}

const REFERENCES = new Set([
  'sourceRef',
  'targetRef',
  'attachedToRef',
  'default',
  'messageRef',
  'errorRef',
  'signalRef',
]);
const isReference = (property: string, value: unknown): value is Moddle => REFERENCES.has(property) && isModdle(value);

const localName = ({ $type }: Moddle): string => {
  const name = $type.split(':').at(-1) ?? $type;
  return name.charAt(0).toLowerCase() + name.slice(1);
};
/** An extension's holder says nothing. */
const placeOf = (path: string, value: Moddle): string => (value.$type === 'bpmn:ExtensionElements' ? '' : path);

/** « headers.template », « inputs.x »: by what the analyst named it, not by its position. */
function itemOf(prefix: string, property: string, item: Moddle, index: number): string {
  switch (item.$type) {
    case 'zeebe:Header':
      return `headers.${String(item.key)}`;
    case 'zeebe:Property':
      return `properties.${String(item.name)}`;
    case 'zeebe:Input':
      return `inputs.${String(item.target)}`;
    case 'zeebe:Output':
      return `outputs.${String(item.target)}`;
    default:
      return property === 'values' ? localName(item) : `${prefix}${localName(item)}${index === 0 ? '' : index + 1}`;
  }
}

/** A header is its value; the key it is named by need not be said again. */
function shortened(found: ReadonlyMap<string, string>): Map<string, string> {
  const short = new Map<string, string>();
  for (const [path, value] of found) {
    if (/^(headers\..*\.key|properties\..*\.name|(in|out)puts\..*\.target)$/.test(path)) continue;
    short.set(
      path.replace(/^\.+/, '').replace(/^((?:headers|properties)\..*)\.value$|^((?:in|out)puts\..*)\.source$/, '$1$2'),
      value,
    );
  }
  return short;
}

function placesIn(definitions: Moddle): Map<string, string> {
  const places = new Map<string, string>();
  for (const diagram of list(definitions.diagrams)) {
    for (const shape of list((diagram.plane as Moddle | undefined)?.planeElement)) {
      const drawn = (shape.bpmnElement as Moddle | undefined)?.id;
      if (drawn === undefined) continue;
      const { x, y, width, height } = (shape.bounds ?? {}) as Record<string, unknown>;
      const points = list(shape.waypoint).map((point) => `${String(point.x)},${String(point.y)}`);
      places.set(drawn, [x, y, width, height, ...points].join(' '));
    }
  }
  return places;
}
