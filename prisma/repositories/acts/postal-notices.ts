import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import { factKey } from '#domain/request/request-event.ts';
import type { Tx } from '../../client.ts';
import { call, db, statement } from '../../connection/typed-sql.ts';
import { isoOf } from '../../iso-text.ts';
import { uuid7 } from '../../uuid7.ts';
import { personRef } from '../statements/person-ref.ts';

/** The letter by which an act was sent, and when it was received. */
export interface PostalNotice {
  readonly id: string;
  readonly actId: string;
  readonly trackingNumber: string;
  readonly sentOn: CivilDate;
  readonly recordedBy: PersonRef;
  /** Its last correction included; null: not recorded yet. */
  readonly receivedOn: CivilDate | null;
  /** The days that were written before, oldest first. */
  readonly corrections: readonly PostalCorrection[];
}

/** A corrected day of receipt. */
export interface PostalCorrection {
  readonly formerly: CivilDate;
  /** ISO 8601. */
  readonly at: string;
  readonly by: PersonRef;
  /** Null once the request was eliminated. */
  readonly reason: string | null;
}

const CORRECTED = factKey('post-corrected');

/** Corrections, each with the day of the one before it. */
const corrections = db.selectFrom('postal_correction').select((eb) => [
  'id',
  'notice_id',
  'number',
  'by_id',
  'at',
  eb.fn
    .agg<CivilDate | null>('lag', ['received_on'])
    .over((over) => over.partitionBy('notice_id').orderBy('number'))
    .as('formerly'),
]);

const lettersOf = statement((given: { requestId: string }) =>
  db
    .selectFrom('act as a')
    .innerJoin('postal_notice as n', 'n.act_id', 'a.id')
    .innerJoin('person as p', 'p.id', 'n.recorded_by_id')
    .select((eb) => [
      'n.id',
      'n.act_id as actId',
      'n.tracking_number as trackingNumber',
      'n.sent_on as sentOn',
      personRef({
        id: eb.ref('p.id'),
        firstName: eb.ref('p.first_name'),
        lastName: eb.ref('p.last_name'),
      }).as('recordedBy'),
      call('postal_received_on', eb.ref('n.id')).as('receivedOn'),
      jsonArrayFrom(
        eb
          .selectFrom(corrections.as('c'))
          .innerJoin('person as w', 'w.id', 'c.by_id')
          .leftJoin('request_event as e', (join) =>
            join
              .onRef('e.request_id', '=', 'a.request_id')
              .on((on) => on('e.fact_key', '=', sql<string>`${CORRECTED} || ':' || ${on.ref('c.id')}`)),
          )
          .select((of) => [
            of.fn.coalesce('c.formerly', 'n.received_on').$notNull().as('formerly'),
            isoOf(of.ref('c.at')).as('at'),
            sql<string | null>`${of.ref('e.detail')} ->> 'reason'`.as('reason'),
            personRef({
              id: of.ref('w.id'),
              firstName: of.ref('w.first_name'),
              lastName: of.ref('w.last_name'),
            }).as('by'),
          ])
          .whereRef('c.notice_id', '=', 'n.id')
          .orderBy('c.number'),
      ).as('corrections'),
    ])
    .where('a.request_id', '=', given.requestId)
    .orderBy('n.sent_on')
    .orderBy('n.id'),
);

/** Lists the letters that left with the acts of a request, in order. */
export const postalNoticesOf = (tx: Tx, requestId: string): Promise<PostalNotice[]> => lettersOf.all(tx, { requestId });

const sealedAt = statement((given: { requestId: string; actId: string }) =>
  db
    .selectFrom('act')
    .select('sealed_at as sealedAt')
    .where('id', '=', given.actId)
    .where('request_id', '=', given.requestId),
);

/**
 * Returns when an act of a request was sealed; null if it was not, or belongs to another request.
 */
export const sealedAtOf = async (tx: Tx, requestId: string, actId: string): Promise<Date | null> =>
  (await sealedAt.first(tx, { requestId, actId }))?.sealedAt ?? null;

interface NewNotice {
  readonly actId: string;
  readonly trackingNumber: string;
  readonly sentOn: CivilDate;
  readonly recordedById: string;
  readonly recordedAt: Date;
}

const recorded = statement((given: NewNotice & { id: string }) =>
  db
    .insertInto('postal_notice')
    .values({
      id: given.id,
      act_id: given.actId,
      tracking_number: given.trackingNumber,
      sent_on: given.sentOn,
      recorded_by_id: given.recordedById,
      recorded_at: given.recordedAt,
    })
    .onConflict((same) => same.columns(['act_id', 'tracking_number']).doNothing())
    .returning('id'),
);

/**
 * Records that an act was sent; returns the letter's id, or null if that letter was recorded for it
 * before.
 */
export const insertPostalNotice = async (tx: Tx, notice: NewNotice): Promise<string | null> =>
  (await recorded.first(tx, { ...notice, id: uuid7(new Date()) }))?.id ?? null;

interface Receipt {
  readonly on: CivilDate;
  readonly byId: string;
}

const received = statement((given: Receipt & { id: string }) =>
  db
    .updateTable('postal_notice')
    .set({ received_on: given.on, received_by_id: given.byId })
    .where('id', '=', given.id)
    .where('received_on', 'is', null),
);

/** Records when it was received; false if that was recorded before. */
export const receivePostalNotice = async (tx: Tx, id: string, receipt: Receipt): Promise<boolean> =>
  (await received.run(tx, { ...receipt, id })) === 1;

const held = statement((given: { id: string }) =>
  db.selectFrom('postal_notice').where('id', '=', given.id).forUpdate(),
);

/**
 * Locks a letter until the transaction ends, so that its changes are written one after the other.
 */
export async function holdPostalNotice(tx: Tx, id: string): Promise<void> {
  await held.all(tx, { id });
}

interface CorrectedReceipt {
  readonly receivedOn: CivilDate;
  readonly byId: string;
  readonly at: Date;
}

const corrected = statement((given: CorrectedReceipt & { id: string; noticeId: string }) =>
  db
    .insertInto('postal_correction')
    .columns(['id', 'notice_id', 'number', 'received_on', 'by_id', 'at'])
    .expression(
      db
        .selectFrom('postal_correction')
        .select((eb) => [
          eb.val(given.id).as('id'),
          eb.val(given.noticeId).as('notice_id'),
          sql<number>`1 + ${eb.fn.countAll()}`.as('number'),
          eb.val(given.receivedOn).as('received_on'),
          eb.val(given.byId).as('by_id'),
          eb.val(given.at).as('at'),
        ])
        .where('notice_id', '=', given.noticeId),
    ),
);

/**
 * Corrects the day of its receipt, keeping the former one; returns the id of the correction. The
 * letter must be locked.
 */
export async function correctPostalReceipt(tx: Tx, noticeId: string, receipt: CorrectedReceipt): Promise<string> {
  const id = uuid7(new Date());
  await corrected.run(tx, { ...receipt, id, noticeId });
  return id;
}
