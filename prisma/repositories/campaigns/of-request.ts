import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { Bilingual } from '#domain/bilingual.ts';
import type { CampaignDays, CampaignState } from '#domain/campaign/campaign.ts';
import type { PointLine } from '#domain/campaign/points.ts';
import type { OutReason } from '#domain/campaign/standing.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import { personRef } from '../statements/person-ref.ts';
import { type OfferedPost, postOf, postsChosen } from './posts.ts';

/** The campaign of a request as the request's page shows it, with its own result only. */
export interface CampaignOfRequest extends CampaignDays {
  readonly title: Bilingual;
  readonly state: CampaignState;
  /** Preferred post first. */
  readonly choices: OfferedPost[];
  /** Null until it is published. */
  readonly result: {
    readonly post: OfferedPost | null;
    /** Why it was not ranked. */
    readonly out: OutReason | null;
    readonly points: number;
    readonly lines: PointLine[];
    readonly reasonLaw: string;
    readonly reasonFact: string;
    readonly by: PersonRef;
  } | null;
}

const campaignOf = statement((given: { requestId: string }) =>
  db
    .selectFrom('campaign_request as q')
    .innerJoin('campaign as c', 'c.id', 'q.campaign_id')
    .leftJoin('campaign_result as x', 'x.request_id', 'q.request_id')
    .leftJoin('campaign_rank as k', (join) =>
      join.onRef('k.ranking_id', '=', 'x.ranking_id').onRef('k.request_id', '=', 'x.request_id'),
    )
    .leftJoin('person as b', 'b.id', 'c.published_by_id')
    .select(['c.state', 'c.opens_on as opensOn', 'c.closes_on as closesOn', 'c.opinions_until as opinionsUntil'])
    .select(['c.results_on as resultsOn', 'c.effect_on as effectOn'])
    .select((eb) => [
      jsonBuildObject({ fr: eb.ref('c.title_fr'), en: eb.ref('c.title_en') }).as('title'),
      postsChosen(eb.ref('c.id'), eb.ref('q.choices')).as('choices'),
      eb
        .case()
        .when('x.request_id', 'is not', null)
        .then(
          jsonBuildObject({
            post: postOf(eb.ref('c.id'), eb.ref('x.post_code')),
            out: eb.ref('k.out').$castTo<OutReason | null>(),
            points: eb.ref('k.points').$notNull(),
            lines: eb.ref('k.lines').$notNull(),
            reasonLaw: eb.ref('c.reason_law').$notNull(),
            reasonFact: eb.ref('c.reason_fact').$notNull(),
            by: personRef({
              id: eb.ref('b.id').$notNull(),
              firstName: eb.ref('b.first_name').$notNull(),
              lastName: eb.ref('b.last_name').$notNull(),
            }),
          }),
        )
        .end()
        .as('result'),
    ])
    .where('q.request_id', '=', given.requestId),
);

/** Finds the campaign of a request; null: it is in none. */
export const campaignOfRequest = (tx: Tx, requestId: string): Promise<CampaignOfRequest | null> =>
  campaignOf.first(tx, { requestId });
