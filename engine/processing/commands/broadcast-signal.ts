import type { Handler } from '../handler.ts';
import { reject } from '../rejection.ts';
import { givenVariables, requireTenant } from './require.ts';

/** Signals reach every catch of their name; no model that waits for one can be deployed yet, so nobody does. */
export const broadcastSignal: Handler<'BROADCAST_SIGNAL'> = (turn, value) => {
  requireTenant(value.tenantId);
  if (!value.signalName) reject('INVALID_ARGUMENT', 'Expected the signal name to be present and not empty');
  givenVariables(value.variables);
  return { signalKey: turn.newKey() };
};
