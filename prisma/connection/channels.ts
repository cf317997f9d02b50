import type { OutboxCommandName, OutboxId } from '#domain/outbox/outbox-command.ts';

// What PostgreSQL notifies between the processes of the portal: channels by name, with the codec of
// their payloads. Triggers of prisma/sql notify `changes`; channels.db.test.ts checks their
// payloads against this codec.

/** One channel of LISTEN and NOTIFY, with the codec of its payloads. */
export interface Channel<Message> {
  readonly name: string;
  readonly write: (message: Message) => string;
  /** Null for a payload that this version does not know: a newer one may run beside it. */
  readonly read: (payload: string) => Message | null;
}

/** What changed, for the screens that show it. */
export type Change =
  | { readonly what: 'request'; readonly id: string }
  /** The tasks that these people hold. */
  | { readonly what: 'tasks'; readonly personIds: readonly string[] }
  | { readonly what: 'notification'; readonly personId: string }
  /** The progress of a file that this person imports. */
  | { readonly what: 'import'; readonly personId: string }
  /**
   * The progress of a batch of this person's: acts started for many, acts drawn for their
   * signature, or acts that they sign together.
   */
  | { readonly what: 'batch'; readonly personId: string };

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const CHANGE = new RegExp(
  `^(?:tasks:((?:${UUID},?)+)|request:(${UUID})|notification:(${UUID})|import:(${UUID})|batch:(${UUID}))$`,
);
const ID = new RegExp(`^${UUID}$`);

/** Notified by triggers: a request, its events, tasks, notifications. */
export const changes: Channel<Change> = {
  name: 'harmonie_change',
  write(change) {
    switch (change.what) {
      case 'tasks':
        return `tasks:${change.personIds.join(',')}`;
      case 'request':
        return `request:${change.id}`;
      case 'notification':
        return `notification:${change.personId}`;
      case 'import':
        return `import:${change.personId}`;
      case 'batch':
        return `batch:${change.personId}`;
    }
  },
  read(payload) {
    const [, tasks, id, personId, importer, starter] = CHANGE.exec(payload) ?? [];
    if (tasks !== undefined) return { what: 'tasks', personIds: tasks.split(',') };
    if (id !== undefined) return { what: 'request', id };
    if (importer !== undefined) return { what: 'import', personId: importer };
    if (starter !== undefined) return { what: 'batch', personId: starter };
    return personId === undefined ? null : { what: 'notification', personId };
  },
};

type CommandId = OutboxId<OutboxCommandName>;
const commandId: Omit<Channel<CommandId>, 'name'> = {
  write: (id) => id,
  read: (payload) => (ID.test(payload) ? (payload as CommandId) : null),
};

/** Notified when a command was written to the outbox. */
export const outboxWritten: Channel<CommandId> = { name: 'harmonie_outbox', ...commandId };
/** Notified when a command was carried out. */
export const outboxDone: Channel<CommandId> = { name: 'harmonie_outbox_done', ...commandId };

/** Notified when a worker should plan or apply a file (import_batch). */
export const importsWaiting: Channel<'changed'> = {
  name: 'harmonie_import',
  write: (message) => message,
  read: (payload) => (payload === 'changed' ? payload : null),
};

/** Notified when a worker should compute a ranking of a campaign (campaign_ranking). */
export const campaignsWaiting: Channel<'changed'> = {
  name: 'harmonie_campaign',
  write: (message) => message,
  read: (payload) => (payload === 'changed' ? payload : null),
};

/** Notified when a worker should try or file acts started for many (act_batch). */
export const actBatchesWaiting: Channel<'changed'> = {
  name: 'harmonie_act_batch',
  write: (message) => message,
  read: (payload) => (payload === 'changed' ? payload : null),
};

/** Notified when a worker should update the holdings of tasks (holding_scope). */
export const holdingsChanged: Channel<'changed'> = {
  name: 'harmonie_holdings',
  write: (message) => message,
  read: (payload) => (payload === 'changed' ? payload : null),
};
