import { type Expression, sql } from 'kysely';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { JournalDay, JournalLine } from '#domain/evidence/journal-day.ts';
import type { Tx } from '../../client.ts';
import { call, db, statement } from '../../connection/typed-sql.ts';
import { isoOf } from '../../iso-text.ts';
import { ofEvent } from '../statements/of-event.ts';

/** Lines read at once. */
const PAGE = 5_000;

/** Prefix of the subject of a day's audit event. */
const PREFIX = 'sign-ins:';
/** Returns the audit subject of a day of sign-ins. */
export const subjectOfDay = (day: CivilDate): string => `${PREFIX}${day}`;

const nextDay = statement(() =>
  db
    .selectFrom(
      db
        .selectNoFrom((eb) =>
          eb.fn
            .coalesce(
              eb
                .selectFrom('audit_event as e')
                .select(({ fn, ref }) => sql<CivilDate>`${fn.max(dayOf(ref('e.subject')))}::date + 1`.as('day'))
                .where('e.chain', '=', SYSTEM_CHAIN)
                .where('e.verb', '=', 'sign-in.digest'),
              eb.selectFrom('sign_in_event').select(({ fn }) => call('paris_day', fn.min('at')).as('day')),
            )
            .as('day'),
        )
        .as('next'),
    )
    .select((eb) => eb.ref('next.day').$notNull().as('day'))
    .where('next.day', '<', call('paris_day', sql<Date>`now() - interval '1 hour'`)),
);

/** Reads the day from the subject of an event. */
const dayOf = (subject: Expression<string>) => sql<CivilDate>`substr(${subject}, ${sql.lit(PREFIX.length + 1)})`;

/**
 * Returns the first day of Paris whose sign-ins are not recorded in the audit and that has been
 * over for an hour or more by the database's clock: a server's may be late. Days follow one
 * another, from the first that has a line; null: none is due.
 */
export const dayToRecord = async (tx: Tx): Promise<CivilDate | null> => (await nextDay.first(tx, {}))?.day ?? null;

/**
 * A page of the lines of a day, by instant then id: the columns of the index, not the texts
 * selected under the same names, for which each page would sort the day.
 */
const page = (day: CivilDate) =>
  db
    .selectFrom('sign_in_event as e')
    .select((eb) => [
      'e.id',
      isoOf(eb.ref('e.at')).as('at'),
      'e.user_id as userId',
      'e.account_digest as accountDigest',
      'e.outcome',
      'e.method',
      'e.strength',
      'e.address',
      'e.device',
      'e.device_id as deviceId',
    ])
    .where('e.at', '>=', beginningOf(sql<CivilDate>`${day}::date`))
    .where('e.at', '<', beginningOf(sql<CivilDate>`(${day}::date + 1)`))
    .orderBy('e.at')
    .orderBy('e.id')
    .limit(PAGE);

/** The instant when a day begins in Paris. */
const beginningOf = (day: Expression<CivilDate>) => sql<Date>`${day}::timestamp at time zone 'Europe/Paris'`;

const firstPage = statement((given: { day: CivilDate }) => page(given.day));

const pageAfter = statement((given: { day: CivilDate; at: string; id: string }) =>
  page(given.day).where(({ eb, refTuple, tuple }) =>
    eb(refTuple('e.at', 'e.id'), '>', tuple(eb.cast<Date>(eb.val(given.at), 'timestamptz'), given.id)),
  ),
);

/** Reads the lines of a day of Paris, page by page, by instant then id. */
export async function* linesOfDay(tx: Tx, day: CivilDate): AsyncGenerator<JournalLine[]> {
  let lines = await firstPage.all(tx, { day });
  for (;;) {
    yield lines;
    const last = lines.at(-1);
    if (last === undefined || lines.length < PAGE) return;
    lines = await pageAfter.all(tx, { day, at: last.at, id: last.id });
  }
}

/** A day of sign-ins as the audit recorded it. */
export interface RecordedDay {
  /** Of its event, in the chain of the system. */
  readonly sequence: number;
  readonly day: CivilDate;
  /** null: its payload was erased, or is missing. */
  readonly recorded: JournalDay | null;
  /**
   * True if lines of that day were removed, or are about to be: the journal is not kept that long.
   */
  readonly isPast: boolean;
}

const daysRecorded = statement(() =>
  db
    .selectFrom('audit_event as e')
    .crossJoinLateral((eb) => db.selectNoFrom(dayOf(eb.ref('e.subject')).as('day')).as('d'))
    .leftJoin('audit_payload as p', ofEvent)
    .select((eb) => [
      'e.sequence',
      'd.day',
      eb.ref('p.content').$castTo<JournalDay | null>().as('recorded'),
      sql<boolean>`${beginningOf(sql`${eb.ref('d.day')}::date`)} < ${call('sign_ins_kept_since')} + interval '1 day'`.as(
        'isPast',
      ),
    ])
    .where('e.chain', '=', SYSTEM_CHAIN)
    .where('e.verb', '=', 'sign-in.digest')
    .orderBy('e.sequence'),
);

/** Lists the days that the audit recorded, in order. */
export const recordedDays = (tx: Tx): Promise<RecordedDay[]> => daysRecorded.all(tx, {});
