import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { JournalDay, JournalLine } from '#domain/evidence/journal-day.ts';
import { Prisma, type Tx } from '../../client.ts';
import { isoText } from '../../iso-text.ts';

/** Lines read at once. */
const PAGE = 5_000;

/** What the event of a day is about. */
const PREFIX = 'sign-ins:';
export const subjectOfDay = (day: CivilDate): string => `${PREFIX}${day}`;

/**
 * The first day of Paris whose sign-ins are not recorded in the audit and that is over by the database's clock, for an hour
 * at least: a server's may be late. Days follow one another, from the first that has a line.
 */
export async function dayToRecord(tx: Tx): Promise<CivilDate | null> {
  const [next] = await tx.$queryRaw<{ day: CivilDate }[]>`
    select to_char(day, 'YYYY-MM-DD') as day
      from (select coalesce(
              (select max(substr(subject, ${PREFIX.length + 1}::int))::date + 1 from audit_event
                where chain = ${SYSTEM_CHAIN} and verb = 'sign-in.digest'),
              (select paris_day(min(at)) from sign_in_event)) as day) next
     where day < paris_day(now() - interval '1 hour')`;
  return next?.day ?? null;
}

/**
 * The lines of a day of Paris, page by page, by instant then id: as the index has them, not as the texts answered under the
 * same names, for which each page would sort the day.
 */
export async function* linesOfDay(tx: Tx, day: CivilDate): AsyncGenerator<JournalLine[]> {
  let further = Prisma.sql`true`;
  for (;;) {
    const page = await tx.$queryRaw<JournalLine[]>`
      select id::text, ${isoText(Prisma.sql`at`)} as at, user_id as "userId",
             account_digest as "accountDigest", outcome, method, strength, address, device, device_id::text as "deviceId"
        from sign_in_event e
       where at >= ${day}::date::timestamp at time zone 'Europe/Paris'
         and at < (${day}::date + 1)::timestamp at time zone 'Europe/Paris'
         and ${further}
       order by e.at, e.id limit ${PAGE}`;
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    further = Prisma.sql`(at, id) > (${last.at}::timestamptz, ${last.id}::uuid)`;
  }
}

/** A day as the audit has it. */
export interface RecordedDay {
  /** Of its event, in the chain of the system. */
  readonly sequence: number;
  readonly day: CivilDate;
  /** null: its payload was erased, or is missing. */
  readonly recorded: JournalDay | null;
  /** Lines of that day are removed, or are about to be: it is past the time for which the journal is kept. */
  readonly isPast: boolean;
}

export const recordedDays = (tx: Tx): Promise<RecordedDay[]> =>
  tx.$queryRaw<RecordedDay[]>`
    select e.sequence, d.day, p.content as recorded,
           d.day::date::timestamp at time zone 'Europe/Paris' < sign_ins_kept_since() + interval '1 day' as "isPast"
      from audit_event e cross join lateral (select substr(e.subject, ${PREFIX.length + 1}::int) as day) d
      left join audit_payload p on p.chain = e.chain and p.sequence = e.sequence
     where e.chain = ${SYSTEM_CHAIN} and e.verb = 'sign-in.digest'
     order by e.sequence`;
