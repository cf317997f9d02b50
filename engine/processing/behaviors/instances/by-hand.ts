import type { ExecutableElement, ExecutableProcess } from '../../../model/executable.ts';
import { activateAsScope, enter, place } from '../../lifecycle.ts';
import type { CommandValue, ElementInstance, Key } from '../../protocol.ts';
import { reject } from '../../rejection.ts';
import type { Turn } from '../../turn.ts';
import { setLocal } from '../variables/variables.ts';
import { descendants } from './descendants.ts';

type Activation = NonNullable<CommandValue<'MODIFY_PROCESS_INSTANCE'>['activate']>[number];

/** What a person changes of one process instance by hand. */
export interface Modification {
  turn: Turn;
  verb: 'modify' | 'create';
  root: ElementInstance;
  process: ExecutableProcess;
}

/** The instance in which an element is entered by hand: the one there is, the one named, or a new one. */
function scopeFor(modification: Modification, element: ExecutableElement, ancestorKey: Key | undefined): Key {
  const ancestor =
    ancestorKey === undefined || ancestorKey === '' ? undefined : ancestorOf(modification, element, ancestorKey);
  return instanceOf(modification, element.parent ?? modification.process.root, element, ancestor);
}

function ancestorOf(modification: Modification, element: ExecutableElement, key: Key): ElementInstance {
  const { turn, root } = modification;
  const ancestor = turn.state.elementInstances.get(key);
  if (ancestor?.processInstanceKey !== root.key)
    refuse(
      modification,
      `it contains one or more activate instructions with an ancestor scope key that does not exist, or is not in an active state: '${key}'`,
    );
  const around = turn.models.element(ancestor);
  for (let scope = element.parent; scope !== undefined; scope = scope.parent) if (scope === around) return ancestor;
  refuse(
    modification,
    `it contains one or more activate instructions with an ancestor scope key that is not an ancestor of the element to activate: '${key}'`,
  );
}

function instanceOf(
  modification: Modification,
  scope: ExecutableElement,
  element: ExecutableElement,
  ancestor: ElementInstance | undefined,
): Key {
  const { turn, root } = modification;
  if (scope.parent === undefined) return root.key;
  if (ancestor !== undefined && turn.models.element(ancestor) === scope) return ancestor.key;
  const found = [...descendants(turn, root.key)].filter(
    (one) =>
      one.state === 'ACTIVATED' &&
      turn.models.element(one) === scope &&
      (ancestor === undefined || isInside(turn, one, ancestor.key)),
  );
  if (found.length > 1) {
    refuse(
      modification,
      `it contains one or more activate instructions for an element that has a flow scope with more than one active instance: '${scope.id}'. Can't decide in which instance of the flow scope the element '${element.id}' should be activated.`,
    );
  }
  const isRepeated = scope.type === 'MULTI_INSTANCE_BODY' || scope.parent.type === 'MULTI_INSTANCE_BODY';
  if (isRepeated && (found.length === 0 || ancestor === undefined)) {
    refuse(
      modification,
      `it contains one or more activate instructions for elements that are unsupported: '${element.id}' (inside the multi-instance sub-process '${scope.id}')`,
    );
  }
  const [only] = found;
  if (only !== undefined) return only.key;
  const parent = turn.state.elementInstances.must(instanceOf(modification, scope.parent, element, ancestor));
  const key = place(turn, scope, parent, {});
  activateAsScope(turn, key);
  return key;
}

function isInside(turn: Turn, instance: ElementInstance, ancestorKey: Key): boolean {
  for (let key = instance.scopeKey; key !== ''; key = turn.state.elementInstances.must(key).scopeKey)
    if (key === ancestorKey) return true;
  return false;
}

const EVENTS_OF_GATEWAY = 'event after an event-based gateway';

/** The element that is to be entered; refuses what cannot be. */
export function activatable(
  modification: Pick<Modification, 'verb' | 'process'> & { root: { bpmnProcessId: string } },
  elementId: string,
): ExecutableElement {
  const element = modification.process.elements.get(elementId);
  if (element === undefined || element === modification.process.root) {
    refuse(
      modification,
      `it contains one or more activate instructions with an element that could not be found: '${elementId}'`,
    );
  }
  const reason = unsupported(modification, element);
  if (reason !== undefined) {
    refuse(
      modification,
      `it contains one or more activate instructions for elements that are unsupported: '${elementId}' (${reason})`,
    );
  }
  return element;
}

function unsupported(
  { verb, process }: Pick<Modification, 'verb' | 'process'>,
  element: ExecutableElement,
): string | undefined {
  for (let scope = element.parent; verb === 'create' && scope !== undefined; scope = scope.parent)
    if (scope.type === 'MULTI_INSTANCE_BODY') return 'inside a multi-instance sub-process';
  if (element.type === 'START_EVENT') return 'start event';
  if (element.type === 'BOUNDARY_EVENT') return 'boundary event';
  if (element.type === 'AD_HOC_SUB_PROCESS_INNER_INSTANCE') return 'inner instance of an ad-hoc sub-process';
  const gateways = [...process.elements.values()].filter((one) => one.type === 'EVENT_BASED_GATEWAY');
  const follows = gateways.some((gateway) => gateway.outgoing.some((flow) => flow.target === element));
  return follows ? EVENTS_OF_GATEWAY : undefined;
}

/**
 * Enters an element, with the scopes it needs, after the variables given with it are set: in the process, in a scope
 * around it, or in the element itself, before its inputs.
 */
export function enterByHand(
  modification: Modification,
  one: Pick<Activation, 'ancestorElementInstanceKey' | 'variables'>,
  element: ExecutableElement,
): void {
  const { turn, root } = modification;
  const scopeKey = scopeFor(modification, element, one.ancestorElementInstanceKey);
  const given = one.variables ?? [];
  for (const { scopeId, variables } of given) {
    if (scopeId === element.id) continue;
    const target = scopeId === undefined || scopeId === '' ? root.key : scopeNamed(modification, scopeKey, scopeId);
    setLocal(turn, target, variables);
  }
  const key = enter(turn, element, scopeKey);
  if (key === undefined)
    refuse(modification, `the scope of '${element.id}' is being left: nothing can be activated in it`);
  for (const { scopeId, variables } of given) if (scopeId === element.id) setLocal(turn, key, variables);
}

/** The instance of this id around what is entered. */
function scopeNamed(modification: Modification, scopeKey: Key, scopeId: string): Key {
  const { turn } = modification;
  for (let key = scopeKey; key !== ''; key = turn.state.elementInstances.must(key).scopeKey)
    if (turn.state.elementInstances.must(key).elementId === scopeId) return key;
  refuse(
    modification,
    `it contains one or more variable instructions with a scope element id that is not a flow scope of the activating element: '${scopeId}'`,
  );
}

/** Nothing of the command is kept. */
export function refuse(
  { verb, root }: Pick<Modification, 'verb'> & { root: { bpmnProcessId: string } },
  reason: string,
): never {
  reject('INVALID_ARGUMENT', `Expected to ${verb} instance of process '${root.bpmnProcessId}' but ${reason}`);
}
