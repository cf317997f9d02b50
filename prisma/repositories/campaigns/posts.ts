import type { Post } from '#domain/campaign/campaign.ts';
import type { StructureRef } from '#domain/people/refs.ts';
import { Prisma, type Tx } from '../../client.ts';
import { lastEnded } from './last-ended.ts';

/** Writes posts; one whose code is there is put right. */
export async function writePosts(tx: Tx, campaignId: string, posts: readonly Post[]): Promise<void> {
  await tx.$executeRaw`
    insert into campaign_post (campaign_id, code, title, structure_id, places, profile)
    select ${campaignId}::uuid, p.code, p.title, p."structureId", p.places, p.profile
      from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb)
        as p (code text, title text, "structureId" uuid, places int, profile text)
    on conflict (campaign_id, code) do update
       set title = excluded.title, structure_id = excluded.structure_id, places = excluded.places, profile = excluded.profile`;
}

/** Whether it was there. */
export async function removePost(tx: Tx, campaignId: string, code: string): Promise<boolean> {
  return (await tx.campaignPost.deleteMany({ where: { campaignId, code } })).count > 0;
}

export const countPosts = (tx: Tx, campaignId: string): Promise<number> =>
  tx.campaignPost.count({ where: { campaignId } });

/** A post with how many asked for it, at any rank, and were given it. */
export interface PostRow extends Omit<Post, 'structureId'> {
  readonly structure: StructureRef;
  readonly askedBy: number;
  /** Places that the last ranking gives; null while none stands. */
  readonly filled: number | null;
}

const FILLED = Prisma.sql`case g.state when 'done' then (
  select count(*)::int from campaign_rank k where k.ranking_id = g.id and k.post_code = p.code) end`;

/** A page of its posts, by code. */
export async function listPosts(
  tx: Tx,
  campaignId: string,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ readonly items: PostRow[]; readonly total: number }> {
  const items = await tx.$queryRaw<PostRow[]>`
    select p.code, p.title, p.places, p.profile, json_build_object('id', s.id, 'code', s.code, 'name', s.name) as structure,
           (select count(*)::int from campaign_request q where q.campaign_id = p.campaign_id and p.code = any(q.choices)) as "askedBy",
           (${lastEnded(FILLED, Prisma.sql`p.campaign_id`)}) as filled
      from campaign_post p join structure s on s.id = p.structure_id
     where p.campaign_id = ${campaignId}::uuid order by p.code limit ${pageSize} offset ${(page - 1) * pageSize}`;
  return { items, total: await countPosts(tx, campaignId) };
}

/** The open structures of these codes, by code. */
export async function structuresByCode(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.structure.findMany({
    where: { code: { in: [...codes] }, closedOn: null },
    select: { id: true, code: true },
  });
  return new Map(rows.map(({ id, code }) => [code, id]));
}

/** A post as a form offers it. */
export interface OfferedPost {
  readonly code: string;
  readonly title: string;
  readonly structureName: string;
}

/** All the posts that a campaign offers, by code. */
export const offeredPosts = (tx: Tx, campaignId: string): Promise<OfferedPost[]> =>
  tx.$queryRaw`
    select p.code, p.title, s.name as "structureName" from campaign_post p join structure s on s.id = p.structure_id
     where p.campaign_id = ${campaignId}::uuid order by p.code`;

/** The posts that a request asked for. */
export const postsAskedFor = (tx: Tx, requestId: string): Promise<OfferedPost[]> =>
  tx.$queryRaw`
    select p.code, p.title, s.name as "structureName"
      from campaign_request q join campaign_post p on p.campaign_id = q.campaign_id and p.code = any(q.choices)
      join structure s on s.id = p.structure_id
     where q.request_id = ${requestId}::uuid order by p.code`;

/**
 * Holds a campaign open until the transaction ends, and keeps two applications of one agent from entering at once; false where it
 * is closed. Whoever closes it waits for what is being filed.
 */
export async function holdOpenCampaign(tx: Tx, campaignId: string, agentId: string): Promise<boolean> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`campaign:${campaignId}:${agentId}`}, 0))`;
  const open = await tx.$queryRaw<unknown[]>`
    select 1 as open from campaign where id = ${campaignId}::uuid and state = 'open' for share`;
  return open.length > 0;
}

/** The number of the application that an agent has in a campaign and that is not closed; null without any. */
export async function applicationIn(tx: Tx, campaignId: string, agentId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ number: string }[]>`
    select r.number from campaign_request q join request r on r.id = q.request_id
     where q.campaign_id = ${campaignId}::uuid and r.agent_id = ${agentId}::uuid and r.closed_at is null limit 1`;
  return row?.number ?? null;
}

/** Has a request enter a campaign, with the posts that it asks for in order. */
export async function enterCampaign(
  tx: Tx,
  entered: { readonly requestId: string; readonly campaignId: string; readonly choices: readonly string[] },
): Promise<void> {
  await tx.campaignRequest.create({ data: { ...entered, choices: [...entered.choices] }, select: { requestId: true } });
}
