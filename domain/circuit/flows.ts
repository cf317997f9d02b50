/** An element as bpmn-moddle reads it. */
export interface DrawnElement {
  readonly $type: string;
  readonly id: string;
  readonly [property: string]: unknown;
}

/** Lists the elements that a property holds; none if it is no list. */
export const drawnIn = (value: unknown): readonly DrawnElement[] =>
  Array.isArray(value) ? (value as DrawnElement[]) : [];
export const idOf = (value: unknown): string | undefined => (value as DrawnElement | undefined)?.id;

/** Lists the extension elements of a type. */
export function extensionsOf({ extensionElements }: DrawnElement, type: string): readonly DrawnElement[] {
  const { values } = (extensionElements ?? {}) as { readonly values?: unknown };
  return drawnIn(values).filter(({ $type }) => $type === type);
}

/** What is mapped into an element, or out of it. */
export interface Mapping {
  readonly source: string;
  readonly target: string;
}

export const mappingsOf = (element: DrawnElement, kind: 'input' | 'output'): Mapping[] =>
  extensionsOf(element, 'zeebe:IoMapping').flatMap((mapping) =>
    drawnIn(mapping[`${kind}Parameters`]).map(({ source, target }) => ({
      source: String(source ?? ''),
      target: String(target ?? ''),
    })),
  );

/**
 * Lists where a token may go from each element: along flows, over boundary events, into
 * sub-processes and out of them.
 */
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
  }
  for (const { scope, element } of endsIn(process)) link(element.id, scope.id);
  for (const [from, to] of linksIn(process)) link(from, to);
  return nexts;
}

/** Lists where a scope ends: at its end events, and at elements without outgoing flow. */
export function endsIn(process: DrawnElement): { scope: DrawnElement; element: DrawnElement }[] {
  const all = elementsIn(process);
  const left = new Set(all.map(({ element }) => idOf(element.sourceRef)));
  return all.filter(({ element }) => isFlowNode(element) && !left.has(element.id) && !goesOnWithoutFlow(element));
}

/** Maps each link to where it arrives. */
export function linksIn(process: DrawnElement): [from: string, to: string][] {
  const links = elementsIn(process).filter(({ element }) => isEvent(element, 'Link'));
  const nameOf = ({ eventDefinitions }: DrawnElement) => drawnIn(eventDefinitions)[0]?.name;
  const arrivals = links.filter(({ element }) => element.$type === 'bpmn:IntermediateCatchEvent');
  return links.flatMap(({ scope, element }) =>
    element.$type !== 'bpmn:IntermediateThrowEvent'
      ? []
      : arrivals
          .filter((to) => to.scope === scope && nameOf(to.element) === nameOf(element))
          .map((to): [string, string] => [element.id, to.element.id]),
  );
}

/** Whether tokens go through an element: it is no flow, nor does it only show data. */
const isFlowNode = ({ $type }: DrawnElement): boolean =>
  /(?:[tT]ask|Event|Gateway|Activity|SubProcess|Transaction)$/.test($type);

const isEvent = ({ eventDefinitions }: DrawnElement, name: string): boolean =>
  drawnIn(eventDefinitions)[0]?.$type === `bpmn:${name}EventDefinition`;

/** What goes on by a link or an association, or stands beside the ways. */
const goesOnWithoutFlow = (element: DrawnElement): boolean =>
  element.triggeredByEvent === true ||
  element.isForCompensation === true ||
  (element.$type === 'bpmn:IntermediateThrowEvent' && isEvent(element, 'Link')) ||
  (element.$type === 'bpmn:BoundaryEvent' && isEvent(element, 'Compensate'));

/**
 * Returns a function that lists every place from which a token may have come to a place of a
 * process, itself included. Another instance never begins where a process ends. A scope is entered
 * at one place and left at another: what it holds comes before what follows it, not before its own
 * beginning.
 */
export function waysBackIn(process: DrawnElement): (place: string) => ReadonlySet<string> {
  const froms = fromsIn(process);
  const known = new Map<string, ReadonlySet<string>>();
  return (place) => {
    const before = known.get(place);
    if (before !== undefined) return before;
    const found = new Set([place]);
    // The set grows while it is walked.
    for (const at of found) for (const from of froms.get(at) ?? []) found.add(from);
    // Within a scope, what is mapped into it is known.
    const places = new Set([...found].map((at) => (at.startsWith(ENTERED) ? at.slice(ENTERED.length) : at)));
    known.set(place, places);
    return places;
  };
}

/** A scope as it is entered; by its own id, as it is left. */
const ENTERED = '>';

function fromsIn(process: DrawnElement): ReadonlyMap<string, readonly string[]> {
  const all = elementsIn(process);
  const within = new Map<string, string[]>();
  for (const { scope, element } of all)
    if (isFlowNode(element)) within.set(scope.id, [...(within.get(scope.id) ?? []), element.id]);
  const scopes = new Set(
    [process, ...all.map(({ element }) => element)].flatMap((one) => (isScope(one) ? one.id : [])),
  );
  const entered = (id: string | undefined) => (id !== undefined && scopes.has(id) ? `${ENTERED}${id}` : id);
  const froms = new Map<string, string[]>();
  const link = (from: string | undefined, to: string | undefined) => {
    if (from !== undefined && to !== undefined) froms.set(to, [...(froms.get(to) ?? []), from]);
  };
  for (const id of scopes) link(entered(id), id);
  for (const { scope, element } of all) {
    const { $type, id } = element;
    if ($type === 'bpmn:SequenceFlow') link(idOf(element.sourceRef), entered(idOf(element.targetRef)));
    if ($type === 'bpmn:StartEvent') link(entered(scope.id), id);
    if ($type === 'bpmn:BoundaryEvent') {
      // It may come once any of what it is drawn around was done.
      const around = idOf(element.attachedToRef) ?? '';
      for (const from of [around, ...(within.get(around) ?? [])]) link(from, id);
    }
    if (element.triggeredByEvent === true) {
      for (const from of [entered(scope.id), ...(within.get(scope.id) ?? [])]) if (from !== id) link(from, entered(id));
      link(id, scope.id);
    }
  }
  for (const { scope, element } of endsIn(process)) link(element.id, scope.id);
  for (const [from, to] of linksIn(process)) link(from, to);
  return froms;
}

const isScope = ({ flowElements }: DrawnElement): boolean => flowElements !== undefined;

/** Lists the elements of a process, sub-processes included, each with its scope. */
export function elementsIn(process: DrawnElement): { scope: DrawnElement; element: DrawnElement }[] {
  const scopes = [process];
  const found: { scope: DrawnElement; element: DrawnElement }[] = [];
  // The array grows while it is walked.
  for (const scope of scopes) {
    for (const element of drawnIn(scope.flowElements)) {
      found.push({ scope, element });
      if (isScope(element)) scopes.push(element);
    }
  }
  return found;
}
