import type { ExecutableElement } from '../../../model/executable.ts';
import { activatable, enterByHand, type Modification, refuse } from '../../behaviors/instances/by-hand.ts';
import { descendants } from '../../behaviors/instances/descendants.ts';
import type { Handler } from '../../handler.ts';
import { terminate } from '../../lifecycle.ts';
import type { CommandValue, Key } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { givenVariables, requireInstance } from '../require.ts';

type Value = CommandValue<'MODIFY_PROCESS_INSTANCE'>;
type Activation = NonNullable<Value['activate']>[number];

/** Somebody repairs an instance by hand: first all that is to be entered, then all that is to be stopped; or nothing. */
export const modifyProcessInstance: Handler<'MODIFY_PROCESS_INSTANCE'> = (turn, value) => {
  const root = requireInstance(turn, value.processInstanceKey, 'modify');
  const modification: Modification = {
    turn,
    verb: 'modify',
    root,
    process: turn.models.process(root.processDefinitionKey),
  };
  const moved = (value.move ?? []).flatMap((one) =>
    chosen(modification, one.source).map((source) => ({ source, activation: replacing(modification, one, source) })),
  );
  const wanted = [...(value.activate ?? []), ...moved.map(({ activation }) => activation)];
  const activations = wanted.map((one) => ({ one, element: activatable(modification, one.elementId) }));
  for (const { one } of activations) for (const { variables } of one.variables ?? []) givenVariables(variables);
  const named = (value.terminate ?? []).flatMap((one) => chosen(modification, one));
  const stopped = [...named, ...moved.map(({ source }) => source)];
  for (const { one, element } of activations) enterByHand(modification, one, element);
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

/** What is entered for an instance that is moved away. */
function replacing(modification: Modification, one: NonNullable<Value['move']>[number], source: Key): Activation {
  const { targetElementId, ancestor, variables } = one;
  const key = typeof ancestor === 'object' ? ancestor.elementInstanceKey : scopeOf(modification, one, source);
  return {
    elementId: targetElementId,
    ...(key === undefined ? {} : { ancestorElementInstanceKey: key }),
    ...(variables === undefined ? {} : { variables }),
  };
}

function scopeOf(
  { turn, process }: Modification,
  { ancestor, targetElementId }: NonNullable<Value['move']>[number],
  source: Key,
): Key | undefined {
  const { scopeKey } = turn.state.elementInstances.must(source);
  if (ancestor === 'sourceParent') return scopeKey;
  if (ancestor !== 'inferred') return undefined;
  const around = new Set<ExecutableElement>();
  for (let scope = process.elements.get(targetElementId)?.parent; scope !== undefined; scope = scope.parent)
    around.add(scope);
  for (let key = scopeKey; key !== ''; ) {
    const instance = turn.state.elementInstances.must(key);
    if (around.has(turn.models.element(instance))) return key;
    key = instance.scopeKey;
  }
  return undefined;
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
    const left = turn.state.children.listOf(scopeKey).filter((child) => !doomed.has(child)).length;
    const scope = turn.state.elementInstances.must(scopeKey);
    const tokens = scope.activeChildren - turn.state.children.of(scopeKey).size;
    // added while walking: its own scope is looked at in turn
    if (left === 0 && tokens === 0) doomed.add(scopeKey);
  }
  return doomed;
}
