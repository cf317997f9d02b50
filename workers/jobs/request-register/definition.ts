import { z } from 'zod';
import { defineJob } from '../../steps/job.ts';

/** The first step of every circuit. */
export const definition = defineJob({
  type: 'request-register',
  does: 'writes that the circuit took the request in charge, once: its first step',
  results: {
    /** The day of filing. */
    filedOn: z.iso.date(),
  },
});
