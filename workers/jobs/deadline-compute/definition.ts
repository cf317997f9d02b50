import { z } from 'zod';
import { COMPLEMENT_EFFECTS, SILENCE_MEANINGS } from '#domain/calendar/deadline.ts';
import { choice, duration } from '../../steps/headers.ts';
import { defineJob } from '../../steps/job.ts';

/** Sets the clocks of a request, which timers wait for. */
export const definition = defineJob({
  type: 'deadline-compute',
  does: 'sets the clocks of the request by the law (`domain/calendar/deadline.ts`), from the filing and from the complements',
  headers: {
    reminder: duration('delay before the first reminder'),
    reply: duration('delay in which the reply is due'),
    silence: duration('delay after which silence is a decision'),
    silenceMeans: choice(SILENCE_MEANINGS, 'which decision, for whoever reads the circuit'),
    onComplement: choice(COMPLEMENT_EFFECTS, 'what asking for a complement does to the delays'),
  },
  results: { reminderAt: z.iso.datetime(), dueAt: z.iso.datetime(), silenceAt: z.iso.datetime() },
});
