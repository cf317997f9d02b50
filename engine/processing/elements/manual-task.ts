import type { ElementBehavior } from '../behavior.ts';
import { passThrough } from './pass-through.ts';

/** A manual task: done outside, so done. */
export const manualTask: ElementBehavior = passThrough;
