import type { OutboxAnswer, OutboxCommandName, OutboxId } from '#domain/outbox/outbox-command.ts';
import type { Database } from '#prisma/client.ts';
import { type Change, changes, outboxDone } from '#prisma/connection/channels.ts';
import { listen, subscription } from '#prisma/connection/listen.ts';
import { outboxWaiter } from '#prisma/repositories/messages/outbox.ts';

/** A change, or that some may have been missed: the connection to the database came back. */
export type Notified = Change | { readonly what: 'anything' };

/** What the database notifies, received once for all the people connected. */
export interface Channels {
  /** Returns what ends the subscription. */
  onChange(subscriber: (change: Notified) => void): () => void;
  /** The answer to a command, or null when it is not done in time: it is kept, and will be. */
  waitForOutbox<Name extends OutboxCommandName>(
    id: OutboxId<Name>,
    timeoutMs: number,
  ): Promise<OutboxAnswer<Name> | null>;
  close(): Promise<void>;
}

/** Opens a connection that comes back by itself. */
export function openChannels(url: string, { prisma }: Database): Channels {
  const changed = subscribers<Notified>();
  const answered = subscribers<string>();
  const connection = listen(url, [subscription(changes, changed.notify), subscription(outboxDone, answered.notify)], {
    onConnected: () => changed.notify({ what: 'anything' }),
  });
  return {
    onChange: changed.subscribe,
    waitForOutbox: outboxWaiter(prisma, answered.subscribe),
    close: () => connection.close(),
  };
}

function subscribers<Message>() {
  const all = new Set<(message: Message) => void>();
  return {
    subscribe(subscriber: (message: Message) => void) {
      all.add(subscriber);
      return () => {
        all.delete(subscriber);
      };
    },
    notify(message: Message): void {
      for (const subscriber of [...all]) subscriber(message);
    },
  };
}
