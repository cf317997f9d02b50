import type { ElementBehavior } from '../behavior.ts';
import { receiveTask } from './receive-task.ts';

/** An intermediate catch event: waits for its message or its timer. */
export const intermediateCatchEvent: ElementBehavior = receiveTask;
