import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import { factKey } from '#domain/request/request-event.ts';
import { Prisma, type Tx } from '../../client.ts';
import { isoText } from '../../iso-text.ts';
import { uuid7 } from '../../uuid7.ts';

/** That an act was sent by post, and when it was received; null: nobody recorded it. */
export interface PostalNotice {
  readonly id: string;
  readonly actId: string;
  readonly trackingNumber: string;
  readonly sentOn: CivilDate;
  readonly recordedBy: PersonRef;
  /** As it was corrected last. */
  readonly receivedOn: CivilDate | null;
  /** The days that were written before, the oldest first. */
  readonly corrections: readonly PostalCorrection[];
}

/** A day of receipt that was written anew. */
export interface PostalCorrection {
  readonly formerly: CivilDate;
  /** ISO 8601. */
  readonly at: string;
  readonly by: PersonRef;
  /** Null once the request was eliminated. */
  readonly reason: string | null;
}

const CORRECTED = factKey('post-corrected');

/** The letters that left with the acts of a request, in the order in which they did. */
export const postalNoticesOf = (tx: Tx, requestId: string): Promise<PostalNotice[]> =>
  tx.$queryRaw<PostalNotice[]>`
    select n.id::text, n.act_id::text as "actId", n.tracking_number as "trackingNumber",
           to_char(n.sent_on, 'YYYY-MM-DD') as "sentOn",
           json_build_object('id', p.id, 'firstName', p.first_name, 'lastName', p.last_name) as "recordedBy",
           to_char(postal_received_on(n.id), 'YYYY-MM-DD') as "receivedOn",
           coalesce((select json_agg(json_build_object(
                              'formerly', coalesce(c.formerly, n.received_on), 'at', ${isoText(Prisma.sql`c.at`)}, 'reason', e.detail ->> 'reason',
                              'by', json_build_object('id', w.id, 'firstName', w.first_name, 'lastName', w.last_name))
                              order by c.number)
                       from (select *, lag(received_on) over (partition by notice_id order by number) as formerly
                               from postal_correction) c
                       join person w on w.id = c.by_id
                       left join request_event e on e.request_id = a.request_id and e.fact_key = ${CORRECTED} || ':' || c.id
                      where c.notice_id = n.id), '[]') as corrections
      from act a join postal_notice n on n.act_id = a.id join person p on p.id = n.recorded_by_id
     where a.request_id = ${requestId}::uuid
     order by n.sent_on, n.id`;

/** When an act of a request was sealed; null where it was not, or is of another request. */
export async function sealedAtOf(tx: Tx, requestId: string, actId: string): Promise<Date | null> {
  const rows = await tx.$queryRaw<{ sealedAt: Date | null }[]>`
    select sealed_at as "sealedAt" from act where id = ${actId}::uuid and request_id = ${requestId}::uuid`;
  return rows[0]?.sealedAt ?? null;
}

/** Keeps that an act was sent; null when that letter was recorded for it before. */
export async function insertPostalNotice(
  tx: Tx,
  notice: { actId: string; trackingNumber: string; sentOn: CivilDate; recordedById: string; recordedAt: Date },
): Promise<string | null> {
  const { actId, trackingNumber, sentOn, recordedById, recordedAt } = notice;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into postal_notice (id, act_id, tracking_number, sent_on, recorded_by_id, recorded_at)
    values (${uuid7(new Date())}::uuid, ${actId}::uuid, ${trackingNumber}, ${sentOn}::date, ${recordedById}::uuid,
            ${recordedAt})
    on conflict (act_id, tracking_number) do nothing
    returning id::text`;
  return rows[0]?.id ?? null;
}

/** Says when it was received; false when that was said before. */
export async function receivePostalNotice(
  tx: Tx,
  id: string,
  received: { readonly on: CivilDate; readonly byId: string },
): Promise<boolean> {
  const written = await tx.$executeRaw`
    update postal_notice set received_on = ${received.on}::date, received_by_id = ${received.byId}::uuid
     where id = ${id}::uuid and received_on is null`;
  return written === 1;
}

/** Holds a letter until the transaction ends: what is said of it is said one after the other. */
export const holdPostalNotice = (tx: Tx, id: string) =>
  tx.$queryRaw`select 1 as held from postal_notice where id = ${id}::uuid for update`;

/** Writes the day of its receipt anew, beside the former one; answers the id of the correction. The letter is held. */
export async function correctPostalReceipt(
  tx: Tx,
  noticeId: string,
  corrected: { readonly receivedOn: CivilDate; readonly byId: string; readonly at: Date },
): Promise<string> {
  const { receivedOn, byId, at } = corrected;
  const id = uuid7(new Date());
  await tx.$executeRaw`
    insert into postal_correction (id, notice_id, number, received_on, by_id, at)
    select ${id}::uuid, ${noticeId}::uuid, 1 + count(*), ${receivedOn}::date, ${byId}::uuid, ${at}
      from postal_correction where notice_id = ${noticeId}::uuid`;
  return id;
}
