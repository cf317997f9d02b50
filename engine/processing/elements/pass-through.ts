import type { ElementBehavior } from '../behavior.ts';
import { complete } from '../lifecycle.ts';

/** What is done as soon as it is entered. */
export const passThrough: ElementBehavior = {
  activated(turn, _element, instance) {
    complete(turn, instance.key);
  },
};
