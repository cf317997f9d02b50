import type { ElementBehavior } from '../behavior.ts';
import { activate } from '../lifecycle.ts';

/** An embedded sub-process: a scope of its own, that ends with its last path. */
export const subProcess: ElementBehavior = {
  activated(turn, element, instance) {
    if (element.noneStart === undefined) throw new Error(`Sub-process '${element.id}' has no start event`);
    activate(turn, element.noneStart, instance.key);
  },
};
