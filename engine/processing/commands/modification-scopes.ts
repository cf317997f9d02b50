import type { ExecutableElement, ExecutableProcess } from '../../model/executable.ts';
import { descendants } from '../behaviors/descendants.ts';
import { activateAsScope, place } from '../lifecycle.ts';
import type { ElementInstance, Key } from '../protocol.ts';
import { reject } from '../rejection.ts';
import type { Turn } from '../turn.ts';

/** One modification of one process instance. */
export interface Modification {
  turn: Turn;
  root: ElementInstance;
  process: ExecutableProcess;
}

/** The instance in which an element is entered by hand: the one there is, the one named, or a new one. */
export function scopeFor(modification: Modification, element: ExecutableElement, ancestorKey: Key | undefined): Key {
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

function refuse({ root }: Modification, reason: string): never {
  reject('INVALID_ARGUMENT', `Expected to modify instance of process '${root.bpmnProcessId}' but ${reason}`);
}
