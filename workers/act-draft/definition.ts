import type { JobDefinition } from '../job.ts';

/** Gathers what an act says. BPMN error ACT_INCOMPLETE when it could not be issued. */
export const definition = {
  type: 'act-draft',
  requiredHeaders: ['template'],
  variables: ['requestId', 'decisionId', 'payFraction'],
  results: ['actId'],
} as const satisfies JobDefinition;
