import type { ElementBehavior } from '../behavior.ts';
import { subscribe } from '../behaviors/events/subscriptions.ts';

/** An event-based gateway: waits for all its events at once; the first that happens is the way on. */
export const eventBasedGateway: ElementBehavior = {
  prepare(turn, element, instance) {
    subscribe(
      turn,
      element.outgoing.map((flow) => flow.target),
      instance.key,
    );
  },
  activated() {},
  chooseFlows(_turn, element, instance) {
    return element.outgoing.filter((flow) => flow.target.id === instance.chosen?.elementId);
  },
};
