import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { SituationEntry, ThemeValue } from '#domain/situation/entry.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';
import { inForceOn } from '../statements/in-force.ts';

/** A line of a file of values, as it would be written, once its person is known. */
export interface EntryKept {
  readonly employeeNumber: string;
  readonly personId: string;
  readonly value: ThemeValue;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  /** The id of the entry that stood that day when the line was tried; null: none did. */
  readonly stood: string | null;
}

/** A definition of a theme, by which a file is read. */
export interface ThemeDefinition {
  readonly sha256: string;
  readonly definition: Theme;
}

/** Finds the newest definition of a theme; null: there is no such theme. */
export async function newestTheme(tx: Tx, name: string): Promise<ThemeDefinition | null> {
  const [found] = await tx.$queryRaw<ThemeDefinition[]>`
    select sha256, definition from themes_in_force() where name = ${name}`;
  return found ?? null;
}

/**
 * Reads the definition of a theme with this digest.
 * @throws {Error} if there is none
 */
export async function themeBy(tx: Tx, sha256: string): Promise<Theme> {
  const [found] = await tx.$queryRaw<{ definition: Theme }[]>`
    select definition from situation_theme where sha256 = ${sha256}`;
  if (found === undefined) throw new Error(`no theme has the digest ${sha256}`);
  return found.definition;
}

/** Returns the ids of people by their employee numbers. */
export async function peopleByNumbers(tx: Tx, numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await tx.$queryRaw<{ id: string; number: string }[]>`
    select id::text, employee_number as number from person where employee_number = any(${[...numbers]})`;
  return new Map(found.map(({ id, number }) => [number, id]));
}

/** A line, with its person and the days on which its value would stand. */
export interface EntryAsked {
  readonly line: number;
  readonly personId: string;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  /** For a balance, the direction of the movement. */
  readonly by: string | null;
}

/** An entry that stands, and the file that it came from. */
export interface StandingEntry extends SituationEntry {
  readonly id: string;
  readonly importId: string | null;
}

/** A person's situation, for a line of a file. */
export interface StandingFor {
  readonly line: number;
  /** On the first day of the line. */
  readonly stands: StandingEntry | null;
  /**
   * The first other period that it meets, for a dated theme; for a balance, the movement of that
   * day in the same direction.
   */
  readonly met: StandingEntry | null;
  /** For a balance, the lowest value that it reaches from the first day of the line. */
  readonly least: number;
  /** The grade of the post of that day; null without one. */
  readonly grade: string | null;
}

/** Reads the situation in a theme of the people of these lines. */
export const standingFor = (tx: Tx, theme: Theme, asked: readonly EntryAsked[]): Promise<StandingFor[]> => {
  const { inTime } = theme;
  const isDated = inTime.is === 'dated';
  const by = inTime.is === 'balance' ? inTime.by : null;
  return tx.$queryRaw`
    with entry as (
      select e.person_id, e."from" as first, e.until as last, e.at, e.id, e.moves, e.value ->> ${by}::text as by,
             jsonb_build_object('id', e.id, 'theme', e.theme, 'value', e.value, 'importId', e.import_id,
                                'from', to_char(e."from", 'YYYY-MM-DD'), 'until', to_char(e.until, 'YYYY-MM-DD')) as said
        from situation_entry e where e.theme = ${theme.name} and e.superseded_at is null
         and e.person_id = any(${asked.map(({ personId }) => personId)}::uuid[]))
    select a.line,
           (select e.said from entry e
             where e.person_id = a."personId" and e.first <= a."from" and (e.last is null or e.last >= a."from")
             order by e.first desc, e.at desc, e.id desc limit 1) as stands,
           case when ${isDated} then (
             select e.said from entry e
              where e.person_id = a."personId" and daterange(e.first, e.last, '[]') && daterange(a."from", a.until, '[]')
              order by e.first, e.id limit 1)
            when a.by is not null then (
             select e.said from entry e
              where e.person_id = a."personId" and e.first = a."from" and e.by = a.by order by e.at, e.id limit 1) end as met,
           case when a.by is null then 0 else (
             select min(total) from (
               select coalesce(sum(e.moves), 0) as total from entry e where e.person_id = a."personId" and e.first <= a."from"
               union all
               select later.total from (
                 select e.first, sum(e.moves) over (order by e.first, e.at, e.id) as total from entry e
                  where e.person_id = a."personId") later where later.first > a."from") totals) end::float as least,
           (select o.grade from posting o
             where o.person_id = a."personId" and ${inForceOn(Prisma.sql`o`, Prisma.sql`a."from"`)}
             order by o."from" desc, o.id desc limit 1) as grade
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a (line int, "personId" uuid, "from" date, until date, by text)`;
};

/** Writes the content of lines, once they are tried. */
export async function writeSaid(
  tx: Tx,
  batchId: string,
  lines: readonly { readonly line: number; readonly said: EntryKept }[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.$executeRaw`
    update import_line l set said = r.said from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r (line int, said jsonb)
     where l.batch_id = ${batchId}::uuid and l.line = r.line`;
}

/**
 * Marks as faulty each line whose period meets that of another line of the same person: each names
 * the first other.
 */
export async function faultMeetings(tx: Tx, batchId: string): Promise<void> {
  await tx.$executeRaw`
    with period as (
      select line, said ->> 'personId' as person, daterange((said ->> 'from')::date, (said ->> 'until')::date, '[]') as days
        from import_line where batch_id = ${batchId}::uuid and state = 'read' and said ->> 'until' is not null),
    met as (
      select p.line, min(o.line) as other from period p join period o on o.person = p.person and o.line <> p.line and o.days && p.days
       group by p.line)
    update import_line l set state = 'fault',
           faults = l.faults || jsonb_build_array(jsonb_build_object('code', 'line-met', 'params', jsonb_build_object('line', m.other)))
      from met m where l.batch_id = ${batchId}::uuid and l.line = m.line`;
}

/**
 * Writes what a file gives, by the definition by which it was read; returns the ids, in the order
 * of the entries. The database refuses an entry that no line of the file holds, or that two people
 * did not approve.
 */
export async function insertFromFile(
  tx: Tx,
  { batchId, theme, themeSha256, origin, byId, at }: FileOrigin,
  entries: readonly { readonly line: number; readonly said: EntryKept }[],
): Promise<string[]> {
  const rows = entries.map(({ line, said: { personId, value, from, until } }) => ({
    ...{ id: uuid7(new Date()), line, personId, value, from, until },
  }));
  await tx.$executeRaw`
    insert into situation_entry (id, person_id, theme, theme_sha256, "from", until, value, origin, at, by_id, import_id,
                                 import_line)
    select r.id, r."personId", ${theme}, ${themeSha256}, r."from", r.until, r.value, ${origin}, ${at}::timestamptz, ${byId}::uuid,
           ${batchId}::uuid, r.line
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (id uuid, line int, "personId" uuid, "from" date, until date, value jsonb)`;
  return rows.map(({ id }) => id);
}

/** Where entries come from: `taken-over` at an installation, by the owner of the tables. */
export interface FileOrigin {
  readonly batchId: string;
  readonly theme: string;
  readonly themeSha256: string;
  readonly origin: 'import' | 'taken-over';
  readonly byId: string | null;
  readonly at: Date;
}
