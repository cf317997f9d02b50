import type { ElementBehavior } from '../behavior.ts';
import { jobTask } from './job-task.ts';

/** A send task: what it sends is up to its worker. */
export const sendTask: ElementBehavior = jobTask;
