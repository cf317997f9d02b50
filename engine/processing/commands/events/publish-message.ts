import { messageGroup } from '../../../state/state.ts';
import { correlate } from '../../behaviors/events/messages.ts';
import type { Handler } from '../../handler.ts';
import { reject } from '../../rejection.ts';
import type { Turn } from '../../turn.ts';
import { givenVariables, requireTenant } from '../require.ts';

/** Reaches who waits now, and is kept for its time to live for who waits later. */
export const publishMessage: Handler<'PUBLISH_MESSAGE'> = (turn, value) => {
  requireTenant(value.tenantId);
  const { name, correlationKey } = value;
  if (typeof name !== 'string' || name === '')
    reject('INVALID_ARGUMENT', 'Expected the message name to be present and not empty');
  const messageId = value.messageId ?? '';
  if (messageId !== '') refuseTwin(turn, name, correlationKey, messageId);
  const timeToLive = value.timeToLive ?? 0;
  const key = turn.newKey();
  const message = {
    key,
    name,
    correlationKey,
    messageId,
    variables: givenVariables(value.variables),
    expiresAt: timeToLive > 0 ? turn.now + timeToLive : 0,
    correlatedTo: [],
  };
  turn.emit('MESSAGE_PUBLISHED', key, message);
  correlate(turn, message);
  return { messageKey: key };
};

function refuseTwin(turn: Turn, name: string, correlationKey: string, messageId: string): void {
  for (const key of turn.state.messagesByName.of(messageGroup(name, correlationKey))) {
    if (turn.state.messages.must(key).messageId !== messageId) continue;
    reject(
      'ALREADY_EXISTS',
      `Expected to publish a new message with id '${messageId}', but a message with that id was already published`,
    );
  }
}
