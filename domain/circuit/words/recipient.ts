import { STEP_HOLDERS } from '../../permissions/role.ts';

/** Whom a circuit can name as a recipient (header `recipients` of « notify »): whoever may hold a step, and these. */
export const RECIPIENTS = [...STEP_HOLDERS, 'agent-known', 'agent-all', 'holders', 'acted', 'circuit'] as const;
export type Recipient = (typeof RECIPIENTS)[number];
