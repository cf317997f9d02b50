import type { JobDefinition } from '../job.ts';

/** Writes the effect of a signed act in the agent’s situation, once. */
export const definition = {
  type: 'situation-apply',
  requiredHeaders: ['what'],
  variables: ['requestId'],
} as const satisfies JobDefinition;
