import { z } from 'zod';
import { defineJob } from '../job.ts';

/** The first step of every circuit. */
export const definition = defineJob({
  type: 'request-register',
  does: 'gives the request to this instance, once: the first step of every circuit',
  results: {
    /** The day of filing; absent of a second start, which ends itself. */
    filedOn: z.iso.date().optional(),
  },
});
