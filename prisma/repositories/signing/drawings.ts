import { subjectOf } from '#domain/operations/outbox-command.ts';
import type { Tx } from '../../client.ts';
import { changes } from '../../connection/channels.ts';
import { STILL_DRAWN } from '../acts/acts.ts';
import { type FoldAsked, inFold } from './desk.ts';

/** An act of a fold; the hash of its page, where it is drawn for its signer as they would sign it today. */
export interface Drawing {
  readonly taskKey: string;
  readonly sha256: string | null;
}

/** What of a fold is drawn: today, and as it could be signed now (`STILL_DRAWN`). */
export const drawingsOf = (tx: Tx, asked: FoldAsked): Promise<Drawing[]> =>
  tx.$queryRaw<Drawing[]>`
    with chosen as materialized (select t.key ${inFold(asked)})
    select c.key as "taskKey", (
             select p.sha256 from act_preview p
              where p.task_key = c.key and p.signer_id = ${asked.personId}::uuid and p.created_at >= (
                      select paris_day(now())::timestamp at time zone 'Europe/Paris')
                and ${STILL_DRAWN}
              order by p.created_at desc limit 1) as sha256
      from chosen c`;

/** The acts that are ordered for a signer and not drawn yet. */
export async function keysToDraw(tx: Tx, signerId: string): Promise<string[]> {
  const subject = subjectOf({ command: 'draw-acts', payload: { signerId, taskKeys: [] } });
  const rows = await tx.$queryRaw<{ key: string }[]>`
    select k.key from outbox o, jsonb_array_elements_text(o.payload -> 'taskKeys') as k (key)
     where o.subject = ${subject} and o.done_at is null`;
  return rows.map(({ key }) => key);
}

/** Says to a signer's screens that some of what they ordered is drawn. */
export async function notifyDrawn(tx: Tx, signerId: string): Promise<void> {
  await tx.$executeRaw`select pg_notify(${changes.name}, ${changes.write({ what: 'batch', personId: signerId })})`;
}
