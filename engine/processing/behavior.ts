import type { ExecutableElement, SequenceFlow } from '../model/executable.ts';
import type { BpmnElementType, ElementInstance, Key, Variables } from './protocol.ts';
import type { Turn } from './turn.ts';

type Act<R = void> = (turn: Turn, element: ExecutableElement, instance: ElementInstance) => R;

/**
 * What one BPMN element does at each moment of its life; lifecycle.ts calls these in this order.
 * Any of them may throw a `ModelFault`: the move is undone and an incident raised, except in `terminating`,
 * `completed` and `terminated`, which must not fail.
 */
export interface ElementBehavior {
  /** A token arrives by a flow, in place of entering at once: gateways that join. */
  arrive?: (turn: Turn, element: ExecutableElement, scopeKey: Key, flowId: string) => void;
  /** Variables of the event by which it is entered. */
  receive?: (turn: Turn, element: ExecutableElement, instance: ElementInstance, variables: Variables) => void;
  /** Inputs are mapped; evaluates what may fail and asks for what it will wait for. */
  prepare?: Act;
  /** It is active: works, waits, or calls `complete`. */
  activated: Act;
  /** An incident met while it was active is resolved. */
  retried?: Act;
  /** Which flows to take; by default all. */
  chooseFlows?: Act<readonly SequenceFlow[]>;
  /** An event sub-process inside it is about to take over: what it waits for itself is of no more interest. */
  interrupted?: Act;
  completing?: Act;
  /** A child inside it is about to complete, its variables still there. */
  childCompleting?: (turn: Turn, element: ExecutableElement, instance: ElementInstance, child: ElementInstance) => void;
  /** A child inside it has completed. */
  childCompleted?: (turn: Turn, element: ExecutableElement, instance: ElementInstance, child: ElementInstance) => void;
  /** It has nothing left inside. False: it stays all the same. By default it is over. */
  isOver?: Act<boolean>;
  /** It is over and its flows are taken. */
  completed?: Act;
  /** It is being stopped. True: it will call `finishTermination` itself, later. */
  terminating?: Act<boolean>;
  terminated?: Act;
}

/**
 * What the lifecycle and the subscriptions set off without knowing who does it: each of these may end in a move of an
 * instance, which is the lifecycle's again.
 */
export interface Reactions {
  /** A condition is waited for from now on, or a variable that it sees was written: its event happens if it holds. */
  evaluateCondition: (turn: Turn, subscriptionKey: Key) => void;
  /** A message is waited for from now on: one that came earlier may be kept. */
  correlateBuffered: (turn: Turn, subscriptionKey: Key) => void;
  /** Something moved in a scope that has inclusive gateways: nothing may reach one of them any more. */
  checkJoins: (turn: Turn, scopeKey: Key) => void;
}

/** All that a turn plays by; rules.ts is the one place that knows them all. */
export interface Rules extends Reactions {
  readonly behaviors: Readonly<Record<BpmnElementType, ElementBehavior>>;
}
