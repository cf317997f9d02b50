import type { ElementBehavior } from '../behavior.ts';
import { createElementJob } from '../behaviors/jobs/jobs.ts';

/** What is done by a worker: a job is created, and its completion completes the element. */
export const jobTask: ElementBehavior = {
  activated(turn, element, instance) {
    if (element.job === undefined) throw new Error(`Element '${element.id}' has no job`);
    createElementJob(turn, element.job, instance);
  },
};
