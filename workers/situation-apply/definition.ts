import { EFFECTS } from '../../domain/effect/effect.ts';
import { choice } from '../headers.ts';
import { defineJob } from '../job.ts';

/** Writes the effect of a granted request in the agent’s situation, once. */
export const definition = defineJob({
  type: 'situation-apply',
  does: 'writes the effect of a granted request in the agent’s situation, once (one file each in `effects/`)',
  headers: { what: choice(EFFECTS, 'what changes') },
});
