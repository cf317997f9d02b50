import { EFFECTS } from '../../domain/effect.ts';
import type { JobDefinition } from '../job.ts';

/** Writes the effect of a granted request in the agent’s situation, once. */
export const definition = {
  type: 'situation-apply',
  requiredHeaders: ['what'],
  allowedHeaders: { what: EFFECTS },
  variables: ['requestId'],
} as const satisfies JobDefinition;
