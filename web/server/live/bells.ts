import type { OutboxAnswer, OutboxCommandName, OutboxId } from '../../../domain/outbox-command.ts';
import type { Database } from '../../../prisma/client.ts';
import { listen } from '../../../prisma/listen.ts';
import { OUTBOX_DONE_CHANNEL, outboxWaiter } from '../../../prisma/repositories/outbox.ts';

/** What the database rings, heard once for all the people connected. */
export interface Bells {
  /** « request:<id> », « tasks », « notification:<personId> ». */
  onChange(heard: (change: string) => void): () => void;
  /** The answer to a command, or null when it is not done in time: it is kept, and will be. */
  waitForOutbox<Name extends OutboxCommandName>(id: OutboxId<Name>, ms: number): Promise<OutboxAnswer<Name> | null>;
  close(): Promise<void>;
}

type Listener = (payload: string) => void;

/** Opens one connection for changes and one for the outbox's answers; both come back by themselves. */
export function openBells(url: string, { prisma }: Database): Bells {
  const changes = new Set<Listener>();
  const answers = new Set<Listener>();
  const ears = [
    // Connected again: whatever rang meanwhile was missed, which an empty bell says.
    listen(url, 'harmonie_change', (payload) => tellAll(changes, payload), { onConnected: () => tellAll(changes, '') }),
    listen(url, OUTBOX_DONE_CHANNEL, (payload) => tellAll(answers, payload)),
  ];
  return {
    onChange: subscriber(changes),
    waitForOutbox: outboxWaiter(prisma, subscriber(answers)),
    async close() {
      for (const ear of ears) await ear.close();
    },
  };
}

const subscriber = (listeners: Set<Listener>) => (listener: Listener) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

const tellAll = (listeners: ReadonlySet<Listener>, payload: string): void => {
  for (const listener of [...listeners]) listener(payload);
};
