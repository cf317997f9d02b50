import type { ExecutableElement } from '../../model/executable.ts';
import { descendants } from '../behaviors/descendants.ts';
import { setLocal } from '../behaviors/variables.ts';
import type { Handler } from '../handler.ts';
import { enter, terminate } from '../lifecycle.ts';
import type { CommandValue, Key } from '../protocol.ts';
import { reject } from '../rejection.ts';
import type { Turn } from '../turn.ts';
import { type Modification, scopeFor } from './modification-scopes.ts';
import { givenVariables, requireInstance } from './require.ts';

type Value = CommandValue<'MODIFY_PROCESS_INSTANCE'>;
type Activation = NonNullable<Value['activate']>[number];

/** Somebody repairs an instance by hand: first all that is to be entered, then all that is to be stopped; or nothing. */
export const modifyProcessInstance: Handler<'MODIFY_PROCESS_INSTANCE'> = (turn, value) => {
  const root = requireInstance(turn, value.processInstanceKey, 'modify');
  const modification: Modification = { turn, root, process: turn.models.process(root.processDefinitionKey) };
  const activations = (value.activate ?? []).map((one) => ({ one, element: activatable(modification, one) }));
  const stopped = (value.terminate ?? []).flatMap((one) => chosen(modification, one));
  for (const { one, element } of activations) activateByHand(modification, one, element);
  const doomed = withEmptyScopes(turn, new Set(stopped));
  if (doomed.has(root.key) && root.parentProcessInstanceKey !== undefined) {
    refuse(
      modification,
      'the given instructions would terminate the instance. The instance was created by a call activity in the parent process. To terminate this instance please modify the parent process instead.',
    );
  }
  for (const key of doomed) if (!doomed.has(turn.state.elementInstances.must(key).scopeKey)) terminate(turn, key);
  return {};
};

const EVENTS_OF_GATEWAY = 'event after an event-based gateway';

function activatable(modification: Modification, { elementId }: Activation): ExecutableElement {
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

function unsupported({ process }: Modification, element: ExecutableElement): string | undefined {
  if (element.type === 'START_EVENT') return 'start event';
  if (element.type === 'BOUNDARY_EVENT') return 'boundary event';
  if (element.type === 'AD_HOC_SUB_PROCESS_INNER_INSTANCE') return 'inner instance of an ad-hoc sub-process';
  const gateways = [...process.elements.values()].filter((one) => one.type === 'EVENT_BASED_GATEWAY');
  const follows = gateways.some((gateway) => gateway.outgoing.some((flow) => flow.target === element));
  return follows ? EVENTS_OF_GATEWAY : undefined;
}

function activateByHand(modification: Modification, one: Activation, element: ExecutableElement): void {
  const { turn, root } = modification;
  const scopeKey = scopeFor(modification, element, one.ancestorElementInstanceKey);
  for (const { scopeId, variables } of one.variables ?? []) {
    const given = givenVariables(variables);
    const target = scopeId === undefined || scopeId === '' ? root.key : scopeNamed(modification, scopeKey, scopeId);
    setLocal(turn, target, given);
  }
  if (enter(turn, element, scopeKey) === undefined)
    refuse(modification, `the scope of '${element.id}' is being left: nothing can be activated in it`);
}

/** Variables can be set in any scope around what is entered. */
function scopeNamed(modification: Modification, scopeKey: Key, scopeId: string): Key {
  const { turn } = modification;
  for (let key = scopeKey; key !== ''; key = turn.state.elementInstances.must(key).scopeKey)
    if (turn.state.elementInstances.must(key).elementId === scopeId) return key;
  refuse(
    modification,
    `it contains one or more variable instructions with a scope element id that is not a flow scope of the activating element: '${scopeId}'`,
  );
}

function chosen(modification: Modification, one: NonNullable<Value['terminate']>[number]): Key[] {
  const { turn, root } = modification;
  if ('elementId' in one) {
    const found = [...descendants(turn, root.key)].filter((instance) => instance.elementId === one.elementId);
    // an activity that is repeated is stopped as a whole
    const outermost = found.filter(({ scopeKey }) => !found.some((other) => other.key === scopeKey));
    if (outermost.length > 0) return outermost.map((instance) => instance.key);
    refuse(
      modification,
      `it contains one or more terminate instructions with an element that is not active: '${one.elementId}'`,
    );
  }
  const instance = turn.state.elementInstances.get(one.elementInstanceKey);
  if (instance?.processInstanceKey !== root.key || instance.state === 'TERMINATING') {
    refuse(
      modification,
      `it contains one or more terminate instructions with an element instance that could not be found: '${one.elementInstanceKey}'`,
    );
  }
  return [instance.key];
}

/** A scope whose last instance is stopped is stopped too. */
function withEmptyScopes(turn: Turn, doomed: Set<Key>): Set<Key> {
  for (const key of doomed) {
    const { scopeKey } = turn.state.elementInstances.must(key);
    if (scopeKey === '') continue;
    const left = [...turn.state.children.of(scopeKey)].filter((child) => !doomed.has(child)).length;
    const scope = turn.state.elementInstances.must(scopeKey);
    const tokens = scope.activeChildren - turn.state.children.of(scopeKey).size;
    // added while walking: its own scope is looked at in turn
    if (left === 0 && tokens === 0) doomed.add(scopeKey);
  }
  return doomed;
}

function refuse({ root }: Modification, reason: string): never {
  reject('INVALID_ARGUMENT', `Expected to modify instance of process '${root.bpmnProcessId}' but ${reason}`);
}
