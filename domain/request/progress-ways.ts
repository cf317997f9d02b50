import { type DrawnElement, drawnIn, elementsIn, endsIn, extensionsOf, idOf, linksIn } from '../circuit/flows.ts';
import type { Template } from '../decision/decision.ts';
import { CLOSING_OUTCOMES } from './request.ts';
import { comeToOnceRefused, type Ways } from './way-ahead.ts';

const CHOICES = new Set(['bpmn:ExclusiveGateway', 'bpmn:EventBasedGateway']);
const WAITS = new Set(['bpmn:IntermediateCatchEvent', 'bpmn:ReceiveTask']);

/** Extracts what progress needs of a process (domain/request/progress.ts, way-ahead.ts). */
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
    if (type === 'bpmn:BoundaryEvent') {
      around(element.attachedToRef as DrawnElement, id, element.cancelActivity !== false);
    }
    if (element.triggeredByEvent === true) {
      const interrupts = drawnIn(element.flowElements).every(
        (inner) => inner.$type !== 'bpmn:StartEvent' || inner.isInterrupting !== false,
      );
      around(scope, `>${id}`, interrupts);
      // Where it interrupts its scope, the end of one is the end of the other.
      if (interrupts) add(onward, id, scope.id);
    }
  }
  for (const { scope, element } of endsIn(process)) add(onward, element.id, scope.id);
  for (const [from, to] of linksIn(process)) add(onward, from, to);
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
    .flatMap(({ values }) => drawnIn(values))
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
