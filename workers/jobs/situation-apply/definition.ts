import { theme } from '../../steps/headers.ts';
import { defineJob } from '../../steps/job.ts';

/** Writes the effect of a granted request in the agent’s situation, once. */
export const definition = defineJob({
  type: 'situation-apply',
  does: 'writes the effect of a granted request in the agent’s situation, once',
  headers: { what: theme('the theme of the situation that changes, a file of `processes/_situation/`') },
});
