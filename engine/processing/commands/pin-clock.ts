import type { Handler } from '../handler.ts';
import { reject } from '../rejection.ts';

export const pinClock: Handler<'PIN_CLOCK'> = (turn, { timestamp }) => {
  if (!Number.isSafeInteger(timestamp) || timestamp < 0) {
    reject('INVALID_ARGUMENT', `Expected a pin time that is zero or more milliseconds, but it was '${timestamp}'`);
  }
  turn.emit('CLOCK_PINNED', '0', { at: timestamp });
  return {};
};
