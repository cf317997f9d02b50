import type { ElementBehavior } from '../behavior.ts';
import { setLocal } from '../behaviors/variables/variables.ts';
import { activate } from '../lifecycle.ts';

/** An event sub-process: entered by its start event, inside the scope that it watches. Event variables are local to it. */
export const eventSubProcess: ElementBehavior = {
  receive(turn, _element, instance, variables) {
    setLocal(turn, instance.key, variables);
  },
  activated(turn, element, instance) {
    const start = [...turn.models.process(instance.processDefinitionKey).elements.values()].find(
      (one) => one.type === 'START_EVENT' && one.parent === element,
    );
    if (start === undefined) throw new Error(`Event sub-process '${element.id}' has no start event`);
    activate(turn, start, instance.key);
  },
};
