import { SILENCE_MEANINGS } from '#domain/calendar/deadline.ts';
import { choice } from '../../steps/headers.ts';
import { defineJob } from '../../steps/job.ts';

/** Writes the decision that the administration’s silence made. */
export const definition = defineJob({
  type: 'silence-record',
  does: 'writes the decision that the administration’s silence made',
  headers: { means: choice(SILENCE_MEANINGS, 'which decision') },
});
