import { MAX_POSTS, type Post, takesPosts } from '#domain/campaign/campaign.ts';
import { DomainError } from '#domain/errors.ts';
import { fault } from '#domain/people/import-cells.ts';
import type { Tx } from '#prisma/client.ts';
import { countPosts, removePost, structuresByCode, writePosts } from '#prisma/repositories/campaigns/posts.ts';
import type { Deps } from '../dependencies.ts';
import { PostFaults, type PostSaid, readPosts } from './read-posts.ts';
import { type CampaignAsked, steerCampaign, traceCampaign } from './seen-campaign.ts';

/**
 * Adds a post to a campaign under preparation, or corrects the one with the same code.
 * @throws {DomainError} not-found, forbidden, campaign-state, structure-unknown,
 * campaign-posts-many
 */
export const offerPost = (
  { database }: Pick<Deps, 'database'>,
  asked: CampaignAsked & { readonly post: PostSaid },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { post } = asked;
    await mustTakePosts(tx, asked);
    const structures = await structuresByCode(tx, [post.structureCode]);
    if (!structures.has(post.structureCode)) throw new DomainError('structure-unknown', { code: post.structureCode });
    await write(tx, asked, [post], structures);
  });

/**
 * Removes a post from a campaign under preparation.
 * @throws {DomainError} not-found, forbidden, campaign-state
 */
export const withdrawPost = (
  { database }: Pick<Deps, 'database'>,
  asked: CampaignAsked & { readonly code: string },
): Promise<void> =>
  database.transaction(async (tx) => {
    await mustTakePosts(tx, asked);
    if (!(await removePost(tx, asked.id, asked.code))) throw new DomainError('not-found');
    await traceCampaign(tx, asked, 'campaign.posts', { withdrawn: asked.code });
  });

/**
 * Writes the posts of a file, all or none, and returns how many there are.
 * @throws {DomainError} not-found, forbidden, campaign-state, campaign-file with each faulty line,
 * campaign-posts-many
 */
export const offerPostsOfFile = (
  { database }: Pick<Deps, 'database'>,
  asked: CampaignAsked & { readonly content: Uint8Array },
): Promise<number> =>
  database.transaction(async (tx) => {
    await mustTakePosts(tx, asked);
    const faults = new PostFaults();
    const lines = await readPosts(asked.content, faults);
    const structures = await structuresByCode(tx, [...new Set(lines.map(({ post }) => post.structureCode))]);
    for (const { line, post } of lines)
      if (post.structureCode !== '' && !structures.has(post.structureCode))
        faults.add(line, fault('structure-none', { code: post.structureCode.slice(0, 60) }));
    faults.mustBeNone();
    const posts = lines.map(({ post }) => post);
    await write(tx, asked, posts, structures);
    return posts.length;
  });

async function mustTakePosts(tx: Tx, asked: CampaignAsked): Promise<void> {
  if (!takesPosts((await steerCampaign(tx, asked)).state)) throw new DomainError('campaign-state');
}

async function write(
  tx: Tx,
  asked: CampaignAsked,
  said: readonly PostSaid[],
  structures: ReadonlyMap<string, string>,
): Promise<void> {
  const posts = said.map(
    ({ structureCode, ...post }): Post => ({ ...post, structureId: structures.get(structureCode) ?? '' }),
  );
  await writePosts(tx, asked.id, posts);
  if ((await countPosts(tx, asked.id)) > MAX_POSTS) throw new DomainError('campaign-posts-many', { max: MAX_POSTS });
  await traceCampaign(tx, asked, 'campaign.posts', { written: posts.map(({ code, places }) => ({ code, places })) });
}
