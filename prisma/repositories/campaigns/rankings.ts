import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Settlement, Tie } from '#domain/campaign/assign.ts';
import type { RankingState } from '#domain/campaign/campaign.ts';
import type { PointLine } from '#domain/campaign/points.ts';
import type { OutReason } from '#domain/campaign/standing.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';
import { inForceOn } from '../in-force.ts';

/** asked: being worked out; tied: it stops at ties; done: it stands; failed: its table of points cannot be read or evaluated. */

/** One version of the ranking of a campaign. */
export interface Ranking {
  readonly id: string;
  readonly campaignId: string;
  readonly number: number;
  readonly state: RankingState;
  /** Requests to rank, and those that are. */
  readonly total: number;
  readonly ranked: number;
  readonly ties: readonly Tie[];
  readonly askedAt: Date;
}

const RANKING = Prisma.sql`
  g.id::text, g.campaign_id::text as "campaignId", g.number, g.state, g.total, g.ties, g.asked_at as "askedAt",
  (select count(*)::int from campaign_rank k where k.ranking_id = g.id) as ranked`;

/** Asks for another version of the ranking. */
export async function insertRanking(
  tx: Tx,
  { campaignId, askedById, at }: { readonly campaignId: string; readonly askedById: string; readonly at: Date },
): Promise<string> {
  const id = uuid7(at);
  await tx.$executeRaw`
    insert into campaign_ranking (id, campaign_id, number, asked_by_id, asked_at, state, total, touched_at)
    select ${id}::uuid, ${campaignId}::uuid, coalesce(max(g.number), 0) + 1, ${askedById}::uuid, ${at}, 'asked',
           (select count(*) from campaign_request q where q.campaign_id = ${campaignId}::uuid), ${at}
      from campaign_ranking g where g.campaign_id = ${campaignId}::uuid`;
  return id;
}

/** The last version of the ranking of a campaign; null while none was asked for. */
export async function lastRanking(tx: Tx, campaignId: string): Promise<Ranking | null> {
  const [row] = await tx.$queryRaw<Ranking[]>`
    select ${RANKING} from campaign_ranking g where g.campaign_id = ${campaignId}::uuid order by g.number desc limit 1`;
  return row ?? null;
}

/** What waits for a worker: the one that was left alone for longest. */
export async function waitingRanking(tx: Tx): Promise<Ranking | null> {
  const [row] = await tx.$queryRaw<Ranking[]>`
    select ${RANKING} from campaign_ranking g where g.state = 'asked' order by g.touched_at, g.id limit 1`;
  return row ?? null;
}

/** Held until the transaction ends; null when it is not to be worked out any more. */
export async function lockRanking(tx: Tx, id: string): Promise<{ readonly id: string } | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    select id::text from campaign_ranking where id = ${id}::uuid and state = 'asked' for update`;
  return row ?? null;
}

export async function setRanking(
  tx: Tx,
  id: string,
  change: {
    readonly state?: RankingState;
    readonly ties?: readonly Tie[];
    readonly fault?: string;
    readonly touchedAt: Date;
    readonly endedAt?: Date;
  },
): Promise<void> {
  const { ties, ...plain } = change;
  const data = { ...plain, ...(ties && { ties: ties as unknown as Prisma.InputJsonArray }) };
  await tx.campaignRanking.update({ where: { id }, data, select: { id: true } });
}

/** A request that a ranking did not look at yet, and where its agent stands that day. */
export interface ToRank {
  readonly requestId: string;
  readonly versionId: string;
  readonly agentId: string;
  readonly filedIn: string;
  readonly isOver: boolean;
  readonly structureId: string | null;
  readonly isCovered: boolean;
  readonly since: CivilDate | null;
}

export const nextToRank = (
  tx: Tx,
  { id, campaignId }: Pick<Ranking, 'id' | 'campaignId'>,
  { day, max }: { readonly day: CivilDate; readonly max: number },
): Promise<ToRank[]> =>
  tx.$queryRaw`
    select r.id::text as "requestId", r.version_id::text as "versionId", r.agent_id::text as "agentId",
           r.structure_id::text as "filedIn", o.structure_id::text as "structureId",
           to_char(o."from", 'YYYY-MM-DD') as since,
           r.closed_at is not null or exists (
             select from withdrawal w where w.request_id = r.id and w.refused_at is null) as "isOver",
           exists (select from structure_above a join campaign c on c.structure_id = a.above_id
                    where c.id = q.campaign_id and a.structure_id = o.structure_id) as "isCovered"
      from campaign_request q join request r on r.id = q.request_id
      left join lateral (
        select p.structure_id, p."from" from posting p where p.person_id = r.agent_id and ${inForceOn(Prisma.sql`p`, day)}
         order by p."from" desc, p.id desc limit 1) o on true
     where q.campaign_id = ${campaignId}::uuid
       and not exists (select from campaign_rank k where k.ranking_id = ${id}::uuid and k.request_id = q.request_id)
     order by q.request_id limit ${max}`;

/** What a ranking says of a request, before posts are given. */
export interface Ranked {
  readonly requestId: string;
  readonly out: OutReason | null;
  readonly moved: boolean;
  readonly points: number;
  readonly lines: readonly PointLine[];
  readonly since: CivilDate | null;
}

export async function insertRanks(tx: Tx, rankingId: string, ranks: readonly Ranked[]): Promise<void> {
  await tx.$executeRaw`
    insert into campaign_rank (ranking_id, request_id, "out", moved, points, lines, since)
    select ${rankingId}::uuid, k."requestId", k."out", k.moved, k.points, k.lines, k.since
      from jsonb_to_recordset(${JSON.stringify(ranks)}::jsonb)
        as k ("requestId" uuid, "out" text, moved boolean, points int, lines jsonb, since date)
    on conflict do nothing`;
}

/** Those who are ranked, with the posts that they ask for. */
export const candidatesOf = (
  tx: Tx,
  rankingId: string,
): Promise<
  {
    readonly requestId: string;
    readonly points: number;
    readonly since: CivilDate | null;
    readonly choices: string[];
  }[]
> =>
  tx.$queryRaw`
    select k.request_id::text as "requestId", k.points, to_char(k.since, 'YYYY-MM-DD') as since, q.choices
      from campaign_rank k join campaign_request q on q.request_id = k.request_id
     where k.ranking_id = ${rankingId}::uuid and k."out" is null order by k.request_id`;

/** The posts of a campaign with their places. */
export const placesOf = (tx: Tx, campaignId: string): Promise<{ readonly code: string; readonly places: number }[]> =>
  tx.campaignPost.findMany({ where: { campaignId }, select: { code: true, places: true }, orderBy: { code: 'asc' } });

export async function writePlaced(tx: Tx, rankingId: string, placed: ReadonlyMap<string, string>): Promise<void> {
  const rows = [...placed].map(([requestId, postCode]) => ({ requestId, postCode }));
  await tx.$executeRaw`
    update campaign_rank k set post_code = r."postCode"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("requestId" uuid, "postCode" text)
     where k.ranking_id = ${rankingId}::uuid and k.request_id = r."requestId"`;
}

export const settlementsOf = (tx: Tx, campaignId: string): Promise<Settlement[]> =>
  tx.campaignSettlement.findMany({
    where: { campaignId },
    select: { postCode: true, requestIds: true },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });

/** A tie that somebody settled, as it is read. */
export interface SettlementRow {
  readonly id: string;
  readonly postCode: string;
  readonly order: PersonRef[];
  readonly reason: string;
  readonly by: PersonRef;
  readonly at: Date;
}

/** The same, the latest first, of those who are read at once. */
export const listSettlements = (tx: Tx, campaignId: string): Promise<SettlementRow[]> =>
  tx.$queryRaw`
    select t.id::text, t.post_code as "postCode", t.reason, t.at, ${person('b')} as by,
           (select json_agg(${person('p')} order by array_position(t.request_ids, r.id))
              from request r join person p on p.id = r.agent_id where r.id = any(t.request_ids)) as "order"
      from campaign_settlement t join person b on b.id = t.by_id
     where t.campaign_id = ${campaignId}::uuid order by t.at desc, t.id desc limit 100`;

const person = (alias: 'b' | 'p') =>
  Prisma.raw(`json_build_object('id', ${alias}.id, 'firstName', ${alias}.first_name, 'lastName', ${alias}.last_name)`);

/** What a ranking that stands comes to: candidates, of whom so many receive a result, and posts of which a place is left. */
export interface RankingSums {
  readonly placed: number;
  readonly unplaced: number;
  readonly out: number;
  readonly told: number;
  readonly vacant: number;
}

export async function sumsOf(tx: Tx, { id, campaignId }: Pick<Ranking, 'id' | 'campaignId'>): Promise<RankingSums> {
  const [row] = await tx.$queryRaw<[RankingSums]>`
    select count(*) filter (where k.post_code is not null)::int as placed,
           count(*) filter (where k."out" is null and k.post_code is null)::int as unplaced,
           count(*) filter (where k."out" is not null)::int as "out",
           count(*) filter (where k."out" is distinct from 'withdrawn')::int as told,
           (select count(*)::int from campaign_post p where p.campaign_id = ${campaignId}::uuid and p.places >
             (select count(*) from campaign_rank o where o.ranking_id = ${id}::uuid and o.post_code = p.code)) as vacant
      from campaign_rank k where k.ranking_id = ${id}::uuid`;
  return row;
}

export async function insertSettlement(
  tx: Tx,
  settled: Settlement & {
    readonly campaignId: string;
    readonly reason: string;
    readonly byId: string;
    readonly at: Date;
  },
): Promise<void> {
  await tx.campaignSettlement.create({
    data: { ...settled, requestIds: [...settled.requestIds] },
    select: { id: true },
  });
}
