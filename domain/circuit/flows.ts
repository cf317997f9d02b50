import type { Template } from '../decision/decision.ts';
import { CLOSING_OUTCOMES } from '../request/request.ts';
import { comeToOnceRefused, type Ways } from '../request/way-ahead.ts';

/** An element as bpmn-moddle reads it. */
export interface DrawnElement {
  readonly $type: string;
  readonly id: string;
  readonly [property: string]: unknown;
}

const list = (value: unknown): readonly DrawnElement[] => (Array.isArray(value) ? (value as DrawnElement[]) : []);
const idOf = (value: unknown): string | undefined => (value as DrawnElement | undefined)?.id;

/** What the extensions of an element hold of a type. */
export function extensionsOf({ extensionElements }: DrawnElement, type: string): readonly DrawnElement[] {
  const { values } = (extensionElements ?? {}) as { readonly values?: unknown };
  return list(values).filter(({ $type }) => $type === type);
}

/** What is mapped into an element, or out of it. */
export interface Mapping {
  readonly source: string;
  readonly target: string;
}

export const mappingsOf = (element: DrawnElement, kind: 'input' | 'output'): Mapping[] =>
  extensionsOf(element, 'zeebe:IoMapping').flatMap((mapping) =>
    list(mapping[`${kind}Parameters`]).map(({ source, target }) => ({
      source: String(source ?? ''),
      target: String(target ?? ''),
    })),
  );

/** Where a token may go from each element: along flows, over borders, into sub-processes and out of them. */
export function nextsIn(process: DrawnElement): Map<string, string[]> {
  const nexts = new Map<string, string[]>();
  const link = (from: string | undefined, to: string | undefined) => {
    if (from !== undefined && to !== undefined) nexts.set(from, [...(nexts.get(from) ?? []), to]);
  };
  for (const { scope, element } of elementsIn(process)) {
    if (element.$type === 'bpmn:SequenceFlow') link(idOf(element.sourceRef), idOf(element.targetRef));
    if (element.$type === 'bpmn:BoundaryEvent') link(idOf(element.attachedToRef), element.id);
    // Into a scope by its starts and its event sub-processes; out of it from wherever it ends.
    if (element.$type === 'bpmn:StartEvent' || element.triggeredByEvent === true) link(scope.id, element.id);
    if (element.$type === 'bpmn:EndEvent') link(element.id, scope.id);
  }
  return nexts;
}

/**
 * From where a token may have come to each place of a process, itself included; asked for one place after another. Where a
 * process ends, no other instance of it begins.
 */
export function waysBackIn(
  nexts: ReadonlyMap<string, readonly string[]>,
  processId: string,
): (place: string) => ReadonlySet<string> {
  const froms = new Map<string, string[]>();
  for (const [from, tos] of nexts)
    for (const to of from === processId ? [] : tos) froms.set(to, [...(froms.get(to) ?? []), from]);
  const known = new Map<string, ReadonlySet<string>>();
  return (place) => {
    const before = known.get(place);
    if (before !== undefined) return before;
    const found = new Set([place]);
    // The set grows while it is walked.
    for (const at of found) for (const from of froms.get(at) ?? []) found.add(from);
    known.set(place, found);
    return found;
  };
}

/** What a process holds, sub-processes included, each with the scope it stands in. */
export function elementsIn(process: DrawnElement): { scope: DrawnElement; element: DrawnElement }[] {
  const scopes = [process];
  const found: { scope: DrawnElement; element: DrawnElement }[] = [];
  // The array grows while it is walked.
  for (const scope of scopes) {
    for (const element of list(scope.flowElements)) {
      found.push({ scope, element });
      if (element.flowElements !== undefined) scopes.push(element);
    }
  }
  return found;
}

const CHOICES = new Set(['bpmn:ExclusiveGateway', 'bpmn:EventBasedGateway']);
const WAITS = new Set(['bpmn:IntermediateCatchEvent', 'bpmn:ReceiveTask']);

/** What progress needs of a process (domain/request/progress.ts, way-ahead.ts). */
export function flowsOf(process: DrawnElement): Ways {
  const all = elementsIn(process);
  const scopeOf = new Map(all.map(({ scope, element }) => [element.id, scope]));
  const entryOf = (element: DrawnElement) => (element.flowElements === undefined ? element.id : `>${element.id}`);
  const onward = new Map<string, string[]>();
  const beside = new Map<string, string[]>();
  const interrupted = new Map<string, string[]>();
  const add = (to: Map<string, string[]>, from: string, id: string) => to.set(from, [...(to.get(from) ?? []), id]);

  /** What an event at the border of a scope, or beside it, is to all that stands inside. */
  const around = (scope: DrawnElement, id: string, interrupts: boolean) => {
    for (const { element } of all) {
      const inside = element === scope || scopesOf(element).includes(scope);
      if (inside) add(interrupts ? interrupted : beside, element.id, id);
    }
  };
  const scopesOf = (element: DrawnElement): DrawnElement[] => {
    const scope = scopeOf.get(element.id);
    return scope === undefined ? [] : [scope, ...scopesOf(scope)];
  };

  for (const { scope, element } of all) {
    const { $type: type, id } = element;
    if (type === 'bpmn:SequenceFlow')
      add(onward, idOf(element.sourceRef) ?? '', entryOf(element.targetRef as DrawnElement));
    if (type === 'bpmn:StartEvent') add(onward, `>${scope.id}`, id);
    if (type === 'bpmn:EndEvent') add(onward, id, scope.id);
    if (type === 'bpmn:BoundaryEvent') {
      around(element.attachedToRef as DrawnElement, id, element.cancelActivity !== false);
    }
    if (element.triggeredByEvent === true) {
      const interrupts = list(element.flowElements).every(
        (inner) => inner.$type !== 'bpmn:StartEvent' || inner.isInterrupting !== false,
      );
      around(scope, `>${id}`, interrupts);
      // Where it interrupts its scope, the end of one is the end of the other.
      if (interrupts) add(onward, id, scope.id);
    }
  }
  const elements = all.map(({ element }) => element);
  const idsOf = (of: (element: DrawnElement) => boolean) => new Set(elements.filter(of).map(({ id }) => id));
  const ways = {
    process: process.id,
    onward,
    beside,
    interrupted,
    ...unrolled(`>${process.id}`, [onward, beside, interrupted]),
    recorded: idsOf(isRecorded),
    waits: idsOf(({ $type }) => WAITS.has($type)),
    choices: idsOf(({ $type }) => CHOICES.has($type)),
    refusing: idsOf((element) => headerOf(element, 'template') === ('refusal' satisfies Template)),
    closing: new Map(
      CLOSING_OUTCOMES.map((outcome) => [
        outcome,
        idsOf((element) => jobOf(element) === CLOSES && headerOf(element, 'outcome') === outcome),
      ]),
    ),
  };
  return { ...ways, onceRefused: comeToOnceRefused(ways) };
}

/** The type of the job that closes a request. */
const CLOSES = 'request-close';
const jobOf = (element: DrawnElement): unknown => extensionsOf(element, 'zeebe:TaskDefinition')[0]?.type;
const headerOf = (element: DrawnElement, name: string): unknown =>
  extensionsOf(element, 'zeebe:TaskHeaders')
    .flatMap(({ values }) => list(values))
    .find(({ key }) => key === name)?.value;

/** The ways from one element, without what comes back to where they went through already; and the order of what they reach. */
function unrolled(
  entry: string,
  [onward, ...others]: [Ways['onward'], ...Ways['onward'][]],
): Pick<Ways, 'forward' | 'order'> {
  const forward = new Map<string, string[]>();
  const backwards: string[] = [];
  const met = new Set<string>();
  const under = new Set<string>();
  const visit = (id: string) => {
    met.add(id);
    under.add(id);
    const ways = (onward.get(id) ?? []).filter((next) => !under.has(next));
    forward.set(id, ways);
    // What is drawn first comes first: the order is read from its end.
    for (const next of [...ways, ...others.flatMap((way) => way.get(id) ?? [])].reverse())
      if (!met.has(next)) visit(next);
    under.delete(id);
    backwards.push(id);
  };
  visit(entry);
  return { forward, order: backwards.reverse() };
}

/** People's steps have tasks, and those with a job type are done by workers. */
function isRecorded(element: DrawnElement): boolean {
  return element.$type === 'bpmn:UserTask' || extensionsOf(element, 'zeebe:TaskDefinition').length > 0;
}
