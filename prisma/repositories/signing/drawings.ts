import { sql } from 'kysely';
import { subjectOf } from '#domain/outbox/outbox-command.ts';
import type { Tx } from '../../client.ts';
import { changes } from '../../connection/channels.ts';
import { all, atMost, db, statement } from '../../connection/typed-sql.ts';
import { STILL_DRAWN } from '../acts/acts.ts';
import { notifies } from '../messages/outbox.ts';
import { today } from '../statements/periods.ts';
import { type FoldAsked, inFold } from './desk.ts';

/**
 * An act of a fold, and the hash of its page if it is drawn for its signer as they would sign it
 * today.
 */
export interface Drawing {
  readonly taskKey: string;
  readonly sha256: string | null;
}

/** The instant when today began, in Paris. */
const beginningOfToday = sql<Date>`(select ${today}::timestamp at time zone 'Europe/Paris')`;

/**
 * Lists the acts of a fold, with the page of those drawn today that can still be signed
 * (`STILL_DRAWN`).
 */
export const drawingsOf = (tx: Tx, asked: FoldAsked): Promise<Drawing[]> =>
  all(
    tx,
    db
      .with(
        (cte) => cte('chosen').materialized(),
        () => inFold(asked).select('t.key'),
      )
      .selectFrom('chosen as c')
      .select((eb) => [
        'c.key as taskKey',
        eb
          .selectFrom('act_preview as p')
          .select('p.sha256')
          .whereRef('p.task_key', '=', 'c.key')
          .where('p.signer_id', '=', asked.personId)
          .where('p.created_at', '>=', beginningOfToday)
          .where(STILL_DRAWN)
          .orderBy('p.created_at', 'desc')
          .limit(atMost(1))
          .as('sha256'),
      ]),
  );

const toDraw = statement((given: { subject: string }) =>
  db
    .selectFrom('outbox as o')
    .innerJoinLateral(
      (eb) =>
        sql<{ key: string }>`jsonb_array_elements_text(${eb.ref('o.payload')} -> 'taskKeys')`.as<'k'>(sql`k(key)`),
      (join) => join.onTrue(),
    )
    .select('k.key')
    .where('o.subject', '=', given.subject)
    .where('o.done_at', 'is', null),
);

/** Lists the acts that are ordered for a signer and not drawn yet. */
export async function keysToDraw(tx: Tx, signerId: string): Promise<string[]> {
  const subject = subjectOf({ command: 'draw-acts', payload: { signerId, taskKeys: [] } });
  return (await toDraw.all(tx, { subject })).map(({ key }) => key);
}

const told = statement((given: { change: string }) => db.selectNoFrom(notifies(changes, given.change).as('told')));

/** Notifies a signer's screens that some of what they ordered is drawn. */
export async function notifyDrawn(tx: Tx, signerId: string): Promise<void> {
  await told.run(tx, { change: changes.write({ what: 'batch', personId: signerId }) });
}
