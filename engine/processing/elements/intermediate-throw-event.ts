import type { ElementBehavior } from '../behavior.ts';
import { throwFrom } from '../behaviors/events/throwing.ts';
import { enter } from '../lifecycle.ts';

/** An intermediate throw event: marks a place, or says something to others, and goes on; a link goes on elsewhere. */
export const intermediateThrowEvent: ElementBehavior = {
  activated: throwFrom,
  completed(turn, element, instance) {
    if (element.linkTarget !== undefined) enter(turn, element.linkTarget, instance.scopeKey);
  },
};
