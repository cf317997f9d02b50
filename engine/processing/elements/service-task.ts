import type { ElementBehavior } from '../behavior.ts';
import { jobTask } from './job-task.ts';

/** A service task. Done by a worker. */
export const serviceTask: ElementBehavior = jobTask;
