import { PAY_MOVEMENTS } from '../../domain/pay-piece.ts';
import type { JobDefinition } from '../job.ts';

/**
 * Makes the pay piece of a decision, once for a movement. Headers: `movement`; `facts`, the keys of the request's data to
 * pay by; `effectDate` and `effectUntil`, the keys of its days; `cutoffDay`. `payFacts`: what a table of the circuit
 * computed, as a local variable of the step.
 */
export const definition = {
  type: 'pay-piece',
  requiredHeaders: ['movement'],
  allowedHeaders: { movement: PAY_MOVEMENTS },
  variables: ['requestId', 'payFacts'],
} as const satisfies JobDefinition;
