import { STEP_HOLDERS } from '../../permissions/role.ts';

/**
 * Who can be a recipient in a circuit (header `recipients` of « notify »): the possible holders of
 * a step, and these.
 */
export const RECIPIENTS = [...STEP_HOLDERS, 'agent-known', 'agent-all', 'holders', 'acted', 'circuit'] as const;
export type Recipient = (typeof RECIPIENTS)[number];
