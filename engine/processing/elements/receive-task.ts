import type { ElementBehavior } from '../behavior.ts';
import { subscribe } from '../behaviors/events/subscriptions.ts';

/** A receive task: waits for its message. */
export const receiveTask: ElementBehavior = {
  prepare(turn, element, instance) {
    subscribe(turn, [element], instance.key);
  },
  activated() {},
};
