import { because, type NamedTrigger, type Reason } from './defects.ts';
import type { ExecutableElement, ExecutableProcess, TimerDefinition } from './executable.ts';
import type { ElementDefect } from './invalid-model.ts';

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
export function checkProcess(process: ExecutableProcess): ElementDefect[] {
  const defects: ElementDefect[] = [];
  for (const element of process.elements.values()) {
    const { inner } = element;
    const repeated = element.type === 'MULTI_INSTANCE_BODY' ? inner : undefined;
    for (const one of repeated === undefined ? [element] : [element, repeated]) {
      for (const reason of reasonsAgainst(one, process))
        defects.push({ elementId: one.id, elementType: (repeated ?? one).type, ...reason });
    }
  }
  return defects;
}

function* reasonsAgainst(element: ExecutableElement, process: ExecutableProcess): Generator<Reason> {
  if (element.type === 'PROCESS' && element.noneStart === undefined && process.eventStarts.length === 0) {
    yield because('no-start');
  }
  if (element.type === 'PROCESS' && noneStarts(element, process) > 1) yield because('none-start-twice');
  if (element.type === 'SUB_PROCESS' && noneStarts(element, process) !== 1) yield because('none-start-not-one');
  if (element.type === 'EVENT_SUB_PROCESS') yield* againstEventSubProcess(element, process);
  if (element.type === 'START_EVENT') yield* againstStart(element);
  if (element.type === 'END_EVENT' && element.outgoing.length > 0) yield because('end-with-outgoing');
  if (element.type === 'BOUNDARY_EVENT') yield* againstBoundary(element);
  if (JOB_WORKER_TASKS.has(element.type) && element.job === undefined) yield because('task-definition-missing');
  if (element.trigger === 'MESSAGE' && isThrow(element) && element.job === undefined)
    yield because('throw-without-task-definition');
  if (element.type === 'BUSINESS_RULE_TASK' && (element.job === undefined) === (element.decision === undefined)) {
    yield because('decision-or-job');
  }
  if (element.type === 'SCRIPT_TASK' && (element.job === undefined) === (element.script === undefined)) {
    yield because('script-or-job');
  }
  if (CHOOSING.has(element.type) && element.outgoing.length > 1) {
    for (const flow of element.outgoing) {
      if (flow.condition === undefined && flow !== element.defaultFlow) {
        yield because('flow-without-condition', { flow: flow.id });
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
function* againstTwins(events: readonly ExecutableElement[]): Generator<Reason> {
  const seen = new Set<string>();
  for (const event of events) {
    const name = awaited(event);
    if (name === undefined) continue;
    const trigger = event.trigger.toLowerCase() as NamedTrigger;
    const known = `${trigger} ${name}`;
    if (seen.has(known))
      yield name === '' ? because('catches-all-twice', { trigger }) : because('caught-twice', { trigger, name });
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
function* againstListeners({ type, trigger, startListeners, endListeners }: ExecutableElement): Generator<Reason> {
  const isCompensation = type === 'BOUNDARY_EVENT' && trigger === 'COMPENSATION';
  if (startListeners.length > 0 && (type === 'START_EVENT' || type === 'BOUNDARY_EVENT'))
    yield because('start-listener-here');
  if (
    endListeners.length > 0 &&
    (type.endsWith('_GATEWAY') || isCompensation || (trigger === 'ERROR' && type === 'END_EVENT'))
  )
    yield because('end-listener-here');
  for (const listeners of [startListeners, endListeners]) {
    const types = listeners.map((listener) => listener.type.text);
    for (const twin of new Set(types.filter((text, i) => types.indexOf(text) !== i)))
      yield because('listener-twice', { type: twin });
  }
}

function* againstEventBasedGateway(element: ExecutableElement): Generator<Reason> {
  yield* againstTwins(element.outgoing.map((flow) => flow.target));
  if (element.outgoing.length < 2) yield because('event-gateway-one-flow');
  for (const { target } of element.outgoing) {
    if (
      target.type !== 'INTERMEDIATE_CATCH_EVENT' ||
      !['MESSAGE', 'TIMER', 'SIGNAL', 'CONDITIONAL'].includes(target.trigger)
    )
      yield because('event-gateway-target', { target: target.id });
    else if (target.incoming.length > 1) yield because('event-gateway-target-shared', { target: target.id });
  }
}

function* againstAdHoc(element: ExecutableElement, process: ExecutableProcess): Generator<Reason> {
  const children = elementsOf(process).filter((one) => one.parent === element.inner);
  if (!children.some((one) => ACTIVITIES.has(one.type))) yield because('no-activity');
  if (children.some((one) => one.type === 'START_EVENT')) yield because('start-not-allowed');
  if (children.some((one) => one.type === 'END_EVENT')) yield because('end-not-allowed');
}

function* againstLink(element: ExecutableElement, process: ExecutableProcess): Generator<Reason> {
  if (element.type === 'INTERMEDIATE_CATCH_EVENT') {
    const twins = elementsOf(process).filter((one) => one.type === element.type && one.link === element.link);
    if (twins.length > 1) yield because('link-target-twice', { link: element.link ?? '' });
    if (element.incoming.length > 0) yield because('link-catch-with-incoming');
  } else {
    if (element.linkTarget === undefined) yield because('link-target-missing', { link: element.link ?? '' });
    if (element.outgoing.length > 0) yield because('link-throw-with-outgoing');
  }
}

function* againstHandler(element: ExecutableElement): Generator<Reason> {
  if (element.incoming.length > 0) yield because('handler-with-incoming');
  if (element.outgoing.length > 0) yield because('handler-with-outgoing');
  if (element.boundaryEvents.length > 0) yield because('handler-with-boundary');
}

function* againstCompensation(element: ExecutableElement, process: ExecutableProcess): Generator<Reason> {
  if (element.type === 'BOUNDARY_EVENT') {
    if (element.outgoing.length > 0) yield because('compensation-with-outgoing');
    if (element.compensationHandler?.isForCompensation !== true) yield because('compensation-without-handler');
  }
  if (element.compensates === undefined) return;
  const named = process.elements.get(element.compensates);
  // in an event sub-process: also of the scope that it watches
  const scopes = [element.parent, ...(element.parent?.type === 'EVENT_SUB_PROCESS' ? [element.parent.parent] : [])];
  if (named === undefined || !scopes.includes(named.parent)) yield because('compensation-out-of-scope');
}

/** Which kinds of timer each event may have. */
function* againstTimer(element: ExecutableElement, { kind }: TimerDefinition): Generator<Reason> {
  const startsProcess = element.type === 'START_EVENT' && element.parent?.type === 'PROCESS';
  if (startsProcess && kind === 'duration') yield because('start-timer-duration');
  if (element.type === 'INTERMEDIATE_CATCH_EVENT' && kind === 'cycle') yield because('catch-timer-cycle');
  if (kind === 'cycle' && element.interrupting && !startsProcess && element.type !== 'INTERMEDIATE_CATCH_EVENT')
    yield because('cycle-interrupts');
}

function isThrow(element: ExecutableElement): boolean {
  return element.type === 'END_EVENT' || element.type === 'INTERMEDIATE_THROW_EVENT';
}

function* againstStart(element: ExecutableElement): Generator<Reason> {
  if (element.incoming.length > 0) yield because('start-with-incoming');
  const inEventSubProcess = element.parent?.type === 'EVENT_SUB_PROCESS';
  if (element.parent?.type === 'SUB_PROCESS' && element.trigger !== 'NONE') yield because('sub-process-start-trigger');
  if (element.parent?.type === 'PROCESS' && INNER_STARTS.has(element.trigger))
    yield because('process-start-trigger', { trigger: element.trigger.toLowerCase() as NamedTrigger });
  if (inEventSubProcess && element.trigger === 'NONE') yield because('event-sub-process-start-trigger');
  if (inEventSubProcess && element.trigger === 'ERROR' && !element.interrupting)
    yield because('error-start-not-interrupting');
}

function* againstBoundary(element: ExecutableElement): Generator<Reason> {
  if (element.attachedTo !== undefined && !ACTIVITIES.has(element.attachedTo.type))
    yield because('boundary-not-attached');
  if (element.incoming.length > 0) yield because('boundary-with-incoming');
  if (element.trigger === 'ERROR' && !element.interrupting) yield because('error-boundary-not-interrupting');
  const host = element.attachedTo?.inner ?? element.attachedTo;
  if (element.trigger === 'ESCALATION' && host !== undefined && !ESCALATING.has(host.type))
    yield because('escalation-boundary-host');
}

function* againstEventSubProcess(element: ExecutableElement, process: ExecutableProcess): Generator<Reason> {
  const starts = elementsOf(process).filter((one) => one.type === 'START_EVENT' && one.parent === element);
  if (starts.length !== 1) yield because('start-not-one');
  if (element.incoming.length > 0 || element.outgoing.length > 0) yield because('event-sub-process-with-flows');
}
