import type { CampaignDays, CampaignState } from '#domain/campaign/campaign.ts';
import type { PointLine } from '#domain/campaign/points.ts';
import type { OutReason } from '#domain/campaign/standing.ts';
import type { Bilingual } from '#domain/circuit/manifest.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import { Prisma, type Tx } from '../../client.ts';
import type { OfferedPost } from './posts.ts';

/** The campaign of a request as its page shows it, with its own result and none other. */
export interface CampaignOfRequest extends CampaignDays {
  readonly title: Bilingual;
  readonly state: CampaignState;
  /** The dearest first. */
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

export async function campaignOfRequest(tx: Tx, requestId: string): Promise<CampaignOfRequest | null> {
  const day = (column: string) => Prisma.raw(`to_char(c.${column}, 'YYYY-MM-DD')`);
  const post = Prisma.sql`json_build_object('code', p.code, 'title', p.title, 'structureName', s.name)`;
  const posts = Prisma.sql`campaign_post p join structure s on s.id = p.structure_id`;
  const [row] = await tx.$queryRaw<CampaignOfRequest[]>`
    select json_build_object('fr', c.title_fr, 'en', c.title_en) as title, c.state,
           ${day('opens_on')} as "opensOn", ${day('closes_on')} as "closesOn", ${day('opinions_until')} as "opinionsUntil",
           ${day('results_on')} as "resultsOn", ${day('effect_on')} as "effectOn",
           (select json_agg(${post} order by array_position(q.choices, p.code))
              from ${posts} where p.campaign_id = c.id and p.code = any(q.choices)) as choices,
           case when x.request_id is not null then json_build_object(
             'post', (select ${post} from ${posts} where p.campaign_id = c.id and p.code = x.post_code),
             'out', k."out", 'points', k.points, 'lines', k.lines, 'reasonLaw', c.reason_law, 'reasonFact', c.reason_fact,
             'by', json_build_object('id', b.id, 'firstName', b.first_name, 'lastName', b.last_name)) end as result
      from campaign_request q join campaign c on c.id = q.campaign_id
      left join campaign_result x on x.request_id = q.request_id
      left join campaign_rank k on k.ranking_id = x.ranking_id and k.request_id = x.request_id
      left join person b on b.id = c.published_by_id
     where q.request_id = ${requestId}::uuid`;
  return row ?? null;
}
