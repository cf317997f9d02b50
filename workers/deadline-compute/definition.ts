import type { JobDefinition } from '../job.ts';

/** Sets the clocks of a request: says `reminderAt`, `dueAt` and `silenceAt`, which timers wait for. */
export const definition = {
  type: 'deadline-compute',
  requiredHeaders: ['reminder', 'reply', 'silence', 'silenceMeans'],
  variables: ['requestId', 'decisionId'],
  results: ['reminderAt', 'dueAt', 'silenceAt'],
} as const satisfies JobDefinition;
