import type { JobDefinition } from '../job.ts';

/** Seals the act that was just signed and files it, once. */
export const definition = {
  type: 'act-seal',
  requiredHeaders: [],
  variables: ['requestId', 'decisionId'],
} as const satisfies JobDefinition;
