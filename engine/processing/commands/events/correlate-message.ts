import { correlate } from '../../behaviors/events/messages.ts';
import type { Handler } from '../../handler.ts';
import { reject } from '../../rejection.ts';
import { givenVariables, requireTenant } from '../require.ts';

/** Like a published message that is never kept, but says whom it reached, and refuses if nobody waits. */
export const correlateMessage: Handler<'CORRELATE_MESSAGE'> = (turn, value) => {
  requireTenant(value.tenantId);
  const { name, correlationKey } = value;
  const key = turn.newKey();
  const message = {
    key,
    name,
    correlationKey,
    messageId: '',
    variables: givenVariables(value.variables),
    expiresAt: 0,
    correlatedTo: [],
  };
  turn.emit('MESSAGE_PUBLISHED', key, message);
  const processInstanceKey = correlate(turn, message);
  if (processInstanceKey === undefined) {
    reject(
      'NOT_FOUND',
      `Expected to find subscription for message with name '${name}' and correlation key '${correlationKey}', but none was found.`,
    );
  }
  return { messageKey: key, processInstanceKey };
};
