import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Placement } from '#domain/campaign/answers.ts';
import { requestResultSubject } from '#domain/operations/outbox-command.ts';
import { Prisma, type Tx } from '../../client.ts';
import { outboxWritten } from '../../connection/channels.ts';
import { uuid7 } from '../../uuid7.ts';
import { inForceOn } from '../in-force.ts';

/** A request that is given a result. */
export interface ToPublish {
  readonly requestId: string;
  readonly number: string;
  readonly agentId: string;
  readonly versionId: string;
  readonly postCode: string | null;
  readonly placement: Placement | null;
  /** Whether its ranking stands no more: it was withdrawn, or its agent left, moved away or came back since. */
  readonly isStale: boolean;
}

/** Holds the requests of a ranking until the transaction ends, and says what each is given; nothing of those withdrawn. */
export async function lockToPublish(tx: Tx, rankingId: string, day: CivilDate): Promise<ToPublish[]> {
  const ranked = Prisma.sql`k.ranking_id = ${rankingId}::uuid and k."out" is distinct from 'withdrawn'`;
  await tx.$queryRaw`
    select r.id::text from request r join campaign_rank k on k.request_id = r.id
     where ${ranked} order by r.id for update of r`;
  return tx.$queryRaw`
    select r.id::text as "requestId", r.number, r.agent_id::text as "agentId", r.version_id::text as "versionId",
           k.post_code as "postCode",
           case when k.post_code is not null then json_build_object(
             'poste', p.title, 'structure', s.name, 'effet', to_char(c.effect_on, 'YYYY-MM-DD')) end as placement,
           r.closed_at is not null
             or exists (select from withdrawal w where w.request_id = r.id and w.refused_at is null)
             or (k."out" is null or k."out" = 'status') <> exists (
               select from posting o join structure_above a on a.structure_id = o.structure_id and a.above_id = c.structure_id
                where o.person_id = r.agent_id and ${inForceOn(Prisma.sql`o`, day)}) as "isStale"
      from campaign_rank k join request r on r.id = k.request_id
      join campaign_ranking g on g.id = k.ranking_id join campaign c on c.id = g.campaign_id
      left join campaign_post p on p.campaign_id = c.id and p.code = k.post_code
      left join structure s on s.id = p.structure_id
     where ${ranked} order by r.id`;
}

/** Marks a campaign as published: by whom, and why those who are not placed are not. */
export async function markPublished(
  tx: Tx,
  id: string,
  said: {
    readonly publishedById: string;
    readonly publishedAt: Date;
    readonly reasonLaw: string;
    readonly reasonFact: string;
  },
): Promise<void> {
  await tx.campaign.update({ where: { id }, data: { ...said, state: 'published' }, select: { id: true } });
}

/** Writes the results, and for each the command that tells its circuit, all at once. */
export async function insertResults(
  tx: Tx,
  published: { readonly campaignId: string; readonly rankingId: string; readonly at: Date },
  results: readonly { readonly requestId: string; readonly postCode: string | null; readonly answers: object }[],
): Promise<void> {
  const { campaignId, rankingId, at } = published;
  await tx.$executeRaw`
    insert into campaign_result (request_id, campaign_id, ranking_id, post_code, answers, published_at)
    select x."requestId", ${campaignId}::uuid, ${rankingId}::uuid, x."postCode", x.answers, ${at}
      from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) as x ("requestId" uuid, "postCode" text, answers jsonb)`;
  const rows = results.map(({ requestId }) => ({ id: uuid7(at), requestId, subject: requestResultSubject(requestId) }));
  await tx.$executeRaw`
    insert into outbox (id, command, payload, subject, created_at, available_at)
    select x.id, 'tell-result', jsonb_build_object('requestId', x."requestId"), x.subject, ${at}, ${at}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (id uuid, "requestId" text, subject text)`;
  const [first] = rows;
  if (first !== undefined)
    await tx.$executeRaw`select pg_notify(${outboxWritten.name}, ${outboxWritten.write(first.id)})`;
}

/** How many circuits were told their result, of all that are to be. */
export async function countTold(tx: Tx, campaignId: string): Promise<{ readonly told: number; readonly all: number }> {
  const [row] = await tx.$queryRaw<[{ told: number; all: number }]>`
    select count(*) filter (where x.delivered_at is not null or r.closed_at is not null)::int as told, count(*)::int as "all"
      from campaign_result x join request r on r.id = x.request_id where x.campaign_id = ${campaignId}::uuid`;
  return row;
}

/** What a circuit is to be told; null where nothing was published. It was, once it closed or went on to its act. */
export async function resultToTell(
  tx: Tx,
  requestId: string,
): Promise<{ readonly isPlaced: boolean; readonly isTold: boolean; readonly instanceKey: string | null } | null> {
  const [row] = await tx.$queryRaw<{ isPlaced: boolean; isTold: boolean; instanceKey: string | null }[]>`
    select x.post_code is not null as "isPlaced", r.instance_key as "instanceKey",
           x.delivered_at is not null or r.closed_at is not null
             or exists (select from task t where t.request_id = r.id and t.decision = 'signature') as "isTold"
      from campaign_result x join request r on r.id = x.request_id where x.request_id = ${requestId}::uuid`;
  return row ?? null;
}

export async function markDelivered(tx: Tx, requestId: string, at: Date): Promise<void> {
  await tx.campaignResult.updateMany({ where: { requestId, deliveredAt: null }, data: { deliveredAt: at } });
}
