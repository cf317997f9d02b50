import type { ElementBehavior } from '../behavior.ts';
import { passThrough } from './pass-through.ts';

/** A task without a kind: done as soon as entered. */
export const task: ElementBehavior = passThrough;
