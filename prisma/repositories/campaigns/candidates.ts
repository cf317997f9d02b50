import type { Outcome } from '#domain/decision/decision.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import { Prisma, type Tx } from '../../client.ts';
import { lastEnded } from './last-ended.ts';
import type { OfferedPost } from './posts.ts';
import type { Ranked } from './rankings.ts';

/** A candidate as whoever steers the campaign reads them. */
export interface CandidateRow {
  readonly requestId: string;
  readonly number: string;
  readonly agent: PersonRef;
  readonly structureName: string;
  /** The dearest first. */
  readonly choices: readonly OfferedPost[];
  /** Of the superior; null: not given yet. */
  readonly opinion: Outcome | null;
  /** How many documents came with it. */
  readonly pieces: number;
  readonly isClosed: boolean;
  /** What the last ranking that ended says; null: none did, or it is not of it. */
  readonly rank: RankRow | null;
}

/** What a ranking says of a request, with the post that it gives; null: none. */
export interface RankRow extends Omit<Ranked, 'requestId'> {
  readonly postCode: string | null;
}

/** A page of the candidates of a campaign: by points once they are ranked, then by number. `only`: these requests alone. */
export async function listCandidates(
  tx: Tx,
  campaignId: string,
  { page, pageSize, only }: { readonly page: number; readonly pageSize: number; readonly only?: readonly string[] },
): Promise<{ readonly items: CandidateRow[]; readonly total: number }> {
  const chosen = Prisma.sql`q.campaign_id = ${campaignId}::uuid and ${only === undefined ? Prisma.sql`true` : Prisma.sql`q.request_id = any(${[...only]}::uuid[])`}`;
  const items = await tx.$queryRaw<CandidateRow[]>`
    select r.id::text as "requestId", r.number,
           (select json_agg(json_build_object('code', o.code, 'title', o.title, 'structureName', os.name)
                            order by array_position(q.choices, o.code))
              from campaign_post o join structure os on os.id = o.structure_id
             where o.campaign_id = q.campaign_id and o.code = any(q.choices)) as choices, s.name as "structureName", r.closed_at is not null as "isClosed",
           json_build_object('id', p.id, 'firstName', p.first_name, 'lastName', p.last_name) as agent,
           (select d.outcome from decision d where d.request_id = r.id and d.kind = 'opinion' and d.voided_at is null
             order by d.recorded_at desc, d.id desc limit 1) as opinion,
           (select count(*)::int from piece f where f.request_id = r.id) as pieces,
           case when k.request_id is not null then json_build_object(
             'out', k."out", 'moved', k.moved, 'points', k.points, 'lines', k.lines,
             'since', to_char(k.since, 'YYYY-MM-DD'), 'postCode', k.post_code) end as rank
      from campaign_request q join request r on r.id = q.request_id join person p on p.id = r.agent_id
      join structure s on s.id = r.structure_id
      left join campaign_rank k on k.request_id = q.request_id and k.ranking_id = (${lastEnded(Prisma.sql`g.id`, Prisma.sql`q.campaign_id`)})
     where ${chosen}
     order by k."out" is null desc, k.points desc nulls last, k.since, r.number
     limit ${pageSize} offset ${(page - 1) * pageSize}`;
  const [{ total }] = await tx.$queryRaw<[{ total: number }]>`
    select count(*)::int as total from campaign_request q where ${chosen}`;
  return { items, total };
}
