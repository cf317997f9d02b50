import type { ExecutableElement } from '../../../model/executable.ts';
import { complete } from '../../lifecycle.ts';
import type { ElementInstance, Json, Variables } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { propagate, setLocal } from './variables.ts';

/** Results of an activity: they stay local when its outputs are mapped, else each goes up to where its name lives. */
export function writeResults(
  turn: Turn,
  element: ExecutableElement,
  instance: ElementInstance,
  variables: Variables,
): void {
  if (element.outputs.length > 0) setLocal(turn, instance.key, variables);
  else propagate(turn, instance.key, variables);
}

/** The activity is done with one result. */
export function finishWithResult(
  turn: Turn,
  element: ExecutableElement,
  instance: ElementInstance,
  name: string,
  value: Json,
): void {
  // first local, so that a mapping sees it under its name; without mappings it goes up by itself
  if (element.outputs.length > 0) setLocal(turn, instance.key, { [name]: value });
  else propagate(turn, instance.key, { [name]: value });
  complete(turn, instance.key);
}
