import type { ElementBehavior } from '../behavior.ts';
import { receiveAt } from '../behaviors/events/trigger.ts';
import { passThrough } from './pass-through.ts';

/** A boundary event that was triggered: goes on beside (or instead of) the activity it sits on. */
export const boundaryEvent: ElementBehavior = { ...passThrough, receive: receiveAt };
