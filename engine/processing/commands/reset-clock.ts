import type { Handler } from '../handler.ts';

export const resetClock: Handler<'RESET_CLOCK'> = (turn) => {
  turn.emit('CLOCK_RESET', '0', {});
  return {};
};
