import { z } from 'zod';
import { duration } from '../../steps/headers.ts';
import { defineJob } from '../../steps/job.ts';

/** Sets until when an agreed change can still be stopped. */
export const definition = defineJob({
  type: 'cooling-off',
  does: 'sets until when an agreed change can be stopped: the eve of the first pay cut-off (process property `payCutoffDay`) that leaves the minimum',
  headers: { minimum: duration('the least time left to stop it') },
  results: { stopUntil: z.iso.datetime() },
});
