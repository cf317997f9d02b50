import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Grounds } from '#domain/effect/guarantee.ts';
import type { ContactHistory, KnownContact } from '#domain/effect/known-contacts.ts';
import { readPhone } from '#domain/formats/phone.ts';
import type { EntryOrigin } from '#domain/situation/correction.ts';
import type { SituationEntry, ThemeInForce, ThemeValue } from '#domain/situation/entry.ts';
import { readStatus, type Status } from '#domain/situation/status.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';

/** An entry, as a query reads it from `e`: of a balance, with what it comes to. */
export const ENTRY = Prisma.sql`
  e.theme, case when e.moves is null then e.value else entry_value(e.id, e.value, e.moves) end as value, to_char(e."from", 'YYYY-MM-DD') as "from",
  to_char(e.until, 'YYYY-MM-DD') as until, e.item_id::text as item`;

/** The latest first. */
const LATEST = Prisma.sql`e."from" desc, e.at desc, e.id desc`;

const lasts = (day: CivilDate): Prisma.Sql => Prisma.sql`(e.until is null or e.until >= ${day}::date)`;

/** Of the entries that stand and are asked for, on that day where one is said, the latest: a query. */
export const latestEntry = (asked: Prisma.Sql, day?: CivilDate): Prisma.Sql => Prisma.sql`
  select ${ENTRY} from situation_entry e
   where e.superseded_at is null and ${asked}
     and ${day === undefined ? Prisma.sql`true` : Prisma.sql`e."from" <= ${day}::date and ${lasts(day)}`}
   order by ${LATEST} limit 1`;

/** Each item of a list, of those entries, as it was last given; those that stand on a day where one is said: a query. */
export const latestItems = (asked: Prisma.Sql, day?: CivilDate): Prisma.Sql => Prisma.sql`
  select ${ENTRY} from (
    select distinct on (e.item_id) e.* from situation_entry e
     where e.superseded_at is null and e.item_id is not null and ${asked}
       and ${day === undefined ? Prisma.sql`true` : Prisma.sql`e."from" <= ${day}::date`}
     order by e.item_id, ${LATEST}) e
   where ${day === undefined ? Prisma.sql`true` : lasts(day)}`;

/** The entries of a theme of somebody. */
export const ofTheme = (personId: string, theme: string): Prisma.Sql =>
  Prisma.sql`e.person_id = ${personId}::uuid and e.theme = ${theme}`;

/**
 * Writes what a request changes of a theme, with what it stands on, by the definition that its version of the circuit holds. The
 * database refuses it twice, without its grounds, or otherwise than it was asked. Answers its id.
 */
export async function insertEntry(
  tx: Tx,
  entry: SituationEntry & {
    readonly requestId: string;
    readonly personId: string;
    readonly grounds: Grounds;
    /** Whether it ends the period that stands from the same day, which it cites. */
    readonly ends?: boolean;
    readonly at: Date;
  },
): Promise<string> {
  const { requestId, personId, theme, value, from, until, item = null, grounds, ends = false, at } = entry;
  const ended = Prisma.sql`select e.id from situation_entry e
     where ${ends} and e.superseded_at is null and ${ofTheme(personId, theme)} and e."from" = ${from}::date order by ${LATEST} limit 1`;
  const id = uuid7(new Date());
  const written = await tx.$executeRaw`
    insert into situation_entry (id, person_id, theme, theme_sha256, "from", until, value, origin, request_id, at,
                                 guarantee, act_id, decision_ids, item_id, cites_id)
    select ${id}::uuid, ${personId}::uuid, t.name, t.sha256, ${from}::date, ${until}::date, ${JSON.stringify(value)}::jsonb,
           'request', r.id, ${at}::timestamptz, ${grounds.guarantee}, ${grounds.actId}::uuid, ${[...grounds.decisionIds]}::uuid[], ${item}::uuid, (${ended})
      from request r join circuit_version v on v.id = r.version_id
      left join circuit_file f on f.version_id = v.id and f.path = '_situation/' || ${theme}::text || '.json'
      join situation_theme t on t.name = ${theme}
       and coalesce(t.sha256 = f.sha256, t.definition = v.sheet -> 'themes' -> ${theme}::text)
     where r.id = ${requestId}::uuid limit 1`;
  if (written === 0) throw new Error(`request ${requestId}: its circuit has no theme « ${theme} »`);
  return id;
}

/**
 * Writes what was known when the portal opened, by the definition of the theme in force: the owner of the tables alone may.
 * `at` is since when the portal knows it.
 */
export async function takeOver(
  tx: Tx,
  {
    personId,
    theme,
    value,
    from,
    at,
  }: Omit<SituationEntry, 'until'> & { readonly personId: string; readonly at: Date },
): Promise<void> {
  const written = await tx.$executeRaw`
    insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at)
    select ${uuid7(at)}::uuid, ${personId}::uuid, t.name, t.sha256, ${from}::date, ${JSON.stringify(value)}::jsonb, 'taken-over', ${at}::timestamptz
      from themes_in_force() t where t.name = ${theme}`;
  if (written === 0) throw new Error(`no theme « ${theme} » is in force`);
}

/** Whether something, or this very theme, was changed by a request. */
export async function isApplied(tx: Tx, requestId: string, theme: string | null = null): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 as applied from situation_entry
     where request_id = ${requestId}::uuid and theme = coalesce(${theme}, theme) limit 1`;
  return rows.length > 0;
}

/** What a request changed, and what stands since. */
export const entriesOfRequest = (tx: Tx, requestId: string): Promise<SituationEntry[]> =>
  tx.$queryRaw`select ${ENTRY} from situation_entry e where e.request_id = ${requestId}::uuid`;

/** What stood just before what a request changed; null: nothing did, or it had ended before. A movement changes nothing of another. */
export async function entryBefore(tx: Tx, requestId: string, theme: string): Promise<SituationEntry | null> {
  const before = Prisma.sql`
    e.person_id = c.person_id and e.theme = c.theme and e.id <> c.id and e.item_id is not distinct from c.item_id
     and c.moves is null and e."from" <= c."from" and (e.until is null or e.until >= c."from" - 1) and e.at <= c.at`;
  const [entry] = await tx.$queryRaw<SituationEntry[]>`
    select before.* from situation_entry c cross join lateral (${latestEntry(before)}) before
     where c.request_id = ${requestId}::uuid and c.theme = ${theme}`;
  return entry ?? null;
}

/** The last value that somebody was given of a theme, or of an item of a list, whenever it begins; null when none is known. */
export async function lastEntry(
  tx: Tx,
  personId: string,
  theme: string,
  item: string | null = null,
): Promise<SituationEntry | null> {
  const asked = Prisma.sql`${ofTheme(personId, theme)} and e.item_id::text is not distinct from ${item}::text`;
  const [entry] = await tx.$queryRaw<SituationEntry[]>(latestEntry(asked));
  return entry ?? null;
}

/** What stands of a theme that day; null: nothing is known. */
export async function entryOn(tx: Tx, personId: string, theme: string, day: CivilDate): Promise<SituationEntry | null> {
  const [entry] = await tx.$queryRaw<SituationEntry[]>(latestEntry(ofTheme(personId, theme), day));
  return entry ?? null;
}

/** The items of a list of somebody, as each was last given: those that ended too. */
export const itemsOf = (tx: Tx, personId: string, theme: string): Promise<SituationEntry[]> =>
  tx.$queryRaw(latestItems(ofTheme(personId, theme)));

/** What somebody is to the ministry that day (function status_on of prisma/sql/people.sql); null: it is not known. */
export async function statusOn(tx: Tx, personId: string, day: CivilDate): Promise<Status | null> {
  const [row] = await tx.$queryRaw<[{ status: string | null }]>`
    select status_on(${personId}::uuid, ${day}::date) as status`;
  return readStatus(row.status ?? undefined);
}

/** Where somebody stands that day, theme by theme, each by its definition in force. */
export const readSituation = (tx: Tx, personId: string, day: CivilDate): Promise<ThemeInForce[]> => {
  const asked = Prisma.sql`e.person_id = ${personId}::uuid and e.theme = t.name`;
  return tx.$queryRaw`
    select t.definition,
           (select to_jsonb(found) from (${latestEntry(Prisma.sql`${asked} and e.item_id is null`, day)}) found) as entry,
           case when t.definition #>> '{inTime,is}' = 'list'
                then (select coalesce(jsonb_agg(to_jsonb(one)), '[]') from (${latestItems(asked, day)}) one)
                else '[]' end as items
      from themes_in_force() t
     order by t.name`;
};

/** An entry with where it comes from. */
export interface WrittenEntry extends SituationEntry {
  readonly id: string;
  readonly at: Date;
  readonly origin: EntryOrigin;
  /** Since when another one puts it right; null: it stands. */
  readonly supersededAt: Date | null;
  readonly requestId: string | null;
  readonly number: string | null;
  /** Of what puts another one right: why, and who asked for it and confirmed it. */
  readonly correction: { readonly reason: string; readonly by: string[] } | null;
}

/** How many entries are read back, the latest first: more than anybody’s career leaves. */
const MAX_HISTORY = 500;

/** All that was ever written of somebody, the latest first. */
export const historyOf = (tx: Tx, personId: string): Promise<WrittenEntry[]> =>
  tx.$queryRaw`
    select e.id::text, ${ENTRY}, e.at, e.origin, e.superseded_at as "supersededAt", r.id::text as "requestId", r.number,
           (select jsonb_build_object('reason', c.reason, 'by', array(
                     select p.first_name || ' ' || p.last_name from person p where p.id in (c.proposed_by_id, c.decided_by_id)
                      order by p.id = c.decided_by_id))
              from situation_correction c where c.entry_id = e.cites_id and c.state = 'applied') as correction
      from situation_entry e left join request r on r.id = e.request_id
     where e.person_id = ${personId}::uuid order by ${LATEST} limit ${MAX_HISTORY}`;

/** How a person could be reached, from when to when. */
export async function contactHistory(tx: Tx, personId: string): Promise<ContactHistory> {
  const found = (await contactHistories(tx, [personId])).get(personId);
  if (found === undefined) throw new Error(`person ${personId} is unknown`);
  return found;
}

/** The same of several people. */
export async function contactHistories(
  tx: Tx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, ContactHistory>> {
  type Row = Pick<ContactHistory, 'workEmail' | 'since'> & {
    readonly id: string;
    readonly entries: readonly { readonly value: ThemeValue; readonly at: string }[];
  };
  const rows = await tx.$queryRaw<Row[]>`
    select p.id::text, p.work_email as "workEmail", p.created_at as since,
           coalesce((select json_agg(json_build_object('value', e.value, 'at', e.at) order by e.at, e.id)
                       from situation_entry e
                      where e.person_id = p.id
                        and e.theme = (select t.name from situation_theme t where t.use = 'reach' limit 1)), '[]') as entries
      from person p where p.id = any(${[...personIds]}::uuid[])`;
  return new Map(rows.map(({ id, ...row }) => [id, historyFrom(row)]));
}

function historyFrom({
  workEmail,
  since,
  entries,
}: Pick<ContactHistory, 'workEmail' | 'since'> & {
  readonly entries: readonly { readonly value: ThemeValue; readonly at: string }[];
}): ContactHistory {
  const values = entries.map(({ value }) => contactsIn(value));
  return {
    workEmail,
    since,
    now: values.at(-1) ?? NOBODY,
    // Nothing of theirs is older than what the portal knows of them.
    changes: entries.map(({ at }, index) => ({
      at: new Date(Math.max(Date.parse(at), since.getTime())),
      before: values[index - 1] ?? NOBODY,
    })),
  };
}

const NOBODY: ContactHistory['now'] = { phone: null, personalEmail: null };

function contactsIn({ phone, personalEmail }: ThemeValue): ContactHistory['now'] {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return { phone: text(phone), personalEmail: text(personalEmail) };
}

/** Telephones among ways to reach someone, in their international form: another tool may have written them in another. */
export const phonesIn = (contacts: readonly KnownContact[]): string[] =>
  contacts.flatMap(({ kind, value }) => (kind === 'phone' ? [readPhone(value) ?? value] : []));

/** Personal addresses among ways to reach someone. */
export const addressesIn = (contacts: readonly KnownContact[]): string[] =>
  contacts.flatMap(({ kind, value }) => (kind === 'personalEmail' ? [value] : []));
