import { z } from 'zod';
import { DEFAULT_CUTOFF_DAY } from '#domain/pay/pay-piece.ts';
import { PAY_MOVEMENTS } from '#domain/situation/themes/pay-movement.ts';
import { choice, dayField, dayOfMonth, fields, optional, withDefault } from '../../steps/headers.ts';
import { defineJob } from '../../steps/job.ts';

/** Makes the pay piece of a decision, once for a movement. */
export const definition = defineJob({
  type: 'pay-piece',
  does: 'makes the pay piece of the decision, once for a movement',
  headers: {
    movement: choice(PAY_MOVEMENTS, 'what changes in pay'),
    facts: optional(fields('keys of the form to pay by')),
    effectDate: optional(dayField('key of the form that holds the day of effect; the day itself without it')),
    effectUntil: optional(dayField('key of the form that holds the last day of effect')),
    cutoffDay: withDefault(dayOfMonth('day of the month on which pay is closed'), String(DEFAULT_CUTOFF_DAY)),
  },
  variables: {
    /** What a table of the circuit computed, as a local variable of the step. */
    payFacts: z.record(z.string(), z.unknown()).nullish(),
  },
});
