import type { JobDefinition } from '../job.ts';

/** The first step of every circuit: gives the request to this instance, once. Says `filedOn`, the day of filing. */
export const definition = {
  type: 'request-register',
  requiredHeaders: [],
  variables: ['requestId'],
  results: ['filedOn'],
} as const satisfies JobDefinition;
