import { bpmnModdle } from '#application/bpmn-moddle.ts';
import { callAt, idAt, isInBlock, type OpenedCalls, openCalls, placeWithin } from '#domain/circuit/blocks/block.ts';
import { wordsOfFault } from '#domain/circuit/faults/fault.ts';
import { elementsIn, extensionsOf, nextsIn } from '#domain/circuit/flows.ts';
import type { ErrorParams } from '#domain/errors.ts';
import { blockDiagram } from './blocks.ts';
import type { Bundle } from './bundle.ts';

/** What a person, a clerk or a table does in a circuit: one element of the diagram, as the portal needs it. */
export interface ModelElement {
  readonly id: string;
  /** `bpmn:UserTask`… */
  readonly type: string;
  readonly name: string;
  readonly jobType?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly candidateGroups: readonly string[];
  readonly isUserTask: boolean;
  readonly formId?: string;
  readonly decisionId?: string;
  /** Event sub-processes and what they hold are not on the main road. */
  readonly aside: boolean;
  /** Id of the process or sub-process it stands in. */
  readonly scope: string;
  /** Error codes of the error events at its border. */
  readonly caughtErrors: readonly string[];
  readonly bindings: readonly string[];
}

/** A circuit read off its diagram. */
export interface CircuitModel {
  readonly processId: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  /** In the order the circuit goes through them. */
  readonly elements: readonly ModelElement[];
  /** Every element that bears a name, sequence flows included. */
  readonly named: ReadonlyMap<string, string>;
  /** Names of the messages the circuit waits for. */
  readonly messages: readonly string[];
  /** Where a token may go from each element: along flows, over borders, into sub-processes and out of them. */
  readonly nexts: ReadonlyMap<string, readonly string[]>;
  /** The blocks that it calls: their elements are among its own. */
  readonly opened: OpenedCalls;
  /** What all this was read off. */
  readonly drawn: WholeProcess;
}

/** A diagram that cannot be read; the code is one of domain/circuit/faults/fault.ts. */
export class UnreadableDiagram extends Error {
  override readonly name = 'UnreadableDiagram';
  readonly code: 'diagram-unreadable' | 'diagram-hostile' | 'file-too-large' | 'too-many-elements' | 'not-one-process';
  readonly params: ErrorParams;

  constructor(code: UnreadableDiagram['code'], params: ErrorParams = {}) {
    super(wordsOfFault({ code, params }).en);
    this.code = code;
    this.params = params;
  }
}

/** Larger than any circuit a person can read; the parser and the screens stay quick below. */
const MAX_XML = 1_000_000;
/** Flows included. */
const MAX_ELEMENTS = 1_000;

// moddle objects are dynamic by nature; this is the one shape we read of them.
export interface Moddle {
  $type: string;
  id: string;
  name?: string;
  [property: string]: unknown;
}

const list = (value: unknown): Moddle[] => (Array.isArray(value) ? (value as Moddle[]) : []);
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/**
 * Reads the one executable process of a diagram, with the messages beside it.
 * @throws {UnreadableDiagram}
 */
export async function readProcess(xml: string): Promise<{ process: Moddle; messages: readonly Moddle[] }> {
  refuseMonsters(xml);
  const { rootElement, warnings } = await bpmnModdle.fromXML(xml).catch((error: Error) => {
    throw new UnreadableDiagram('diagram-unreadable', { reason: error.message });
  });
  if (warnings.length > 0) {
    const reason = warnings
      .slice(0, 5)
      .map((warning) => warning.message)
      .join('; ');
    throw new UnreadableDiagram('diagram-unreadable', { reason });
  }
  const roots = list((rootElement as unknown as Moddle).rootElements);
  const processes = roots.filter((root) => root.$type === 'bpmn:Process' && root.isExecutable === true);
  const [process] = processes;
  if (process === undefined || processes.length > 1) {
    throw new UnreadableDiagram('not-one-process', { count: processes.length });
  }
  const count = elementsIn(process).length;
  if (count > MAX_ELEMENTS) throw new UnreadableDiagram('too-many-elements', { count, max: MAX_ELEMENTS });
  return { process, messages: roots.filter((root) => root.$type === 'bpmn:Message') };
}

/** A process read whole, what it calls among its own elements. */
export interface WholeProcess extends Awaited<ReturnType<typeof readProcess>> {
  readonly opened: OpenedCalls;
}

/**
 * Reads the process of a diagram with the blocks of its bundle that it calls.
 * @throws {UnreadableDiagram}
 */
async function readWhole(xml: string, bundle?: Bundle): Promise<WholeProcess> {
  const { process, messages } = await readProcess(xml);
  const waitedFor = [...messages];
  let count = elementsIn(process).length;
  const opened = await openCalls(process, process.id, async (block) => {
    const drawn = bundle && blockDiagram(bundle, block);
    if (drawn === undefined) return null;
    const called = await readProcess(drawn);
    // Of blocks within blocks too: each call counts.
    count += elementsIn(called.process).length;
    if (count > MAX_ELEMENTS) throw new UnreadableDiagram('too-many-elements', { count, max: MAX_ELEMENTS });
    waitedFor.push(...called.messages);
    return called.process;
  });
  return { process, messages: waitedFor, opened };
}

/**
 * Reads a circuit off its diagram, and off those of the blocks of its bundle that it calls.
 * @throws {UnreadableDiagram}
 */
export async function readModel(xml: string, bundle?: Bundle): Promise<CircuitModel> {
  const drawn = await readWhole(xml, bundle);
  const { process, messages, opened } = drawn;
  const elements: ModelElement[] = [];
  const named = new Map<string, string>();
  visit(process, { aside: false, elements, named });
  return {
    processId: process.id,
    name: process.name ?? process.id,
    properties: Object.fromEntries(
      list(extension(process, 'zeebe:Properties')?.properties).map((property) => [property.name, property.value ?? '']),
    ) as Record<string, string>,
    elements,
    named,
    messages: messages.map((message) => message.name ?? ''),
    nexts: nextsIn(process),
    opened,
    drawn,
  };
}

/** Where an analyst finds an element: itself, or the call of the block that holds it, with what it is called there. */
export const whereIs = ({ named }: Pick<CircuitModel, 'named'>, place: string) => ({
  elementId: callAt(place),
  ...(isInBlock(place) && { inside: named.get(place) ?? idAt(place), insideId: placeWithin(place) }),
});

/** An analyst's XML is anyone's: what declares entities is not even given to the parser. */
function refuseMonsters(xml: string): void {
  if (xml.length > MAX_XML) throw new UnreadableDiagram('file-too-large', { max: MAX_XML });
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new UnreadableDiagram('diagram-hostile');
}

function visit(scope: Moddle, into: { aside: boolean; elements: ModelElement[]; named: Map<string, string> }): void {
  const children = list(scope.flowElements);
  for (const child of children) if (child.name) into.named.set(child.id, child.name);
  for (const child of inDrawnOrder(children)) {
    const aside = into.aside || child.triggeredByEvent === true || isOffTheBorder(child, children);
    into.elements.push(elementOf(child, scope, children, aside));
    if (child.flowElements !== undefined) visit(child, { ...into, aside });
  }
}

function elementOf(element: Moddle, scope: Moddle, siblings: readonly Moddle[], aside: boolean): ModelElement {
  const definition = extension(element, 'zeebe:TaskDefinition');
  const form = extension(element, 'zeebe:FormDefinition');
  const decision = extension(element, 'zeebe:CalledDecision');
  const called = extension(element, 'zeebe:CalledElement');
  const groups = text(extension(element, 'zeebe:AssignmentDefinition')?.candidateGroups);
  const headers = list(extension(element, 'zeebe:TaskHeaders')?.values);
  const jobType = text(definition?.type);
  // An editor keeps a field that was emptied.
  const formId = text(form?.formId) || undefined;
  const decisionId = text(decision?.decisionId);
  return {
    id: element.id,
    type: element.$type,
    name: element.name ?? '',
    ...(jobType !== undefined && { jobType }),
    headers: Object.fromEntries(headers.map((header) => [header.key as string, (header.value as string) ?? ''])),
    candidateGroups: groups === undefined ? [] : groups.split(',').map((group) => group.trim()),
    isUserTask: extension(element, 'zeebe:UserTask') !== undefined,
    ...(formId !== undefined && { formId }),
    ...(decisionId !== undefined && { decisionId }),
    aside,
    scope: scope.id,
    caughtErrors: siblings
      .filter((sibling) => sibling.$type === 'bpmn:BoundaryEvent' && sibling.attachedToRef === element)
      .flatMap((event) => list(event.eventDefinitions))
      .filter((event) => event.$type === 'bpmn:ErrorEventDefinition')
      .map((event) => text((event.errorRef as Moddle | undefined)?.errorCode) ?? '*'),
    bindings: [form, decision, called].flatMap((bound) =>
      bound === undefined ? [] : [text(bound.bindingType) ?? 'latest'],
    ),
  };
}

/** Reached only by an event at the border of something: a reminder, the silence, a correction. */
function isOffTheBorder(element: Moddle, siblings: readonly Moddle[]): boolean {
  const start = siblings.filter((sibling) => sibling.$type === 'bpmn:StartEvent');
  return start.length > 0 && !reach(start, siblings).includes(element);
}

/** As one goes through it from the start, then what events at the border lead to, each beside where it starts. */
function inDrawnOrder(children: readonly Moddle[]): Moddle[] {
  const nodes = children.filter((child) => child.$type !== 'bpmn:SequenceFlow');
  const starts = nodes.filter((node) => node.$type === 'bpmn:StartEvent');
  const borders = nodes.filter((node) => node.$type === 'bpmn:BoundaryEvent');
  const ordered = onTheWay(starts, children);
  for (const border of borders)
    for (const node of onTheWay([border], children)) if (!ordered.includes(node)) ordered.push(node);
  return [...ordered, ...nodes.filter((node) => !ordered.includes(node))];
}

/**
 * Each after all that leads to it, ways back aside: a shortcut past a step does not put what follows before it. Of two
 * branches, the first drawn comes first.
 */
function onTheWay(from: readonly Moddle[], siblings: readonly Moddle[]): Moddle[] {
  const seen = new Set<Moddle>();
  const lastFirst: Moddle[] = [];
  const visitFrom = (node: Moddle) => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const flow of list(node.outgoing).toReversed()) {
      const target = flow.targetRef as Moddle | undefined;
      if (target !== undefined && siblings.includes(target)) visitFrom(target);
    }
    lastFirst.push(node);
  };
  for (const node of from.toReversed()) visitFrom(node);
  return lastFirst.toReversed();
}

function reach(from: readonly Moddle[], siblings: readonly Moddle[]): Moddle[] {
  const seen: Moddle[] = [...from];
  // The array grows while it is walked: that is the breadth-first queue.
  for (const node of seen) {
    for (const flow of list(node.outgoing)) {
      const target = flow.targetRef as Moddle | undefined;
      if (target !== undefined && siblings.includes(target) && !seen.includes(target)) seen.push(target);
    }
  }
  return seen;
}

const extension = (element: Moddle, type: string) => extensionsOf(element, type)[0];
