import type { JobDefinition } from '../job.ts';

/** The last step of each branch: writes what became of the request. */
export const definition = {
  type: 'request-close',
  requiredHeaders: ['outcome'],
  variables: ['requestId', 'withdrawalId'],
} as const satisfies JobDefinition;
