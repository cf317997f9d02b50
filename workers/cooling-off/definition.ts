import type { JobDefinition } from '../job.ts';

/**
 * Sets until when an agreed change can still be stopped: the eve of the first pay cut-off (process property
 * `payCutoffDay`) that leaves the header `minimum`. Says `stopUntil`, which a timer waits for.
 */
export const definition = {
  type: 'cooling-off',
  requiredHeaders: ['minimum'],
  variables: ['requestId', 'decisionId'],
  results: ['stopUntil'],
} as const satisfies JobDefinition;
