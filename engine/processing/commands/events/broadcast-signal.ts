import { broadcastSignal as broadcast } from '../../behaviors/events/signals.ts';
import type { Handler } from '../../handler.ts';
import { reject } from '../../rejection.ts';
import { givenVariables, requireTenant } from '../require.ts';

/** A signal reaches everyone who waits for it now. */
export const broadcastSignal: Handler<'BROADCAST_SIGNAL'> = (turn, value) => {
  requireTenant(value.tenantId);
  if (!value.signalName) reject('INVALID_ARGUMENT', 'Expected the signal name to be present and not empty');
  return { signalKey: broadcast(turn, value.signalName, givenVariables(value.variables)) };
};
