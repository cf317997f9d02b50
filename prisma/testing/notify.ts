import type { Tx } from '../client.ts';
import type { Channel } from '../connection/channels.ts';

/** Notifies a channel when the transaction commits, and not if it does not. */
export async function notify<Message>(tx: Tx, channel: Channel<Message>, message: Message): Promise<void> {
  await tx.$executeRaw`select pg_notify(${channel.name}, ${channel.write(message)})`;
}
