import { type Expression, expressionBuilder, sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { Post } from '#domain/campaign/campaign.ts';
import type { StructureRef } from '#domain/people/refs.ts';
import type { Tx } from '../../client.ts';
import { countOfRows, db, isOneOf, records, statement } from '../../connection/typed-sql.ts';
import { lockAlone } from '../statements/lock-alone.ts';
import { structureRef } from '../statements/person-ref.ts';
import { lastEnded } from './last-ended.ts';

const written = statement((given: { campaignId: string; posts: readonly Post[] }) =>
  db
    .insertInto('campaign_post')
    .columns(['campaign_id', 'code', 'title', 'structure_id', 'places', 'profile'])
    .expression((eb) =>
      eb
        .selectFrom(
          records(given.posts, {
            code: 'text',
            title: 'text',
            structureId: 'uuid',
            places: 'integer',
            profile: 'text',
          }),
        )
        .select(eb.val(given.campaignId).as('campaign_id'))
        .select(['given.code', 'given.title', 'given.structureId', 'given.places', 'given.profile']),
    )
    .onConflict((again) =>
      again.columns(['campaign_id', 'code']).doUpdateSet((eb) => ({
        title: eb.ref('excluded.title'),
        structure_id: eb.ref('excluded.structure_id'),
        places: eb.ref('excluded.places'),
        profile: eb.ref('excluded.profile'),
      })),
    ),
);

/** Writes posts; replaces those with the same code. */
export async function writePosts(tx: Tx, campaignId: string, posts: readonly Post[]): Promise<void> {
  await written.run(tx, { campaignId, posts });
}

/** Removes a post; false if it did not exist. */
export async function removePost(tx: Tx, campaignId: string, code: string): Promise<boolean> {
  return (await tx.campaignPost.deleteMany({ where: { campaignId, code } })).count > 0;
}

/** Counts the posts of a campaign. */
export const countPosts = (tx: Tx, campaignId: string): Promise<number> =>
  tx.campaignPost.count({ where: { campaignId } });

/** A post, with how many requests ask for it (at any rank) and how many receive it. */
export interface PostRow extends Omit<Post, 'structureId'> {
  readonly structure: StructureRef;
  readonly askedBy: number;
  /** Places that the last ranking gives; null unless that ranking is done. */
  readonly filled: number | null;
}

const pageOfPosts = statement((given: { campaignId: string; pageSize: number; before: number }) =>
  db
    .selectFrom('campaign_post as p')
    .innerJoin('structure as s', 's.id', 'p.structure_id')
    .select(['p.code', 'p.title', 'p.places', 'p.profile'])
    .select((eb) => {
      const givenTo = db
        .selectFrom('campaign_rank as k')
        .select(countOfRows.as('count'))
        .where('k.post_code', '=', eb.ref('p.code'));
      return [
        structureRef({ id: eb.ref('s.id'), code: eb.ref('s.code'), name: eb.ref('s.name') }).as('structure'),
        eb
          .selectFrom('campaign_request as q')
          .select(countOfRows.as('count'))
          .whereRef('q.campaign_id', '=', 'p.campaign_id')
          .where((of) => isOneOf(of.ref('p.code'), of.ref('q.choices')))
          .$asScalar()
          .$notNull()
          .as('askedBy'),
        lastEnded(eb.ref('p.campaign_id'))
          .select((of) =>
            of
              .case('g.state')
              .when('done')
              .then(givenTo.where('k.ranking_id', '=', of.ref('g.id')).$asScalar())
              .end()
              .as('filled'),
          )
          .as('filled'),
      ];
    })
    .where('p.campaign_id', '=', given.campaignId)
    .orderBy('p.code')
    .limit(given.pageSize)
    .offset(given.before),
);

/** Reads a page of a campaign's posts, by code. */
export async function listPosts(
  tx: Tx,
  campaignId: string,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ readonly items: PostRow[]; readonly total: number }> {
  const items = await pageOfPosts.all(tx, { campaignId, pageSize, before: (page - 1) * pageSize });
  return { items, total: await countPosts(tx, campaignId) };
}

/** Returns the ids of the open structures with these codes, by code. */
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

const POSTS = db.selectFrom('campaign_post as p').innerJoin('structure as s', 's.id', 'p.structure_id');
const post = expressionBuilder(POSTS);
/** The post `p` with its structure `s`, as OfferedPost in JSON. */
const OFFERED = jsonBuildObject({
  code: post.ref('p.code'),
  title: post.ref('p.title'),
  structureName: post.ref('s.name'),
});

const offered = statement((given: { campaignId: string }) =>
  POSTS.select(['p.code', 'p.title', 's.name as structureName'])
    .where('p.campaign_id', '=', given.campaignId)
    .orderBy('p.code'),
);

/** Lists all the posts that a campaign offers, by code. */
export const offeredPosts = (tx: Tx, campaignId: string): Promise<OfferedPost[]> => offered.all(tx, { campaignId });

const askedFor = statement((given: { requestId: string }) =>
  POSTS.innerJoin('campaign_request as q', (join) =>
    join.onRef('q.campaign_id', '=', 'p.campaign_id').on((eb) => isOneOf(eb.ref('p.code'), eb.ref('q.choices'))),
  )
    .select(['p.code', 'p.title', 's.name as structureName'])
    .where('q.request_id', '=', given.requestId)
    .orderBy('p.code'),
);

/** Lists the posts that a request asks for, by code. */
export const postsAskedFor = (tx: Tx, requestId: string): Promise<OfferedPost[]> => askedFor.all(tx, { requestId });

/** Selects the post with this code in a campaign, as OfferedPost in JSON; null if the code is. */
export const postOf = (campaignId: Expression<string>, code: Expression<string | null>) =>
  POSTS.select(OFFERED.as('post')).where('p.campaign_id', '=', campaignId).where('p.code', '=', code).$asScalar();

/**
 * Selects the posts that a request chooses in a campaign, preferred first, as an array of
 * OfferedPost in JSON.
 */
export const postsChosen = (campaignId: Expression<string>, choices: Expression<string[] | null>) =>
  POSTS.select((eb) =>
    eb.fn
      .jsonAgg(OFFERED)
      .orderBy(sql`array_position(${choices}, ${eb.ref('p.code')})`)
      .as('posts'),
  )
    .where('p.campaign_id', '=', campaignId)
    .where((eb) => isOneOf(eb.ref('p.code'), choices))
    .$asScalar()
    .$notNull();

const heldOpen = statement((given: { campaignId: string }) =>
  db.selectFrom('campaign').select('id').where('id', '=', given.campaignId).where('state', '=', 'open').forShare(),
);

/**
 * Locks a campaign open until the transaction ends, so that closing it waits for what is being
 * filed, and keeps two applications of one agent from entering at once; false if it is closed.
 */
export async function holdOpenCampaign(tx: Tx, campaignId: string, agentId: string): Promise<boolean> {
  await lockAlone(tx, `campaign:${campaignId}:${agentId}`);
  return (await heldOpen.first(tx, { campaignId })) !== null;
}

const application = statement((given: { campaignId: string; agentId: string }) =>
  db
    .selectFrom('campaign_request as q')
    .innerJoin('request as r', 'r.id', 'q.request_id')
    .select('r.number')
    .where('q.campaign_id', '=', given.campaignId)
    .where('r.agent_id', '=', given.agentId)
    .where('r.closed_at', 'is', null)
    .limit(1),
);

/** Returns the number of an agent's open application in a campaign; null: none. */
export const applicationIn = async (tx: Tx, campaignId: string, agentId: string): Promise<string | null> =>
  (await application.first(tx, { campaignId, agentId }))?.number ?? null;

/** Enters a request in a campaign, with the posts that it asks for in order. */
export async function enterCampaign(
  tx: Tx,
  entered: { readonly requestId: string; readonly campaignId: string; readonly choices: readonly string[] },
): Promise<void> {
  await tx.campaignRequest.create({ data: { ...entered, choices: [...entered.choices] }, select: { requestId: true } });
}
