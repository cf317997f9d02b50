import fc from 'fast-check';
import type { Json } from '../../processing/protocol.ts';
import {
  call,
  draw,
  end,
  extensions,
  flows,
  inside,
  loop,
  mapping,
  node,
  service,
  start,
  subProcess,
} from '../draw.ts';

/** Few names, so that scopes hold the same ones. */
export const NAMES = ['a', 'b', 'c'] as const;
export type Name = (typeof NAMES)[number];
export type Values = Readonly<Record<string, Json>>;

/** What a variable is made of: another one, which may be missing, or a number. */
export interface Mapping {
  readonly from: Name | number;
  readonly to: Name;
}

interface Mapped {
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
}

/** A part of a circuit that holds, writes or copies variables. */
export type Part =
  | (Mapped & { kind: 'job'; result: Values })
  | (Mapped & { kind: 'script'; into: Name; value: number })
  | (Mapped & { kind: 'scope'; parts: Part[] })
  | (Mapped & { kind: 'each'; parts: Part[]; count: number; sequential: boolean; gathers: Name | 'item' })
  | (Mapped & { kind: 'call'; parts: Part[]; fromParents: boolean; toParents: boolean })
  | { kind: 'beside'; parts: Part[] };

/** The parts that are elements, with scopes of their own. */
export type Element = Exclude<Part, { kind: 'beside' }>;

const name = fc.constantFrom(...NAMES);
const value = fc.nat(99);
const from = fc.oneof(name, value);
export const values: fc.Arbitrary<Values> = fc.dictionary(name, value, { maxKeys: 3 });

const inputs = fc.array(fc.record({ from, to: name }), { maxLength: 3 });
const outputs = fc.uniqueArray(fc.record({ from, to: name }), { maxLength: 2, selector: ({ to }) => to });
const mapped = {
  inputs,
  outputs: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: outputs }),
};

const anyPart: fc.Arbitrary<Part> = fc.letrec<{ part: Part; leaf: Part }>((tie) => {
  const parts = fc.array(tie('part'), { minLength: 1, maxLength: 3 });
  return {
    leaf: fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('job' as const), ...mapped, result: values }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('script' as const), ...mapped, into: name, value }) },
    ),
    part: fc.oneof(
      { maxDepth: 4, depthSize: 'medium', withCrossShrink: true },
      tie('leaf'),
      fc.record({ kind: fc.constant('scope' as const), ...mapped, parts }),
      fc.record({ kind: fc.constant('beside' as const), parts }),
      fc.record({
        kind: fc.constant('each' as const),
        ...mapped,
        parts,
        count: fc.nat(3),
        sequential: fc.boolean(),
        gathers: fc.oneof(fc.constant('item' as const), name),
      }),
      fc.record({
        kind: fc.constant('call' as const),
        ...mapped,
        parts,
        fromParents: fc.boolean(),
        toParents: fc.boolean(),
      }),
    ),
  };
}).part;

/** What is in a process. */
export const bodies: fc.Arbitrary<Part[]> = fc.array(anyPart, { minLength: 1, maxLength: 3 });

/** The files of a circuit, and which part each element is. */
export interface DrawnScopes {
  readonly files: Record<string, string>;
  readonly elements: Map<string, Element>;
}

/** Name of the list that an element gathers: its own, as its element is. */
export const gathered = (elementId: string): string => `all_${elementId}`;

/** Draws a process `p` of these parts, one after the other; jobs are of the type `work`. */
export function drawScopes(parts: readonly Part[]): DrawnScopes {
  const drawing: DrawnScopes = { files: {}, elements: new Map() };
  drawProcess(drawing, 'p', parts);
  return drawing;
}

function drawProcess(drawing: DrawnScopes, id: string, parts: readonly Part[]): void {
  // holds the name until what it calls is drawn too
  drawing.files[`${id}.bpmn`] = '';
  drawing.files[`${id}.bpmn`] = draw(id, [drawBody(drawing, id, parts)]);
}

/** From a start to an end, one part after the other. */
function drawBody(drawing: DrawnScopes, id: string, parts: readonly Part[]): string {
  const drawn = parts.map((part) => drawPart(drawing, part));
  const way = [`${id}_start`, ...drawn.flatMap(({ first, last }) => [first, last]), `${id}_end`];
  const steps = way.flatMap((one, i) => (i % 2 === 0 && way[i + 1] !== undefined ? [`${one} -> ${way[i + 1]}`] : []));
  return [start(`${id}_start`), end(`${id}_end`), ...drawn.map(({ body }) => body), flows(...steps)].join('');
}

function drawPart(drawing: DrawnScopes, part: Part): { body: string; first: string; last: string } {
  const { elements } = drawing;
  const id = `${part.kind}_${elements.size}`;
  if (part.kind === 'beside') return drawBeside(drawing, part.parts);
  elements.set(id, part);
  const io = mapping({ inputs: part.inputs.map(asText), outputs: part.outputs.map(asText) });
  return { body: drawElement(drawing, id, part, io), first: id, last: id };
}

function drawElement(drawing: DrawnScopes, id: string, part: Element, io: string): string {
  switch (part.kind) {
    case 'job':
      return service(id, 'work', io);
    case 'script':
      return node(
        'scriptTask',
        id,
        extensions(`<zeebe:script expression="=${part.value}" resultVariable="${part.into}" />`, io),
      );
    case 'scope':
      return subProcess(id, [extensions(io), drawBody(drawing, id, part.parts)]);
    case 'each': {
      const items = JSON.stringify(Array.from({ length: part.count }, (_, i) => 100 + i));
      const repeated = loop(
        {
          inputCollection: `=${items}`,
          inputElement: 'item',
          outputCollection: gathered(id),
          outputElement: `=${part.gathers}`,
        },
        { sequential: part.sequential },
      );
      return inside(subProcess(id, [extensions(io), drawBody(drawing, id, [WAIT, ...part.parts])]), repeated);
    }
    case 'call': {
      drawProcess(drawing, `${id}_called`, part.parts);
      const propagate = {
        propagateAllParentVariables: String(part.fromParents),
        propagateAllChildVariables: String(part.toParents),
      };
      return call(id, { processId: `${id}_called`, ...propagate }, io);
    }
  }
}

/** What goes on beside others waits first: which of them moves is then what happens, not how the engine takes turns. */
const WAIT: Part = { kind: 'job', inputs: [], outputs: [], result: {} };

/** All at once. */
function drawBeside(drawing: DrawnScopes, parts: readonly Part[]): { body: string; first: string; last: string } {
  const drawn = parts.map((part) => drawPart(drawing, { kind: 'scope', inputs: [], outputs: [], parts: [WAIT, part] }));
  const [first, last] = [`fork_${drawn[0]?.first}`, `join_${drawn[0]?.first}`];
  const ways = drawn.map((one) => flows(`${first} -> ${one.first}`, `${one.last} -> ${last}`));
  const gateways = [node('parallelGateway', first), node('parallelGateway', last)];
  return { body: [...gateways, ...drawn.map(({ body }) => body), ...ways].join(''), first, last };
}

const asText = ({ from, to }: Mapping): string => `=${from} -> ${to}`;
