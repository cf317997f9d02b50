import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { OutReason } from '#domain/campaign/standing.ts';
import type { Outcome } from '#domain/decision/decision.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import type { Tx } from '../../client.ts';
import { countOfRows, db, isOneOf, statement } from '../../connection/typed-sql.ts';
import { personRef } from '../statements/person-ref.ts';
import { lastEnded } from './last-ended.ts';
import { type OfferedPost, postsChosen } from './posts.ts';
import type { Ranked } from './rankings.ts';

/** A candidate, as those who steer the campaign read them. */
export interface CandidateRow {
  readonly requestId: string;
  readonly number: string;
  readonly agent: PersonRef;
  readonly structureName: string;
  /** Preferred post first. */
  readonly choices: readonly OfferedPost[];
  /** Of the superior; null: not given yet. */
  readonly opinion: Outcome | null;
  /** How many documents came with it. */
  readonly pieces: number;
  readonly isClosed: boolean;
  /** Of the last ranking that ended; null: none did, or the candidate is not in it. */
  readonly rank: RankRow | null;
}

/** What a ranking says of a request, with the post that it gives; null: none. */
export interface RankRow extends Omit<Ranked, 'requestId'> {
  readonly postCode: string | null;
}

interface Page {
  readonly campaignId: string;
  readonly pageSize: number;
  readonly before: number;
}

const pageOf = (given: Page) =>
  db
    .selectFrom('campaign_request as q')
    .innerJoin('request as r', 'r.id', 'q.request_id')
    .innerJoin('person as p', 'p.id', 'r.agent_id')
    .innerJoin('structure as s', 's.id', 'r.structure_id')
    .leftJoin('campaign_rank as k', (join) =>
      join
        .onRef('k.request_id', '=', 'q.request_id')
        .on((eb) => eb('k.ranking_id', '=', lastEnded(eb.ref('q.campaign_id')).select('g.id'))),
    )
    .select(['r.id as requestId', 'r.number', 's.name as structureName'])
    .select((eb) => [
      postsChosen(eb.ref('q.campaign_id'), eb.ref('q.choices')).as('choices'),
      eb('r.closed_at', 'is not', null).$castTo<boolean>().as('isClosed'),
      personRef({ id: eb.ref('p.id'), firstName: eb.ref('p.first_name'), lastName: eb.ref('p.last_name') }).as('agent'),
      eb
        .selectFrom('decision as d')
        .select((of) => of.ref('d.outcome').$castTo<Outcome>().as('outcome'))
        .whereRef('d.request_id', '=', 'r.id')
        .where('d.kind', '=', 'opinion')
        .where('d.voided_at', 'is', null)
        .orderBy('d.recorded_at', 'desc')
        .orderBy('d.id', 'desc')
        .limit(1)
        .as('opinion'),
      eb
        .selectFrom('piece as f')
        .select(countOfRows.as('count'))
        .whereRef('f.request_id', '=', 'r.id')
        .$asScalar()
        .$notNull()
        .as('pieces'),
      eb
        .case()
        .when('k.request_id', 'is not', null)
        .then(
          jsonBuildObject({
            out: eb.ref('k.out').$castTo<OutReason | null>(),
            moved: eb.ref('k.moved').$notNull(),
            points: eb.ref('k.points').$notNull(),
            lines: eb.ref('k.lines').$notNull(),
            since: eb.ref('k.since'),
            postCode: eb.ref('k.post_code'),
          }),
        )
        .end()
        .as('rank'),
    ])
    .where('q.campaign_id', '=', given.campaignId)
    .orderBy((eb) => eb('k.out', 'is', null), 'desc')
    .orderBy('k.points', (points) => points.desc().nullsLast())
    .orderBy('k.since')
    .orderBy('r.number')
    .limit(given.pageSize)
    .offset(given.before);

const candidates = statement(pageOf);
const candidatesAmong = statement((given: Page & { only: readonly string[] }) =>
  pageOf(given).where((eb) => isOneOf(eb.ref('q.request_id'), given.only)),
);

const countOf = (given: Pick<Page, 'campaignId'>) =>
  db.selectFrom('campaign_request as q').select(countOfRows.as('total')).where('q.campaign_id', '=', given.campaignId);

const counted = statement(countOf);
const countedAmong = statement((given: Pick<Page, 'campaignId'> & { only: readonly string[] }) =>
  countOf(given).where((eb) => isOneOf(eb.ref('q.request_id'), given.only)),
);

/**
 * Reads a page of the candidates of a campaign: by points once they are ranked, then by number.
 * `only`: these requests only.
 */
export async function listCandidates(
  tx: Tx,
  campaignId: string,
  { page, pageSize, only }: { readonly page: number; readonly pageSize: number; readonly only?: readonly string[] },
): Promise<{ readonly items: CandidateRow[]; readonly total: number }> {
  const asked = { campaignId, pageSize, before: (page - 1) * pageSize };
  const items =
    only === undefined ? await candidates.all(tx, asked) : await candidatesAmong.all(tx, { ...asked, only });
  const { total } = only === undefined ? await counted.one(tx, asked) : await countedAmong.one(tx, { ...asked, only });
  return { items, total };
}
