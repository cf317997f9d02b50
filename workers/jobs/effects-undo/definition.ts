import { DEFAULT_CUTOFF_DAY } from '#domain/pay/pay-piece.ts';
import { dayOfMonth, withDefault } from '../../steps/headers.ts';
import { defineJob } from '../../steps/job.ts';

/** Undoes the effects of the act that the request’s own withdraws or repeals, by new ones, and has pay take them back; once. */
export const definition = defineJob({
  type: 'effects-undo',
  does: 'undoes the effects of the act that the request’s own withdraws or repeals, by new ones in the agent’s situation, and tells pay what to take back; once',
  headers: {
    cutoffDay: withDefault(dayOfMonth('day of the month on which pay is closed'), String(DEFAULT_CUTOFF_DAY)),
  },
});
