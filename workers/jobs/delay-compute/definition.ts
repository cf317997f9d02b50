import { z } from 'zod';
import { duration, flag } from '../../steps/headers.ts';
import { defineJob } from '../../steps/job.ts';

/** Counts a delay from the day the step is reached: what a timer waits for after a notification, not after the filing. */
export const definition = defineJob({
  type: 'delay-compute',
  does: 'counts a legal delay (`domain/calendar/deadline.ts`) from the day on which the step is reached.',
  headers: {
    delay: duration('how long it is'),
    clearDays: flag('whether its first and its last day do not count (« jours francs »)'),
    toWorkingDay: flag('whether one that would end on a day that is not worked ends on the next that is'),
  },
  results: { delayUntil: z.iso.datetime() },
});
