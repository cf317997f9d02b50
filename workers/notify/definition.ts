import type { JobDefinition } from '../job.ts';

/** Tells people, once each: on their screen and by mail. */
export const definition = {
  type: 'notify',
  requiredHeaders: ['message', 'recipients'],
  variables: ['requestId', 'decisionId', 'withdrawalId'],
} as const satisfies JobDefinition;
