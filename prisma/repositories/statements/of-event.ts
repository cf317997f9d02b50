import type { JoinBuilder } from 'kysely';
import type { Tables } from '../../generated/tables.ts';

/** Joins an event of the audit `e` and its payload `p`. */
export const ofEvent = (
  join: JoinBuilder<Tables & { e: Tables['audit_event']; p: Tables['audit_payload'] }, 'e' | 'p'>,
) => join.onRef('p.chain', '=', 'e.chain').onRef('p.sequence', '=', 'e.sequence');
