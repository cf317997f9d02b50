import type { ExecutableElement, SequenceFlow } from '../model/executable.ts';
import { keepCompensation } from './behaviors/events/compensation.ts';
import { subscribe, unsubscribe } from './behaviors/events/subscriptions.ts';
import { raiseIncident, resolveIncidentsOf } from './behaviors/instances/incidents.ts';
import { askListener } from './behaviors/jobs/execution-listeners.ts';
import { cancelJobsOf } from './behaviors/jobs/jobs.ts';
import { mapInputs, mapOutputs } from './behaviors/variables/mappings.ts';
import type { Draft, ElementInstance, ElementInstanceState, EventType, Key, Variables } from './protocol.ts';
import { Rejection } from './rejection.ts';
import type { Turn } from './turn.ts';

type LifecycleEvent = Extract<EventType, `ELEMENT_${string}`>;

/** The transition table: which events each state of an instance allows. All the rest of the engine obeys it. */
const TRANSITIONS: Record<ElementInstanceState, readonly LifecycleEvent[]> = {
  ACTIVATING: ['ELEMENT_ACTIVATED', 'ELEMENT_TERMINATING', 'ELEMENT_INTERRUPTED'],
  ACTIVATED: ['ELEMENT_COMPLETING', 'ELEMENT_COMPLETED', 'ELEMENT_TERMINATING', 'ELEMENT_INTERRUPTED'],
  COMPLETING: ['ELEMENT_COMPLETED', 'ELEMENT_TERMINATING', 'ELEMENT_INTERRUPTED'],
  TERMINATING: ['ELEMENT_TERMINATED', 'ELEMENT_INTERRUPTED'],
};

type PlainEvent = Exclude<LifecycleEvent, 'ELEMENT_ACTIVATING' | 'ELEMENT_INTERRUPTED' | 'ELEMENT_LISTENER_DONE'>;

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
  /** The event that it would wait for has happened. */
  triggered?: boolean;
  /** Its place among the instances of a multi-instance activity. */
  loopCounter?: number;
  /** The throw event that waits for this compensation handler. */
  compensationThrowKey?: Key;
}

/** Enters an element inside a living scope. A scope that was interrupted since lets nothing new in. */
export function activate(turn: Turn, element: ExecutableElement, scopeKey: Key, entrance: Entrance = {}): void {
  turn.next(scopeKey, () => {
    enter(turn, element, scopeKey, entrance);
  });
}

/** Enters at once: where the scope must not be seen empty in between. Answers the key, unless the scope lets nothing in. */
export function enter(turn: Turn, element: ExecutableElement, scopeKey: Key, entrance: Entrance = {}): Key | undefined {
  const scope = turn.state.elementInstances.get(scopeKey);
  if (scope?.state !== 'ACTIVATED') return undefined;
  if (scope.interruptedBy !== undefined && element.type !== 'EVENT_SUB_PROCESS') return undefined;
  const key = place(turn, element, scope, entrance);
  turn.next(key, () => continueActivation(turn, key));
  return key;
}

/** Gives an element its instance in a scope, without letting it work yet. */
export function place(turn: Turn, element: ExecutableElement, scope: ElementInstance, entrance: Entrance): Key {
  const { flowId, variables, triggered, loopCounter, compensationThrowKey } = entrance;
  const key = turn.newKey();
  const instance: Draft<ElementInstance> = {
    key,
    elementId: element.id,
    elementType: element.type,
    state: 'ACTIVATING',
    processInstanceKey: scope.processInstanceKey,
    processDefinitionKey: scope.processDefinitionKey,
    bpmnProcessId: scope.bpmnProcessId,
    version: scope.version,
    scopeKey: scope.key,
    startedAt: turn.now,
    activeChildren: 0,
  };
  // one by one: made of optional parts, an object costs ten times as much
  if (flowId !== undefined) instance.flowId = flowId;
  if (triggered === true) instance.triggered = triggered;
  if (loopCounter !== undefined) instance.loopCounter = loopCounter;
  if (compensationThrowKey !== undefined) instance.compensationThrowKey = compensationThrowKey;
  turn.emit('ELEMENT_ACTIVATING', key, instance);
  if (variables !== undefined && Object.keys(variables).length > 0) {
    turn.rules.behaviors[element.type].receive?.(turn, element, turn.state.elementInstances.must(key), variables);
  }
  return key;
}

/**
 * Maps inputs, asks its listeners, subscribes to what can interrupt it, then lets it work. Played again when a
 * listener has answered or its incident is resolved.
 */
export function continueActivation(turn: Turn, key: Key): void {
  const instance = turn.state.elementInstances.get(key);
  if (instance?.state !== 'ACTIVATING') return;
  const element = turn.models.element(instance);
  if (instance.listenersDone === undefined) {
    turn.countActivation();
    if (element.inputs.length > 0) mapInputs(turn, element, instance);
  }
  if (askListener(turn, element.startListeners, instance, 'START')) return;
  const behavior = turn.rules.behaviors[element.type];
  behavior.prepare?.(turn, element, instance);
  subscribeAround(turn, element, key);
  transition(turn, instance, 'ELEMENT_ACTIVATED');
  behavior.activated(turn, element, turn.state.elementInstances.must(key));
}

/** Makes a scope active without its inputs and its start: something inside it is entered straight away. */
export function activateAsScope(turn: Turn, key: Key): void {
  const instance = turn.state.elementInstances.must(key);
  subscribeAround(turn, turn.models.element(instance), key);
  transition(turn, instance, 'ELEMENT_ACTIVATED');
}

function subscribeAround(turn: Turn, element: ExecutableElement, key: Key): void {
  if (element.boundaryEvents.length > 0) subscribe(turn, element.boundaryEvents, key);
  if (element.eventStarts.length > 0) subscribe(turn, element.eventStarts, key);
}

/** The work of an instance is done: maps its results, then goes on. */
export function complete(turn: Turn, key: Key): void {
  turn.next(key, () => {
    const instance = turn.state.elementInstances.get(key);
    if (instance?.state !== 'ACTIVATED') return;
    const element = turn.models.element(instance);
    if (endsAtOnce(turn, element, instance)) {
      end(turn, element, instance, element.outgoing);
      return;
    }
    transition(turn, instance, 'ELEMENT_COMPLETING');
    turn.next(key, () => continueCompletion(turn, key));
  });
}

/** Nothing can pause or fail between its work and its end: it need not be seen completing. */
function endsAtOnce(turn: Turn, element: ExecutableElement, instance: ElementInstance): boolean {
  if (element.outputs.length > 0 || element.endListeners.length > 0) return false;
  const { chooseFlows, completing } = turn.rules.behaviors[element.type];
  if (chooseFlows !== undefined || completing !== undefined) return false;
  const around = scopeElementOf(turn, element, instance);
  if (around === undefined) return true;
  const { childCompleting, childCompleted } = turn.rules.behaviors[around.type];
  return childCompleting === undefined && childCompleted === undefined;
}

/** What the scope of an instance is one of: as it is drawn, but for what undoes, which is entered where it is thrown. */
function scopeElementOf(
  turn: Turn,
  element: ExecutableElement,
  { scopeKey, compensationThrowKey }: ElementInstance,
): ExecutableElement | undefined {
  return compensationThrowKey === undefined
    ? element.parent
    : turn.models.element(turn.state.elementInstances.must(scopeKey));
}

/** Second half of a completion. Played again when a listener has answered or its incident is resolved. */
export function continueCompletion(turn: Turn, key: Key): void {
  const instance = turn.state.elementInstances.get(key);
  if (instance?.state !== 'COMPLETING') return;
  const element = turn.models.element(instance);
  const behavior = turn.rules.behaviors[element.type];
  if (instance.listenersDone === undefined && element.outputs.length > 0) mapOutputs(turn, element, instance);
  if (askListener(turn, element.endListeners, instance, 'END')) return;
  const flows = behavior.chooseFlows?.(turn, element, instance) ?? element.outgoing;
  notifyScope(turn, scopeElementOf(turn, element, instance), instance, 'childCompleting');
  end(turn, element, instance, flows);
}

/** An instance leaves by its flows. */
function end(turn: Turn, element: ExecutableElement, instance: ElementInstance, flows: readonly SequenceFlow[]): void {
  const behavior = turn.rules.behaviors[element.type];
  unsubscribe(turn, instance.key);
  behavior.completing?.(turn, element, instance);
  keepCompensation(turn, element, instance);
  transition(turn, instance, 'ELEMENT_COMPLETED');
  for (const flow of flows) takeFlow(turn, flow, instance);
  behavior.completed?.(turn, element, instance);
  const around = scopeElementOf(turn, element, instance);
  notifyScope(turn, around, instance, 'childCompleted');
  leaveScope(turn, around, instance, flows.length === 0);
}

function notifyScope(
  turn: Turn,
  around: ExecutableElement | undefined,
  child: ElementInstance,
  what: 'childCompleting' | 'childCompleted',
): void {
  if (around === undefined) return;
  turn.rules.behaviors[around.type][what]?.(turn, around, turn.state.elementInstances.must(child.scopeKey), child);
}

/** An instance is gone: the scope, the gateways in it and a throw event may have waited for that. */
function leaveScope(
  turn: Turn,
  around: ExecutableElement | undefined,
  instance: ElementInstance,
  isPathOver: boolean,
): void {
  const { scopeKey, compensationThrowKey } = instance;
  if (scopeKey === '') return;
  if (compensationThrowKey !== undefined) handlerEnded(turn, scopeKey, compensationThrowKey);
  if (isPathOver) pathEnded(turn, scopeKey);
  if (around !== undefined && around.inclusiveJoins.length > 0) turn.rules.checkJoins(turn, scopeKey);
}

/** A compensation handler is over: the throw event goes on after the last. */
function handlerEnded(turn: Turn, scopeKey: Key, throwKey: Key): void {
  for (const child of turn.state.children.of(scopeKey)) {
    if (turn.state.elementInstances.must(child).compensationThrowKey === throwKey) return;
  }
  complete(turn, throwKey);
}

/** A token leaves by a flow: it enters the target, or waits there for the others. */
function takeFlow(turn: Turn, flow: SequenceFlow, from: ElementInstance): void {
  const { target, id: flowId } = flow;
  const { processInstanceKey, scopeKey, chosen } = from;
  turn.emit('SEQUENCE_FLOW_TAKEN', turn.newKey(), { processInstanceKey, scopeKey, flowId, targetId: target.id });
  const arrive = turn.rules.behaviors[target.type].arrive;
  if (arrive !== undefined) turn.next(scopeKey, () => arrive(turn, target, scopeKey, flowId));
  else if (chosen === undefined) activate(turn, target, scopeKey, { flowId });
  else activate(turn, target, scopeKey, { flowId, variables: chosen.variables, triggered: true });
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
      const event = turn.models.elementOf(scope.processDefinitionKey, elementId);
      // a terminate end event interrupts its scope in order to end it
      if (event.type === 'END_EVENT') complete(turn, scopeKey);
      else if (event.parent !== undefined) enter(turn, event.parent, scopeKey, { variables });
    } else {
      const element = turn.models.element(scope);
      if (turn.rules.behaviors[scope.elementType].isOver?.(turn, element, scope) ?? true) complete(turn, scopeKey);
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
    const wait = turn.rules.behaviors[element.type].terminating?.(turn, element, stopping) ?? false;
    if (!wait && stopping.activeChildren === 0) finishTermination(turn, stopping);
  });
}

export function terminateChildren(turn: Turn, scopeKey: Key): void {
  for (const child of turn.state.children.of(scopeKey)) terminate(turn, child);
}

/** The last act of a termination: notifies the scope, and follows the boundary event that caused it. */
export function finishTermination(turn: Turn, instance: ElementInstance): void {
  resolveIncidentsOf(turn, instance.key);
  transition(turn, instance, 'ELEMENT_TERMINATED');
  const { interruptedBy, scopeKey } = instance;
  if (scopeKey === '') {
    turn.rules.behaviors.PROCESS.terminated?.(turn, turn.models.element(instance), instance);
    return;
  }
  const scope = turn.state.elementInstances.must(scopeKey);
  const cause =
    interruptedBy === undefined
      ? undefined
      : turn.models.elementOf(instance.processDefinitionKey, interruptedBy.elementId);
  // any other event had interrupted the inside, and went with it
  const goesOn = cause?.type === 'BOUNDARY_EVENT' && scope.state === 'ACTIVATED' && scope.interruptedBy === undefined;
  if (goesOn) enter(turn, cause, scopeKey, { variables: interruptedBy?.variables ?? {} });
  leaveScope(turn, scopeElementOf(turn, turn.models.element(instance), instance), instance, !goesOn);
}

/** Plays again what an incident had stopped. */
export function retry(turn: Turn, key: Key): void {
  turn.next(key, () => {
    const instance = turn.state.elementInstances.get(key);
    if (instance?.state === 'ACTIVATING') continueActivation(turn, key);
    else if (instance?.state === 'COMPLETING') continueCompletion(turn, key);
    else if (instance?.state === 'ACTIVATED') {
      const element = turn.models.element(instance);
      turn.rules.behaviors[element.type].retried?.(turn, element, instance);
    }
  });
}

/** A fault of the model while an instance moved: an incident on it. */
export const onFault: Parameters<Turn['run']>[0] = (turn, about, fault) => {
  const instance = turn.state.elementInstances.get(about);
  if (instance === undefined) throw new Error(`A fault about nobody: ${fault.message}`);
  fault.trace?.(turn);
  raiseIncident(turn, instance, fault.type, fault.message);
  if (instance.userTaskKey === undefined) return;
  // whoever asked for a change of the task must not wait for a person to mend the model
  turn.settle(`task:${instance.userTaskKey}`, { rejection: new Rejection('INVALID_STATE', fault.message, 'UPDATE') });
};
