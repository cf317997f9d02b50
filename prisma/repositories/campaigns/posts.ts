import type { Post } from '../../../domain/campaign/campaign.ts';
import type { Tx } from '../../client.ts';

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

/** A post with how many asked for it, at any rank. */
export interface PostRow extends Omit<Post, 'structureId'> {
  readonly structure: { readonly id: string; readonly code: string; readonly name: string };
  readonly askedBy: number;
}

/** A page of its posts, by code. */
export async function listPosts(
  tx: Tx,
  campaignId: string,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ readonly items: PostRow[]; readonly total: number }> {
  const items = await tx.$queryRaw<PostRow[]>`
    select p.code, p.title, p.places, p.profile, json_build_object('id', s.id, 'code', s.code, 'name', s.name) as structure,
           (select count(*)::int from campaign_request q where q.campaign_id = p.campaign_id and p.code = any(q.choices)) as "askedBy"
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
