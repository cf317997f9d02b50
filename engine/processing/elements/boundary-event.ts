import type { ElementBehavior } from '../behavior.ts';
import { propagate, setLocal } from '../behaviors/variables.ts';
import { passThrough } from './pass-through.ts';

/** A boundary event that was triggered: goes on beside (or instead of) the activity it sits on. */
export const boundaryEvent: ElementBehavior = {
  ...passThrough,
  receive(turn, element, instance, variables) {
    if (element.outputs.length > 0) setLocal(turn, instance.key, variables);
    else propagate(turn, instance.scopeKey, variables);
  },
};
