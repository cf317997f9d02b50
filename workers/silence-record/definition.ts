import type { JobDefinition } from '../job.ts';

/** Writes the decision that the administration’s silence made. */
export const definition = {
  type: 'silence-record',
  requiredHeaders: ['means'],
  variables: ['requestId'],
} as const satisfies JobDefinition;
