import type { Tx } from '../../client.ts';
import { countOfRows, db, statement } from '../../connection/typed-sql.ts';

/** How many wait, and since when the oldest does. */
export interface Waiting {
  readonly count: number;
  readonly since: Date;
}

/**
 * The work that the portal still has to do, for those who monitor it: up to ten thousand of each.
 */
export interface Backlog {
  /** Commands to the workers, by name: what people asked for, and what follows from it. */
  readonly commands: readonly (Waiting & { readonly command: string })[];
  /** Messages that have not left; null: none. */
  readonly mails: Waiting | null;
  /** Requests that an incident stops. */
  readonly stoppedRequests: number;
}

const MOST = 10_000;

/** Counts the work that the portal still has to do. */
export async function backlog(tx: Tx): Promise<Backlog> {
  const [commands, mails, stopped] = await Promise.all([
    commandsWaiting.all(tx, {}),
    mailsWaiting.first(tx, {}),
    requestsStopped.one(tx, {}),
  ]);
  return { commands, mails, stoppedRequests: stopped.count };
}

const commandsWaiting = statement(() =>
  db
    .selectFrom((eb) =>
      eb
        .selectFrom('outbox')
        .select(['command', 'created_at'])
        .where('done_at', 'is', null)
        .orderBy('created_at')
        .orderBy('id')
        .limit(MOST)
        .as('waiting'),
    )
    .select((eb) => ['command', countOfRows.as('count'), eb.fn.min('created_at').as('since')])
    .groupBy('command'),
);

const mailsWaiting = statement(() =>
  db
    .selectFrom((eb) =>
      eb
        .selectFrom('notification')
        .select('queued_at')
        .where('state', 'in', ['queued', 'sending', 'uncertain'])
        .limit(MOST)
        .as('waiting'),
    )
    .select((eb) => [countOfRows.as('count'), eb.fn.min('queued_at').as('since')])
    .having((eb) => eb.fn.countAll(), '>', 0),
);

const requestsStopped = statement(() =>
  db
    .selectFrom((eb) =>
      eb.selectFrom('request').select('id').where('stopped_since', 'is not', null).limit(MOST).as('stopped'),
    )
    .select(countOfRows.as('count')),
);
