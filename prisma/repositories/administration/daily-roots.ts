import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { ChainLeaf, RootStatement } from '#domain/evidence/daily-root.ts';
import type { PlaceStand, RootPlaceName, RootsStand } from '#domain/operations/root-standing.ts';
import type { Tx } from '../../client.ts';

/** A root that was made: its leaves are in a document. */
export interface DailyRootRow {
  readonly day: CivilDate;
  readonly statement: RootStatement;
  /** RFC 3161 token over the statement; null where no authority was named. */
  readonly stamp: Uint8Array | null;
  readonly leavesSha256: string;
}

/**
 * Where every chain of the audit stands, at one instant. Names are stepped through by the index: reading all events to find
 * some thousand chains would take minutes.
 */
export const chainHeads = (tx: Tx): Promise<ChainLeaf[]> => tx.$queryRaw`
  with recursive name as (
    (select chain from audit_event order by chain limit 1)
    union all
    select (select e.chain from audit_event e where e.chain > n.chain order by e.chain limit 1)
      from name n where n.chain is not null)
  select n.chain, h.sequence as events, h.hash as head
    from name n cross join lateral (
      select e.sequence, e.hash from audit_event e where e.chain = n.chain order by e.sequence desc limit 1) h`;

const COLUMNS = { day: true, statement: true, stamp: true, leavesSha256: true } as const;

const rowOf = ({ statement, ...row }: { statement: unknown; stamp: Uint8Array | null; leavesSha256: string }) => {
  const said = statement as RootStatement;
  return { ...row, day: said.day, statement: said };
};

/** The root of the last day that has one. */
export async function lastRoot(tx: Tx): Promise<DailyRootRow | null> {
  const row = await tx.dailyRoot.findFirst({ select: COLUMNS, orderBy: { day: 'desc' } });
  return row && rowOf(row);
}

/** Keeps the root of a day; false: another worker kept one first. */
export async function keepRoot(tx: Tx, { day, statement, stamp, leavesSha256 }: DailyRootRow): Promise<boolean> {
  const kept = await tx.$executeRaw`
    insert into daily_root (day, made_at, statement, stamp, leaves_sha256)
    values (${day}::date, ${statement.at}::timestamptz, ${JSON.stringify(statement)}::jsonb, ${stamp}, ${leavesSha256})
    on conflict do nothing`;
  return kept > 0;
}

/** Roots after a day, in their order, at most so many. */
export async function rootsAfter(tx: Tx, day: CivilDate | null, limit: number): Promise<DailyRootRow[]> {
  const rows = await tx.dailyRoot.findMany({
    select: COLUMNS,
    where: day === null ? {} : { day: { gt: new Date(day) } },
    orderBy: { day: 'asc' },
    take: limit,
  });
  return rows.map(rowOf);
}

/** The event that recorded the sealing of an act, and the leaves of the first roots that were made then or later. */
export interface SealToProve {
  readonly actId: string;
  readonly chain: string;
  readonly sequence: number;
  /** Documents, the first root first. */
  readonly roots: string[];
}

/** Of these acts, those that are sealed, each with so many roots at most. */
export const sealsToProve = (tx: Tx, actIds: readonly string[], roots: number): Promise<SealToProve[]> =>
  tx.$queryRaw`
    select a.id as "actId", e.chain, e.sequence,
           array(select r.leaves_sha256 from daily_root r where r.made_at >= e.at order by r.day limit ${roots}) as roots
      from unnest(${[...actIds]}::text[]) a (id) join audit_event e on e.subject = 'act:' || a.id and e.verb = 'act.seal'`;

/** Roots that were not written in this place, the oldest first, at most so many. */
export async function rootsToWrite(tx: Tx, place: string, limit: number): Promise<DailyRootRow[]> {
  const rows = await tx.dailyRoot.findMany({
    select: COLUMNS,
    where: { copies: { none: { place } } },
    orderBy: { day: 'asc' },
    take: limit,
  });
  return rows.map(rowOf);
}

/** Writes down that a root was written in a place; twice is once. */
export async function recordCopy(tx: Tx, copy: { day: CivilDate; place: string; at: Date }): Promise<void> {
  await tx.$executeRaw`
    insert into daily_root_copy (day, place, written_at) values (${copy.day}::date, ${copy.place}, ${copy.at})
    on conflict do nothing`;
}

/** Writes down where the workers write roots; one that they did not for a day is a new one. */
export async function recordPlaces(tx: Tx, names: readonly RootPlaceName[], at: Date): Promise<void> {
  await tx.$executeRaw`
    insert into daily_root_place (place, since, seen_at)
    select n, ${at}, ${at} from unnest(${[...names]}::text[]) n
    on conflict (place) do update
       set seen_at = excluded.seen_at,
           since = case when daily_root_place.seen_at < excluded.seen_at - interval '1 day' then excluded.since
                        else daily_root_place.since end`;
}

/** What the alarm is raised from. */
export async function rootsStand(tx: Tx): Promise<RootsStand> {
  const [stand] = await tx.$queryRaw<[Omit<RootsStand, 'places'>]>`
    select (select at from audit_event where chain = ${SYSTEM_CHAIN} and sequence = 1) as since,
           (select max(made_at) from daily_root) as "madeAt",
           (select r.made_at from daily_root_copy c join daily_root r using (day) order by c.day desc limit 1) as "writtenOf"`;
  const places = await tx.$queryRaw<PlaceStand[]>`
    select p.place as name, p.since,
           (select min(r.made_at) from daily_root r
             where not exists (select from daily_root_copy c where c.day = r.day and c.place = p.place)) as "behindSince"
      from daily_root_place p where p.seen_at = (select max(seen_at) from daily_root_place) order by p.place`;
  return { ...stand, places };
}

/** A leaf that the chain does not bear out. */
export interface LeafContradicted {
  readonly chain: string;
  readonly events: number;
  /** When the event that stands there now was written; null: none does. */
  readonly foundAt: Date | null;
}

/** Of these leaves, those that are not where their chain stood. */
export async function leavesContradicted(tx: Tx, leaves: readonly ChainLeaf[]): Promise<LeafContradicted[]> {
  const [chains, events, heads] = [
    leaves.map(({ chain }) => chain),
    leaves.map((leaf) => leaf.events),
    leaves.map(({ head }) => head),
  ];
  return tx.$queryRaw`
    select l.chain, l.events, e.at as "foundAt"
      from unnest(${chains}::text[], ${events}::int[], ${heads}::text[]) as l (chain, events, head)
      left join audit_event e on e.chain = l.chain and e.sequence = l.events
     where e.hash is distinct from l.head`;
}

/** The portal was restored from a backup of then. */
export interface Restore {
  readonly takenAt: Date;
  readonly at: Date;
}

/** The times that the portal was restored, as its chain says. */
export const restores = (tx: Tx): Promise<Restore[]> => tx.$queryRaw`
  select e.at, (p.content ->> 'takenAt')::timestamptz as "takenAt"
    from audit_event e join audit_payload p using (chain, sequence)
   where e.chain = ${SYSTEM_CHAIN} and e.verb = 'backup.restore' and p.content is not null
   order by e.sequence`;
