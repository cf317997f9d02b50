import type { ExecutableElement } from '../model/executable.ts';
import { raiseIncident, resolveIncidentsOf } from './behaviors/incidents.ts';
import { cancelJobsOf } from './behaviors/jobs.ts';
import { mapInputs, mapOutputs } from './behaviors/mappings.ts';
import { subscribe, unsubscribe } from './behaviors/subscriptions.ts';
import { BEHAVIORS } from './elements/index.ts';
import type { ElementInstance, ElementInstanceState, EventType, Key, Variables } from './protocol.ts';
import { Rejection } from './rejection.ts';
import type { Turn } from './turn.ts';

type LifecycleEvent = Extract<EventType, `ELEMENT_${string}`>;

/** The transition table: which events each state of an instance allows. All the rest of the engine obeys it. */
const TRANSITIONS: Record<ElementInstanceState, readonly LifecycleEvent[]> = {
  ACTIVATING: ['ELEMENT_ACTIVATED', 'ELEMENT_TERMINATING', 'ELEMENT_INTERRUPTED'],
  ACTIVATED: ['ELEMENT_COMPLETING', 'ELEMENT_TERMINATING', 'ELEMENT_INTERRUPTED'],
  COMPLETING: ['ELEMENT_COMPLETED', 'ELEMENT_TERMINATING', 'ELEMENT_INTERRUPTED'],
  TERMINATING: ['ELEMENT_TERMINATED', 'ELEMENT_INTERRUPTED'],
};

type PlainEvent = Exclude<LifecycleEvent, 'ELEMENT_ACTIVATING' | 'ELEMENT_INTERRUPTED'>;

/** Moves an instance, if the table allows it. */
function transition(turn: Turn, instance: ElementInstance, event: PlainEvent): void {
  if (!TRANSITIONS[instance.state].includes(event)) {
    throw new Error(`${event} is impossible for element '${instance.elementId}' that is ${instance.state}`);
  }
  turn.emit(event, instance.key, refOf(instance));
}

export function refOf(instance: ElementInstance) {
  return {
    processInstanceKey: instance.processInstanceKey,
    elementId: instance.elementId,
    elementType: instance.elementType,
  };
}

/** How an element is entered. */
export interface Entrance {
  flowId?: string;
  /** Variables of the event that enters it, local to it. */
  variables?: Variables;
}

/** Enters an element inside a living scope. A scope that was interrupted since lets nothing new in. */
export function activate(turn: Turn, element: ExecutableElement, scopeKey: Key, entrance: Entrance = {}): void {
  turn.next(scopeKey, () => enter(turn, element, scopeKey, entrance));
}

/** Enters at once: where the scope must not be seen empty in between. */
function enter(turn: Turn, element: ExecutableElement, scopeKey: Key, entrance: Entrance): void {
  const scope = turn.state.elementInstances.get(scopeKey);
  if (scope?.state !== 'ACTIVATED') return;
  if (scope.interruptedBy !== undefined && element.type !== 'EVENT_SUB_PROCESS') return;
  const key = turn.newKey();
  turn.emit('ELEMENT_ACTIVATING', key, {
    key,
    elementId: element.id,
    elementType: element.type,
    state: 'ACTIVATING',
    processInstanceKey: scope.processInstanceKey,
    processDefinitionKey: scope.processDefinitionKey,
    bpmnProcessId: scope.bpmnProcessId,
    version: scope.version,
    scopeKey,
    startedAt: turn.now,
    activeChildren: 0,
    ...(entrance.flowId === undefined ? {} : { flowId: entrance.flowId }),
  });
  if (entrance.variables !== undefined && Object.keys(entrance.variables).length > 0) {
    BEHAVIORS[element.type].receive?.(turn, element, turn.state.elementInstances.must(key), entrance.variables);
  }
  turn.next(key, () => continueActivation(turn, key));
}

/** Maps inputs, subscribes to what can interrupt it, then lets it work. Played again when its incident is resolved. */
export function continueActivation(turn: Turn, key: Key): void {
  const instance = turn.state.elementInstances.get(key);
  if (instance?.state !== 'ACTIVATING') return;
  turn.countActivation();
  const element = turn.models.element(instance);
  const behavior = BEHAVIORS[element.type];
  if (element.inputs.length > 0) mapInputs(turn, element, instance);
  behavior.prepare?.(turn, element, instance);
  if (element.boundaryEvents.length > 0) subscribe(turn, element.boundaryEvents, key);
  if (element.eventStarts.length > 0) subscribe(turn, element.eventStarts, key);
  transition(turn, instance, 'ELEMENT_ACTIVATED');
  behavior.activated(turn, element, turn.state.elementInstances.must(key));
}

/** The work of an instance is done: maps its results, then goes on. */
export function complete(turn: Turn, key: Key): void {
  turn.next(key, () => {
    const instance = turn.state.elementInstances.get(key);
    if (instance?.state !== 'ACTIVATED') return;
    transition(turn, instance, 'ELEMENT_COMPLETING');
    turn.next(key, () => continueCompletion(turn, key));
  });
}

/** Second half of a completion. Played again when its incident is resolved. */
export function continueCompletion(turn: Turn, key: Key): void {
  const instance = turn.state.elementInstances.get(key);
  if (instance?.state !== 'COMPLETING') return;
  const element = turn.models.element(instance);
  const behavior = BEHAVIORS[element.type];
  if (element.outputs.length > 0) mapOutputs(turn, element, instance);
  const flows = behavior.chooseFlows?.(turn, element, instance) ?? element.outgoing;
  unsubscribe(turn, key);
  behavior.completing?.(turn, element, instance);
  transition(turn, instance, 'ELEMENT_COMPLETED');
  for (const flow of flows) takeFlow(turn, flow.id, flow.target, instance);
  behavior.completed?.(turn, element, instance);
  if (flows.length === 0 && instance.scopeKey !== '') pathEnded(turn, instance.scopeKey);
}

/** A token leaves by a flow: it enters the target, or waits there for the others. */
function takeFlow(turn: Turn, flowId: string, target: ExecutableElement, from: ElementInstance): void {
  const { processInstanceKey, scopeKey } = from;
  turn.emit('SEQUENCE_FLOW_TAKEN', turn.newKey(), { processInstanceKey, scopeKey, flowId, targetId: target.id });
  const arrive = BEHAVIORS[target.type].arrive;
  if (arrive === undefined) activate(turn, target, scopeKey, { flowId });
  else turn.next(scopeKey, () => arrive(turn, target, scopeKey, flowId));
}

/** A path inside a scope is over: if it was the last one, so is the scope. */
export function pathEnded(turn: Turn, scopeKey: Key): void {
  turn.next(scopeKey, () => {
    const scope = turn.state.elementInstances.get(scopeKey);
    if (scope === undefined || scope.activeChildren > 0) return;
    if (scope.state === 'TERMINATING') {
      finishTermination(turn, scope);
    } else if (scope.interruptedBy !== undefined) {
      const { elementId, variables } = scope.interruptedBy;
      const start = turn.models.elementOf(scope.processDefinitionKey, elementId);
      if (start.parent !== undefined) enter(turn, start.parent, scopeKey, { variables });
    } else {
      complete(turn, scopeKey);
    }
  });
}

/** Stops an instance and all below it. */
export function terminate(turn: Turn, key: Key): void {
  turn.next(key, () => {
    const instance = turn.state.elementInstances.get(key);
    if (instance === undefined || instance.state === 'TERMINATING') return;
    unsubscribe(turn, key);
    transition(turn, instance, 'ELEMENT_TERMINATING');
    resolveIncidentsOf(turn, key);
    cancelJobsOf(turn, key);
    terminateChildren(turn, key);
    const stopping = turn.state.elementInstances.must(key);
    const element = turn.models.element(instance);
    const wait = BEHAVIORS[element.type].terminating?.(turn, element, stopping) ?? false;
    if (!wait && stopping.activeChildren === 0) finishTermination(turn, stopping);
  });
}

export function terminateChildren(turn: Turn, scopeKey: Key): void {
  for (const child of turn.state.children.of(scopeKey)) terminate(turn, child);
}

/** The last act of a termination: tells the scope, and follows the boundary event that caused it. */
export function finishTermination(turn: Turn, instance: ElementInstance): void {
  resolveIncidentsOf(turn, instance.key);
  transition(turn, instance, 'ELEMENT_TERMINATED');
  const { interruptedBy, scopeKey } = instance;
  if (scopeKey === '') {
    BEHAVIORS.PROCESS.terminated?.(turn, turn.models.element(instance), instance);
    return;
  }
  const scope = turn.state.elementInstances.must(scopeKey);
  if (interruptedBy !== undefined && scope.state === 'ACTIVATED' && scope.interruptedBy === undefined) {
    const event = turn.models.elementOf(instance.processDefinitionKey, interruptedBy.elementId);
    enter(turn, event, scopeKey, { variables: interruptedBy.variables });
  } else {
    pathEnded(turn, scopeKey);
  }
}

/** Plays again what an incident had stopped. */
export function retry(turn: Turn, key: Key): void {
  turn.next(key, () => {
    const instance = turn.state.elementInstances.get(key);
    if (instance?.state === 'ACTIVATING') continueActivation(turn, key);
    else if (instance?.state === 'COMPLETING') continueCompletion(turn, key);
    else if (instance?.state === 'ACTIVATED') {
      const element = turn.models.element(instance);
      BEHAVIORS[element.type].retried?.(turn, element, instance);
    }
  });
}

/** A fault of the model while an instance moved: an incident on it. */
export const onFault: Parameters<Turn['run']>[0] = (turn, about, fault) => {
  const instance = turn.state.elementInstances.get(about);
  if (instance === undefined) throw new Error(`A fault about nobody: ${fault.message}`);
  raiseIncident(turn, instance, fault.type, fault.message);
  if (instance.userTaskKey === undefined) return;
  // whoever asked for a change of the task must not wait for a person to mend the model
  turn.settle(`task:${instance.userTaskKey}`, { rejection: new Rejection('INVALID_STATE', fault.message, 'UPDATE') });
};
