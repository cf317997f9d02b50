import { CLOSING_OUTCOMES } from '#domain/request/request.ts';
import { choice } from '../../steps/headers.ts';
import { defineJob } from '../../steps/job.ts';

/** The last step of each branch. */
export const definition = defineJob({
  type: 'request-close',
  does: 'writes what became of the request: the last step of each branch',
  headers: { outcome: choice(CLOSING_OUTCOMES, 'what became of it') },
});
