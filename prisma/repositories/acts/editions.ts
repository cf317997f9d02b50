import { Prisma, type Tx } from '../../client.ts';

/** A sealed act, and its newest edition. */
export interface ArchivedAct {
  readonly sealedSha256: string;
  /** In whose chain what becomes of it is written. */
  readonly agentId: string;
  /** Of the newest edition; 1 is the act itself. */
  readonly number: number;
  readonly sha256: string;
  /** When its document time stamp was made, and when the certificates of it end; null: it has none. */
  readonly stampMadeAt: Date | null;
  readonly stampEndsAt: Date | null;
}

const isEliminated = (act: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`exists (select from eliminated_act l where l.act_id = ${act} and l.state = 'eliminated')`;
/** Whether a command is about an act. */
const isUnderway = (act: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`exists (select from outbox o
                      where o.command = 'archive-act' and o.done_at is null and o.payload ->> 'actId' = ${act}::text)`;
const toArchive = (act: Prisma.Sql): Prisma.Sql => Prisma.sql`not ${isEliminated(act)} and not ${isUnderway(act)}`;

/** An act with its newest edition; null: it is not sealed, or was eliminated. */
export async function archivedAct(tx: Tx, actId: string): Promise<ArchivedAct | null> {
  const rows = await tx.$queryRaw<ArchivedAct[]>`
    select a.sealed_sha256 as "sealedSha256", r.agent_id::text as "agentId", coalesce(e.number, 1) as number,
           coalesce(e.sha256, a.sealed_sha256) as sha256, e.made_at as "stampMadeAt",
           e.stamp_ends_at as "stampEndsAt"
      from act a join request r on r.id = a.request_id left join act_edition e on e.act_id = a.id
     where a.id = ${actId}::uuid and a.sealed_at is not null
       and not ${isEliminated(Prisma.sql`a.id`)}
     order by e.number desc limit 1`;
  return rows[0] ?? null;
}

export interface NewEdition {
  readonly actId: string;
  readonly number: number;
  readonly sha256: string;
  readonly size: number;
  readonly madeAt: Date;
  readonly level: 'B-LTA';
  readonly stampEndsAt: Date;
}

/** Keeps the next edition of an act; false when another worker kept one of that number. */
export async function keepEdition(tx: Tx, edition: NewEdition): Promise<boolean> {
  const { actId, number, sha256, size, madeAt, level, stampEndsAt } = edition;
  await tx.$executeRaw`select from act where id = ${actId}::uuid for update`;
  // Another statement: what was kept while it waited is read.
  const [newest] = await tx.$queryRaw<[{ number: number | null }]>`
    select max(number) as number from act_edition where act_id = ${actId}::uuid`;
  if ((newest.number ?? 1) >= number) return false;
  await tx.$executeRaw`
    insert into act_edition (act_id, number, sha256, size, made_at, level, stamp_ends_at)
    values (${actId}::uuid, ${number}::int, ${sha256}, ${size}::int, ${madeAt}, ${level}, ${stampEndsAt})`;
  return true;
}

/** The document that an act of this hash is downloaded as: its newest edition; itself, where it has no other. */
export async function newestEdition(tx: Tx, sealedSha256: string): Promise<string> {
  const rows = await tx.$queryRaw<{ sha256: string }[]>`
    select e.sha256 from act a join act_edition e on e.act_id = a.id
     where a.sealed_sha256 = ${sealedSha256} order by e.number desc limit 1`;
  return rows[0]?.sha256 ?? sealedSha256;
}

/** Acts whose newest stamp ends before that and is past its half now, the first to end first, but for those a command is about and those that were eliminated. */
export async function editionsThatEnd(
  tx: Tx,
  { before, now }: { readonly before: Date; readonly now: Date },
  limit: number,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ actId: string }[]>`
    select e.act_id::text as "actId" from act_edition e
     where e.stamp_ends_at < ${before} and e.stamp_ends_at - ${now}::timestamptz < (e.stamp_ends_at - e.made_at) / 2
       and not exists (select from act_edition n where n.act_id = e.act_id and n.number > e.number)
       and ${toArchive(Prisma.sql`e.act_id`)}
     order by e.stamp_ends_at, e.act_id limit ${limit}`;
  return rows.map(({ actId }) => actId);
}

/** The newest of the acts whose seal was stamped and that have no edition, or so many of them after one, the oldest first. */
export async function actsWithoutEdition(
  tx: Tx,
  asked: { readonly before: Date } & (
    | { readonly newest: number }
    | { readonly after: string | null; readonly limit: number }
  ),
): Promise<string[]> {
  const which =
    'newest' in asked
      ? Prisma.sql`order by a.id desc limit ${asked.newest}`
      : Prisma.sql`and (${asked.after}::uuid is null or a.id > ${asked.after}::uuid) order by a.id limit ${asked.limit}`;
  const rows = await tx.$queryRaw<{ actId: string }[]>`
    select a.id::text as "actId" from act a
     where a.sealed_at < ${asked.before} and a.evidence ->> 'level' = 'B-T'
       and not exists (select from act_edition e where e.act_id = a.id)
       and ${toArchive(Prisma.sql`a.id`)} ${which}`;
  return rows.map(({ actId }) => actId);
}

/** Of these acts, how many have an edition, and how many a command is about. */
export async function archivingOf(tx: Tx, actIds: readonly string[]): Promise<{ archived: number; underway: number }> {
  const [found] = await tx.$queryRaw<[{ archived: number; underway: number }]>`
    select count(*) filter (where exists (select from act_edition e where e.act_id = a.id))::int as archived,
           count(*) filter (where ${isUnderway(Prisma.sql`a.id`)})::int as underway
      from act a where a.id = any(${[...actIds]}::uuid[])`;
  return found;
}
