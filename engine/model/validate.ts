import type { ExecutableElement, ExecutableProcess, TimerDefinition } from './executable.ts';
import type { Defect } from './invalid-model.ts';

const JOB_WORKER_TASKS = new Set(['SERVICE_TASK', 'SEND_TASK']);
const ACTIVITIES = new Set([
  'SUB_PROCESS',
  'AD_HOC_SUB_PROCESS',
  'MULTI_INSTANCE_BODY',
  'CALL_ACTIVITY',
  'SERVICE_TASK',
  'SEND_TASK',
  'RECEIVE_TASK',
  'USER_TASK',
  'BUSINESS_RULE_TASK',
  'SCRIPT_TASK',
  'MANUAL_TASK',
  'TASK',
]);

/** Gateways that look at the conditions of their flows. */
export const CHOOSING: ReadonlySet<string> = new Set(['EXCLUSIVE_GATEWAY', 'INCLUSIVE_GATEWAY']);
/** Activities inside which an escalation can be thrown. */
const ESCALATING = new Set(['SUB_PROCESS', 'AD_HOC_SUB_PROCESS', 'AD_HOC_SUB_PROCESS_INNER_INSTANCE', 'CALL_ACTIVITY']);
/** Start events that only an event sub-process can have. */
const INNER_STARTS = new Set(['ERROR', 'ESCALATION']);

/** The elements of a process as a list, made once: many rules go through all of them. */
const lists = new WeakMap<ExecutableProcess, readonly ExecutableElement[]>();

function elementsOf(process: ExecutableProcess): readonly ExecutableElement[] {
  const known = lists.get(process);
  if (known !== undefined) return known;
  const list = [...process.elements.values()];
  lists.set(process, list);
  return list;
}

/** What is wrong with a process whose elements can all be read. */
export function checkProcess(process: ExecutableProcess): Defect[] {
  const defects: Defect[] = [];
  for (const element of process.elements.values()) {
    const { inner } = element;
    const repeated = element.type === 'MULTI_INSTANCE_BODY' ? inner : undefined;
    for (const one of repeated === undefined ? [element] : [element, repeated]) {
      for (const reason of reasonsAgainst(one, process))
        defects.push({ elementId: one.id, elementType: (repeated ?? one).type, reason });
    }
  }
  return defects;
}

function* reasonsAgainst(element: ExecutableElement, process: ExecutableProcess): Generator<string> {
  if (element.type === 'PROCESS' && element.noneStart === undefined && process.eventStarts.length === 0) {
    yield 'Must have at least one start event';
  }
  if (element.type === 'PROCESS' && noneStarts(element, process) > 1)
    yield 'Must not have more than one none start event';
  if (element.type === 'SUB_PROCESS' && noneStarts(element, process) !== 1)
    yield 'Must have exactly one none start event';
  if (element.type === 'EVENT_SUB_PROCESS') yield* againstEventSubProcess(element, process);
  if (element.type === 'START_EVENT') yield* againstStart(element);
  if (element.type === 'END_EVENT' && element.outgoing.length > 0)
    yield 'End events must not have outgoing sequence flows';
  if (element.type === 'BOUNDARY_EVENT') yield* againstBoundary(element);
  if (JOB_WORKER_TASKS.has(element.type) && element.job === undefined) yield "Must have a 'zeebe:taskDefinition'";
  if (element.trigger === 'MESSAGE' && isThrow(element) && element.job === undefined)
    yield "A message throw event must have a 'zeebe:taskDefinition'";
  if (element.type === 'BUSINESS_RULE_TASK' && (element.job === undefined) === (element.decision === undefined)) {
    yield "Must have either one 'zeebe:calledDecision' or one 'zeebe:taskDefinition'";
  }
  if (element.type === 'SCRIPT_TASK' && (element.job === undefined) === (element.script === undefined)) {
    yield "Must have either one 'zeebe:script' or one 'zeebe:taskDefinition'";
  }
  if (CHOOSING.has(element.type) && element.outgoing.length > 1) {
    for (const flow of element.outgoing) {
      if (flow.condition === undefined && flow !== element.defaultFlow) {
        yield `Sequence flow '${flow.id}' must have a condition or be the default flow`;
      }
    }
  }
  yield* againstListeners(element);
  yield* againstTwins(element.boundaryEvents);
  yield* againstTwins(element.type === 'PROCESS' ? process.eventStarts : []);
  yield* againstTwins(element.eventStarts);
  if (element.type === 'EVENT_BASED_GATEWAY') yield* againstEventBasedGateway(element);
  if (element.type === 'AD_HOC_SUB_PROCESS') yield* againstAdHoc(element, process);
  if (element.timer !== undefined) yield* againstTimer(element, element.timer);
  if (element.trigger === 'LINK') yield* againstLink(element, process);
  if (element.isForCompensation) yield* againstHandler(element);
  if (element.trigger === 'COMPENSATION') yield* againstCompensation(element, process);
}

/** Of events that are waited for side by side, no two may answer to the same thing: which of them would it be? */
function* againstTwins(events: readonly ExecutableElement[]): Generator<string> {
  const seen = new Set<string>();
  for (const event of events) {
    const name = awaited(event);
    if (name === undefined) continue;
    const what = event.trigger.toLowerCase();
    const known = `${what} ${name}`;
    if (seen.has(known))
      yield name === ''
        ? `Must not have more than one ${what} event that catches all`
        : `Must not have more than one ${what} event for '${name}'`;
    seen.add(known);
  }
}

/** The text by which an event is found, empty for one that catches all; conditions only where they start a process. */
function awaited({ trigger, parent, ...event }: ExecutableElement): string | undefined {
  switch (trigger) {
    case 'ERROR':
      return event.errorCode?.text ?? '';
    case 'ESCALATION':
      return event.escalationCode?.text ?? '';
    case 'MESSAGE':
      return event.message?.name.text;
    case 'SIGNAL':
      return event.signal?.text;
    case 'CONDITIONAL':
      return parent?.type === 'PROCESS' && event.type === 'START_EVENT' ? event.condition?.expression.text : undefined;
    default:
      return undefined;
  }
}

function noneStarts(scope: ExecutableElement, process: ExecutableProcess): number {
  return elementsOf(process).filter(
    (one) => one.type === 'START_EVENT' && one.trigger === 'NONE' && one.parent === scope,
  ).length;
}

/** Where no listener can be asked, as documented. */
function* againstListeners({ type, trigger, startListeners, endListeners }: ExecutableElement): Generator<string> {
  const isCompensation = type === 'BOUNDARY_EVENT' && trigger === 'COMPENSATION';
  if (startListeners.length > 0 && (type === 'START_EVENT' || type === 'BOUNDARY_EVENT'))
    yield "Execution listeners of type 'start' are not supported here";
  if (
    endListeners.length > 0 &&
    (type.endsWith('_GATEWAY') || isCompensation || (trigger === 'ERROR' && type === 'END_EVENT'))
  )
    yield "Execution listeners of type 'end' are not supported here";
  for (const listeners of [startListeners, endListeners]) {
    const types = listeners.map((listener) => listener.type.text);
    for (const twin of new Set(types.filter((text, i) => types.indexOf(text) !== i)))
      yield `Found duplicate execution listener of type '${twin}'`;
  }
}

function* againstEventBasedGateway(element: ExecutableElement): Generator<string> {
  yield* againstTwins(element.outgoing.map((flow) => flow.target));
  if (element.outgoing.length < 2) yield 'Event-based gateway must have at least 2 outgoing sequence flows.';
  for (const { target } of element.outgoing) {
    if (
      target.type !== 'INTERMEDIATE_CATCH_EVENT' ||
      !['MESSAGE', 'TIMER', 'SIGNAL', 'CONDITIONAL'].includes(target.trigger)
    )
      yield `Event-based gateway must not have an outgoing sequence flow to '${target.id}': only message, timer, signal and conditional catch events are possible`;
    else if (target.incoming.length > 1) yield `Event '${target.id}' must be reached from the event-based gateway only`;
  }
}

function* againstAdHoc(element: ExecutableElement, process: ExecutableProcess): Generator<string> {
  const children = elementsOf(process).filter((one) => one.parent === element.inner);
  if (!children.some((one) => ACTIVITIES.has(one.type))) yield 'Must have at least one activity';
  if (children.some((one) => one.type === 'START_EVENT')) yield 'Must not have a start event';
  if (children.some((one) => one.type === 'END_EVENT')) yield 'Must not have an end event';
}

function* againstLink(element: ExecutableElement, process: ExecutableProcess): Generator<string> {
  if (element.type === 'INTERMEDIATE_CATCH_EVENT') {
    const twins = elementsOf(process).filter((one) => one.type === element.type && one.link === element.link);
    if (twins.length > 1)
      yield `Multiple intermediate catch link event definitions with the same name '${element.link}' are not allowed.`;
    if (element.incoming.length > 0) yield 'A catching link event must not have incoming sequence flows';
  } else {
    if (element.linkTarget === undefined)
      yield `Can't find an catch link event for the throw link event with the name '${element.link}'.`;
    if (element.outgoing.length > 0) yield 'A throwing link event must not have outgoing sequence flows';
  }
}

function* againstHandler(element: ExecutableElement): Generator<string> {
  if (element.incoming.length > 0) yield 'A compensation handler should have no incoming sequence flows';
  if (element.outgoing.length > 0) yield 'A compensation handler should have no outgoing sequence flows';
  if (element.boundaryEvents.length > 0) yield 'A compensation handler should have no boundary events';
}

function* againstCompensation(element: ExecutableElement, process: ExecutableProcess): Generator<string> {
  if (element.type === 'BOUNDARY_EVENT') {
    if (element.outgoing.length > 0) yield 'A compensation boundary event must not have outgoing sequence flows';
    if (element.compensationHandler?.isForCompensation !== true)
      yield 'A compensation boundary event must be associated with a compensation handler';
  }
  if (element.compensates === undefined) return;
  const named = process.elements.get(element.compensates);
  // in an event sub-process: also of the scope that it watches
  const scopes = [element.parent, ...(element.parent?.type === 'EVENT_SUB_PROCESS' ? [element.parent.parent] : [])];
  if (named === undefined || !scopes.includes(named.parent))
    yield 'A compensation throw event can only name an activity of its own scope';
}

/** Which kinds of timer each event may have. */
function* againstTimer(element: ExecutableElement, { kind }: TimerDefinition): Generator<string> {
  const startsProcess = element.type === 'START_EVENT' && element.parent?.type === 'PROCESS';
  if (startsProcess && kind === 'duration') yield 'A timer start event of a process must have a date or a cycle';
  if (element.type === 'INTERMEDIATE_CATCH_EVENT' && kind === 'cycle')
    yield 'An intermediate timer event must have a date or a duration';
  if (kind === 'cycle' && element.interrupting && !startsProcess && element.type !== 'INTERMEDIATE_CATCH_EVENT')
    yield 'A cycle needs a non-interrupting event';
}

function isThrow(element: ExecutableElement): boolean {
  return element.type === 'END_EVENT' || element.type === 'INTERMEDIATE_THROW_EVENT';
}

function* againstStart(element: ExecutableElement): Generator<string> {
  if (element.incoming.length > 0) yield 'Start events must not have incoming sequence flows';
  const inEventSubProcess = element.parent?.type === 'EVENT_SUB_PROCESS';
  if (element.parent?.type === 'SUB_PROCESS' && element.trigger !== 'NONE')
    yield 'The start event of a sub-process must be a none start event';
  if (element.parent?.type === 'PROCESS' && INNER_STARTS.has(element.trigger))
    yield `A process cannot be started by an ${element.trigger.toLowerCase()}`;
  if (inEventSubProcess && element.trigger === 'NONE')
    yield 'The start event of an event sub-process must have a trigger';
  if (inEventSubProcess && element.trigger === 'ERROR' && !element.interrupting)
    yield 'An error start event must be interrupting';
}

function* againstBoundary(element: ExecutableElement): Generator<string> {
  if (element.attachedTo !== undefined && !ACTIVITIES.has(element.attachedTo.type))
    yield 'Must be attached to an activity';
  if (element.incoming.length > 0) yield 'Boundary events must not have incoming sequence flows';
  if (element.trigger === 'ERROR' && !element.interrupting) yield 'Error boundary events must be interrupting';
  const host = element.attachedTo?.inner ?? element.attachedTo;
  if (element.trigger === 'ESCALATION' && host !== undefined && !ESCALATING.has(host.type))
    yield 'An escalation boundary event must be attached to a sub-process or a call activity';
}

function* againstEventSubProcess(element: ExecutableElement, process: ExecutableProcess): Generator<string> {
  const starts = elementsOf(process).filter((one) => one.type === 'START_EVENT' && one.parent === element);
  if (starts.length !== 1) yield 'Must have exactly one start event';
  if (element.incoming.length > 0 || element.outgoing.length > 0)
    yield 'Event sub-processes must not have sequence flows';
}
