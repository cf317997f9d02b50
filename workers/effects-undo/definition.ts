import { defineJob } from '../job.ts';

/** Undoes the effects of the act that the request’s own withdraws or repeals, by new ones, once. */
export const definition = defineJob({
  type: 'effects-undo',
  does: 'undoes the effects of the act that the request’s own withdraws or repeals, by new ones in the agent’s situation, once',
});
