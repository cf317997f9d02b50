import { z } from 'zod';
import { template } from '../../steps/headers.ts';
import { defineJob, identifier } from '../../steps/job.ts';

/** Gathers what an act says, anew after a correction. */
export const definition = defineJob({
  type: 'act-draft',
  does: 'gathers what the act says; `ACT_INCOMPLETE` when it could not be issued',
  headers: { template: template('which act of the circuit') },
  variables: {
    /** « 6/7 », where a table of the circuit says so. */
    payFraction: z.string().nullish(),
  },
  results: { actId: identifier() },
  errors: ['ACT_INCOMPLETE'],
});
