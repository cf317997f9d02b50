import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import { Prisma, type Tx } from '../../client.ts';
import {
  type Counted,
  countUpTo,
  limitOf,
  type Order,
  type PageAsked,
  type PageOfRows,
  pageByKey,
} from '../statements/keyset.ts';
import { peopleSearch } from '../statements/search.ts';
import { structuresHeld } from '../statements/structures-held.ts';

/** An administrator who reads the journal of sign-ins, and their filters. */
export interface JournalAsked {
  readonly administratorId: string;
  readonly day: CivilDate;
  /** They administer the whole tree, and may also read tries at accounts that do not exist. */
  readonly atTop: boolean;
  readonly q?: string | undefined;
  readonly address?: string | undefined;
  readonly result?: 'succeeded' | 'failed' | undefined;
}

/** A line of the journal: a sign-in, or a try. */
export interface JournalEntry {
  readonly id: string;
  readonly at: Date;
  readonly person: PersonRef | null;
  readonly outcome: string;
  readonly method: string | null;
  readonly strength: string | null;
  readonly address: string;
  readonly device: string | null;
}

const NEWEST_FIRST: Order = {
  columns: [Prisma.sql`e.at`, Prisma.sql`e.id`],
  descending: true,
  rowOf: (id) => Prisma.sql`(select m.at, m.id from sign_in_event m where m.id = ${id}::uuid)`,
};

/** Reads a page of the journal, newest first. */
export async function signInJournal(
  tx: Tx,
  asked: JournalAsked & PageAsked,
): Promise<PageOfRows<JournalEntry> & Counted> {
  const keyset = pageByKey(NEWEST_FIRST, asked);
  const end = Prisma.sql`${keyset.orderBy} ${keyset.limit}`;
  const { given, entries } = await scope(tx, asked, keyset.where, end);
  const found = await read(tx, given, Prisma.sql`${entries} ${end}`, keyset.orderBy);
  const all = await scope(tx, asked, Prisma.sql`true`, Prisma.empty);
  return {
    ...keyset.page(found, ({ id }) => id),
    ...(keyset.total(found) ?? (await countUpTo(tx, Prisma.sql`e.id ${withGiven(all)}`))),
  };
}

/** Reads the journal between two instants, oldest first, after an entry. */
export async function journalAfter(
  tx: Tx,
  asked: JournalAsked & {
    readonly from: Date;
    readonly until: Date;
    readonly after: string | null;
    readonly max: number;
  },
): Promise<JournalEntry[]> {
  const { from, until, after, max } = asked;
  const order = Prisma.sql`order by e.at, e.id`;
  const end = Prisma.sql`${order} ${limitOf(max)}`;
  const follows = after === null ? Prisma.sql`true` : Prisma.sql`(e.at, e.id) > ${NEWEST_FIRST.rowOf(after)}`;
  const within = Prisma.sql`e.at >= ${from} and e.at < ${until} and ${follows}`;
  const { given, entries } = await scope(tx, asked, within, end);
  return read(tx, given, Prisma.sql`${entries} ${end}`, order);
}

interface Scope {
  readonly given: Prisma.Sql;
  /** `from … where …` */
  readonly entries: Prisma.Sql;
}

/**
 * Chooses how to read: the whole journal in its order; or person by person, when a name is searched
 * or the reader may not see everybody.
 */
async function scope(tx: Tx, asked: JournalAsked, which: Prisma.Sql, end: Prisma.Sql): Promise<Scope> {
  const { administratorId, day, atTop, q, address, result } = asked;
  const from = address === undefined || address === '' ? Prisma.sql`true` : Prisma.sql`e.address = ${address}`;
  const sort =
    result === undefined ? Prisma.sql`true` : Prisma.sql`(e.outcome = 'signed-in') = ${result === 'succeeded'}`;
  const conditions = Prisma.sql`${which} and ${from} and ${sort}`;
  const held = structuresHeld(administratorId, 'administrateur', day);
  if (atTop && (q ?? '') === '')
    return { given: held.given, entries: Prisma.sql`from sign_in_event e where ${conditions}` };
  const named = await peopleSearch(tx, q, Prisma.sql`u.person_id`);
  const given = Prisma.sql`${held.given}, account as materialized (
    select u.id from "user" u
     where u.person_id is not null and ${named.condition} and ${held.condition(Prisma.sql`person_place(u.person_id, ${day}::date)`)})`;
  const entries = Prisma.sql`
    from account a cross join lateral (
      select e.* from sign_in_event e where e.user_id = a.id and ${conditions} ${end}) e
   where true`;
  return { given, entries };
}

const withGiven = ({ given, entries }: Scope): Prisma.Sql =>
  Prisma.sql`from (with ${given} select e.id ${entries} ${limitOf(1_001)}) e`;

const read = (tx: Tx, given: Prisma.Sql, entries: Prisma.Sql, order: Prisma.Sql): Promise<JournalEntry[]> =>
  tx.$queryRaw<JournalEntry[]>`
    with ${given}
    select e.id::text, e.at, e.outcome, e.method, e.strength, e.address, e.device,
           case when p.id is null then null
                else json_build_object('id', p.id, 'firstName', p.first_name, 'lastName', p.last_name) end as person
      from (select e.* ${entries}) e
      left join "user" u on u.id = e.user_id left join person p on p.id = u.person_id
     ${order}`;
