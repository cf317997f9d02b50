/** An element as bpmn-moddle reads it. */
export interface DrawnElement {
  readonly $type: string;
  readonly id: string;
  readonly [property: string]: unknown;
}

/** The elements that a property holds; none where it is no list. */
export const drawnIn = (value: unknown): readonly DrawnElement[] =>
  Array.isArray(value) ? (value as DrawnElement[]) : [];
export const idOf = (value: unknown): string | undefined => (value as DrawnElement | undefined)?.id;

/** What the extensions of an element hold of a type. */
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
  }
  for (const { scope, element } of endsIn(process)) link(element.id, scope.id);
  for (const [from, to] of linksIn(process)) link(from, to);
  return nexts;
}

/** Where the ways of a scope end: at its end events, and at whatever no flow leaves. */
export function endsIn(process: DrawnElement): { scope: DrawnElement; element: DrawnElement }[] {
  const all = elementsIn(process);
  const left = new Set(all.map(({ element }) => idOf(element.sourceRef)));
  return all.filter(({ element }) => isFlowNode(element) && !left.has(element.id) && !goesOnWithoutFlow(element));
}

/** From each link to where it arrives. */
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
    for (const element of drawnIn(scope.flowElements)) {
      found.push({ scope, element });
      if (element.flowElements !== undefined) scopes.push(element);
    }
  }
  return found;
}
