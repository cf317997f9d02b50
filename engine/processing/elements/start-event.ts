import type { ElementBehavior } from '../behavior.ts';
import { passThrough } from './pass-through.ts';

/** A start event: the instance or scope begins here. */
export const startEvent: ElementBehavior = passThrough;
