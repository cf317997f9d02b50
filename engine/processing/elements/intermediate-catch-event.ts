import type { ElementBehavior } from '../behavior.ts';
import { subscribe } from '../behaviors/events/subscriptions.ts';
import { receiveAt } from '../behaviors/events/trigger.ts';
import { complete } from '../lifecycle.ts';

/** An intermediate catch event: waits for what it names, unless a gateway before it has seen that, or a link leads to it. */
export const intermediateCatchEvent: ElementBehavior = {
  receive: receiveAt,
  prepare(turn, element, instance) {
    if (instance.triggered !== true) subscribe(turn, [element], instance.key);
  },
  activated(turn, element, instance) {
    if (instance.triggered === true || element.trigger === 'LINK') complete(turn, instance.key);
  },
};
