import { MAX_PLACES, MAX_POSTS, POST_CODE, type Post, takesPosts } from '../../domain/campaign/campaign.ts';
import { DomainError } from '../../domain/errors.ts';
import { type ColumnWanted, type HeaderOf, readColumns } from '../../domain/people/import-cells.ts';
import type { Tx } from '../../prisma/client.ts';
import { countPosts, removePost, structuresByCode, writePosts } from '../../prisma/repositories/campaigns/posts.ts';
import type { Deps } from '../dependencies.ts';
import { isStorable } from '../drafts/storable.ts';
import { encodingOf, FileRefused, textOf } from '../people/imports/decode.ts';
import { readCsv } from '../people/imports/read-csv.ts';
import { type CampaignAsked, steerCampaign, traceCampaign } from './seen-campaign.ts';

/** A post as it is written down: its structure by code. */
export interface PostSaid extends Omit<Post, 'structureId'> {
  readonly structureCode: string;
}

/**
 * Writes a post of a campaign that is prepared; of a code that is there, it is put right.
 * @throws {DomainError} not-found, forbidden, campaign-state, structure-unknown, campaign-posts-many
 */
export const offerPost = (
  { database }: Pick<Deps, 'database'>,
  asked: CampaignAsked & { readonly post: PostSaid },
): Promise<void> => database.transaction((tx) => write(tx, asked, [asked.post]));

/**
 * Takes a post out of a campaign that is prepared.
 * @throws {DomainError} not-found, forbidden, campaign-state
 */
export const withdrawPost = (
  { database }: Pick<Deps, 'database'>,
  asked: CampaignAsked & { readonly code: string },
): Promise<void> =>
  database.transaction(async (tx) => {
    if (!takesPosts((await steerCampaign(tx, asked)).state)) throw new DomainError('campaign-state');
    if (!(await removePost(tx, asked.id, asked.code))) throw new DomainError('not-found');
    await traceCampaign(tx, asked, 'campaign.posts', { withdrawn: asked.code });
  });

/**
 * Writes the posts of a file, all of them or none.
 * @throws {DomainError} not-found, forbidden, campaign-state, campaign-file with the line and why, structure-unknown, campaign-posts-many
 */
export async function offerPostsOfFile(
  { database }: Pick<Deps, 'database'>,
  asked: CampaignAsked & { readonly content: Uint8Array },
): Promise<number> {
  const posts = await postsIn(asked.content).catch((error: unknown) => {
    if (error instanceof FileRefused) throw new DomainError('campaign-file', { line: 1, column: error.fault.code });
    throw error;
  });
  await database.transaction((tx) => write(tx, asked, posts));
  return posts.length;
}

async function write(tx: Tx, asked: CampaignAsked, said: readonly PostSaid[]): Promise<void> {
  if (!takesPosts((await steerCampaign(tx, asked)).state)) throw new DomainError('campaign-state');
  const structures = await structuresByCode(tx, [...new Set(said.map(({ structureCode }) => structureCode))]);
  const posts = said.map(({ structureCode, ...post }): Post => {
    const structureId = structures.get(structureCode);
    if (structureId === undefined) throw new DomainError('structure-unknown', { code: structureCode });
    return { ...post, structureId };
  });
  await writePosts(tx, asked.id, posts);
  if ((await countPosts(tx, asked.id)) > MAX_POSTS) throw new DomainError('campaign-posts-many', { max: MAX_POSTS });
  await traceCampaign(tx, asked, 'campaign.posts', { written: posts.map(({ code, places }) => ({ code, places })) });
}

type Column = 'code' | 'title' | 'structure' | 'places' | 'profile';
/** The columns of a file of posts, as its first line names them. */
export const POST_COLUMNS: readonly ColumnWanted<Column>[] = [
  { column: 'code', names: ['Code', 'Poste'], needed: true },
  { column: 'title', names: ['Intitulé', 'Title'], needed: true },
  { column: 'structure', names: ['Structure', 'Code structure'], needed: true },
  { column: 'places', names: ['Places', 'Nombre de places'], needed: true },
  { column: 'profile', names: ['Profil', 'Profile'], needed: false },
];

async function postsIn(content: Uint8Array): Promise<PostSaid[]> {
  const bytes = async function* () {
    yield content;
  };
  const posts = new Map<string, PostSaid>();
  let header: HeaderOf<Column> | null = null;
  for await (const { line, cells } of readCsv(textOf(bytes(), await encodingOf(bytes())))) {
    if (header === null) {
      const read = readColumns(POST_COLUMNS, cells);
      if ('fault' in read) throw new DomainError('campaign-file', { line, column: cells.join(', ').slice(0, 200) });
      header = read.header;
      continue;
    }
    const post = postOf(header, cells, line);
    if (posts.has(post.code)) throw new DomainError('campaign-file', { line, column: 'Code' });
    posts.set(post.code, post);
    if (posts.size > MAX_POSTS) throw new DomainError('campaign-posts-many', { max: MAX_POSTS });
  }
  if (posts.size === 0) throw new FileRefused('file-empty');
  return [...posts.values()];
}

function postOf(header: HeaderOf<Column>, cells: readonly string[], line: number): PostSaid {
  const said = (column: Column) => (header[column] === undefined ? '' : (cells[header[column]] ?? '').trim());
  const wrong = (column: string) => new DomainError('campaign-file', { line, column });
  const [code, title, profile, places] = [said('code'), said('title'), said('profile'), said('places')];
  if (!POST_CODE.test(code)) throw wrong('Code');
  if (title === '' || title.length > 200 || !isStorable(title)) throw wrong('Intitulé');
  if (profile.length > 2_000 || !isStorable(profile)) throw wrong('Profil');
  if (!/^\d{1,4}$/.test(places) || Number(places) > MAX_PLACES) throw wrong('Places');
  return { code, title, profile, places: Number(places), structureCode: said('structure') };
}
