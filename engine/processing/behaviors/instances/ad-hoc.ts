import type { ExecutableElement } from '../../../model/executable.ts';
import { enter } from '../../lifecycle.ts';
import type { ElementInstance, Variables } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { setLocal } from '../variables/variables.ts';

/** An activity that can be entered by its id: one inside, that no flow leads to. */
export function activityOf(
  turn: Turn,
  element: ExecutableElement,
  instance: ElementInstance,
  id: unknown,
): ExecutableElement | undefined {
  const found = turn.models.process(instance.processDefinitionKey).elements.get(String(id));
  return found?.parent === element.inner && found?.type !== 'BOUNDARY_EVENT' ? found : undefined;
}

/** Enters one activity, in a scope of its own. */
export function enterActivity(
  turn: Turn,
  element: ExecutableElement,
  instance: ElementInstance,
  id: string,
  variables: Variables = {},
): void {
  const activity = activityOf(turn, element, instance, id);
  if (activity === undefined || element.inner === undefined) throw new Error(`No activity '${id}' in '${element.id}'`);
  const scopeKey = enter(turn, element.inner, instance.key);
  if (scopeKey === undefined) return;
  setLocal(turn, scopeKey, variables);
  turn.next(scopeKey, () => {
    enter(turn, activity, scopeKey);
  });
}
