import type { Handler } from '../../handler.ts';

/** A message was kept as long as its publisher asked. */
export const expireMessage: Handler<'EXPIRE_MESSAGE'> = (turn, { messageKey }) => {
  const message = turn.state.messages.get(messageKey);
  if (message === undefined || message.expiresAt > turn.now) return {};
  turn.emit('MESSAGE_EXPIRED', messageKey, { messageName: message.name });
  return {};
};
