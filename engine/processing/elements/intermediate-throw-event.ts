import type { ElementBehavior } from '../behavior.ts';
import { jobTask } from './job-task.ts';
import { passThrough } from './pass-through.ts';

/** An intermediate throw event: a none event marks a place; a message is sent by a worker. */
export const intermediateThrowEvent: ElementBehavior = {
  activated(turn, element, instance) {
    (element.job === undefined ? passThrough : jobTask).activated(turn, element, instance);
  },
};
