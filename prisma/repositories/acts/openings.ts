import { sql } from 'kysely';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Opening } from '#domain/evidence/act-status.ts';
import type { Tx } from '../../client.ts';
import { call, db, exists, statement } from '../../connection/typed-sql.ts';

interface NewOpening {
  readonly actId: string;
  readonly what: Opening;
  readonly at: Date;
}

const opened = statement((given: NewOpening) =>
  db
    .insertInto('act_opening')
    .values({ act_id: given.actId, what: given.what, at: given.at })
    .onConflict((same) => same.doNothing()),
);

/** Records when an agent first did it; false if they had before. */
export const insertOpening = async (tx: Tx, opening: NewOpening): Promise<boolean> =>
  (await opened.run(tx, opening)) === 1;

/** True if an agent is known to have done it. */
export const isOpened = async (tx: Tx, actId: string, what: Opening): Promise<boolean> =>
  (await tx.actOpening.count({ where: { actId, what } })) > 0;

const firstOpened = statement((given: { requestId: string }) =>
  db
    .selectFrom('act as a')
    .innerJoin('act_opening as o', 'o.act_id', 'a.id')
    .select((eb) => ['o.act_id as actId', call('paris_day', eb.fn.min('o.at')).$notNull().as('on')])
    .where('a.request_id', '=', given.requestId)
    .groupBy('o.act_id'),
);

/** Lists the days of Paris on which the agent of a request first opened its acts. */
export const openedOn = (tx: Tx, requestId: string): Promise<{ readonly actId: string; readonly on: CivilDate }[]> =>
  firstOpened.all(tx, { requestId });

/** A message that left to an agent about their act, not yet recorded in the audit. */
export interface SentNotice {
  readonly id: string;
  readonly requestId: string;
  readonly actId: string;
  readonly agentId: string;
  readonly sentAt: Date;
}

const unsaid = statement((given: { since: Date; limit: number }) =>
  db
    .selectFrom('notification as n')
    .innerJoin('request as r', (join) =>
      join.onRef('r.id', '=', 'n.request_id').onRef('r.agent_id', '=', 'n.recipient_id'),
    )
    .select((eb) => [
      'n.id',
      eb.ref('n.request_id').$notNull().as('requestId'),
      eb.ref('n.act_id').$notNull().as('actId'),
      'r.agent_id as agentId',
      eb.ref('n.sent_at').$notNull().as('sentAt'),
    ])
    .where('n.state', '=', 'sent')
    .where('n.act_id', 'is not', null)
    .where('n.sent_at', '>=', given.since)
    .where((eb) =>
      eb.not(
        exists(
          eb
            .selectFrom('audit_event as e')
            .where('e.subject', '=', sql<string>`'notification:' || ${eb.ref('n.id')}`)
            .where('e.verb', '=', 'notification.send'),
        ),
      ),
    )
    .orderBy('n.sent_at')
    .orderBy('n.id')
    .limit(given.limit),
);

/**
 * Lists messages about acts that left to their agents since then and that no event of the audit
 * records, oldest first.
 */
export const sentWithoutEvent = (tx: Tx, since: Date, limit: number): Promise<SentNotice[]> =>
  unsaid.all(tx, { since, limit });
