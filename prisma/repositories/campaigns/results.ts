import { sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Placement } from '#domain/campaign/answers.ts';
import type { Tx } from '../../client.ts';
import { db, exists, records, statement } from '../../connection/typed-sql.ts';
import { enqueueAll } from '../messages/outbox.ts';
import { isWithdrawn } from '../requests/withdrawals.ts';
import { covers } from '../statements/periods.ts';

/** A request that receives a result. */
export interface ToPublish {
  readonly requestId: string;
  readonly number: string;
  readonly agentId: string;
  readonly versionId: string;
  readonly postCode: string | null;
  readonly placement: Placement | null;
  /**
   * True if its rank is outdated: it was withdrawn, or its agent left, moved away or came back
   * since.
   */
  readonly isStale: boolean;
}

const RANKED = db
  .selectFrom('campaign_rank as k')
  .innerJoin('request as r', 'r.id', 'k.request_id')
  .where('k.out', 'is distinct from', 'withdrawn')
  .orderBy('r.id');

const held = statement((given: { rankingId: string }) =>
  RANKED.select('r.id').where('k.ranking_id', '=', given.rankingId).forUpdate('r'),
);

const toPublish = statement((given: { rankingId: string; day: CivilDate }) =>
  RANKED.innerJoin('campaign_ranking as g', 'g.id', 'k.ranking_id')
    .innerJoin('campaign as c', 'c.id', 'g.campaign_id')
    .leftJoin('campaign_post as p', (join) =>
      join.onRef('p.campaign_id', '=', 'c.id').onRef('p.code', '=', 'k.post_code'),
    )
    .leftJoin('structure as s', 's.id', 'p.structure_id')
    .select(['r.id as requestId', 'r.number', 'r.agent_id as agentId', 'r.version_id as versionId'])
    .select((eb) => {
      const isPosted = eb
        .selectFrom('posting as o')
        .innerJoin('structure_above as a', (join) =>
          join.onRef('a.structure_id', '=', 'o.structure_id').onRef('a.above_id', '=', 'c.structure_id'),
        )
        .whereRef('o.person_id', '=', 'r.agent_id')
        .where((of) => covers(of.ref('o.from'), of.ref('o.until'), given.day));
      return [
        'k.post_code as postCode',
        eb
          .case()
          .when('k.post_code', 'is not', null)
          .then(
            jsonBuildObject({
              poste: eb.ref('p.title').$notNull(),
              structure: eb.ref('s.name').$notNull(),
              effet: eb.ref('c.effect_on'),
            }),
          )
          .end()
          .as('placement'),
        eb
          .or([
            eb('r.closed_at', 'is not', null),
            isWithdrawn(eb.ref('r.id')),
            sql<boolean>`${eb.or([eb('k.out', 'is', null), eb('k.out', '=', 'status')])} <> ${exists(isPosted)}`,
          ])
          .$castTo<boolean>()
          .as('isStale'),
      ];
    })
    .where('k.ranking_id', '=', given.rankingId),
);

/**
 * Locks the requests of a ranking until the transaction ends, and returns the result of each; those
 * withdrawn are left out.
 */
export async function lockToPublish(tx: Tx, rankingId: string, day: CivilDate): Promise<ToPublish[]> {
  await held.all(tx, { rankingId });
  return toPublish.all(tx, { rankingId, day });
}

/** Marks a campaign as published: by whom, and the reasons for those who are not placed. */
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

interface Result {
  readonly requestId: string;
  readonly postCode: string | null;
  readonly answers: object;
}

interface Published {
  readonly campaignId: string;
  readonly rankingId: string;
  readonly at: Date;
}

const inserted = statement((given: Published & { results: readonly Result[] }) =>
  db
    .insertInto('campaign_result')
    .columns(['request_id', 'campaign_id', 'ranking_id', 'post_code', 'answers', 'published_at'])
    .expression((eb) =>
      eb
        .selectFrom(records(given.results, { requestId: 'uuid', postCode: 'text', answers: 'jsonb' }))
        .select((of) => [
          'given.requestId',
          of.val(given.campaignId).as('campaign_id'),
          of.val(given.rankingId).as('ranking_id'),
          'given.postCode',
          'given.answers',
          of.val(given.at).as('published_at'),
        ]),
    ),
);

/** Writes the results, and for each the command that sends it to its circuit, all at once. */
export async function insertResults(tx: Tx, published: Published, results: readonly Result[]): Promise<void> {
  await inserted.run(tx, { ...published, results });
  await enqueueAll(
    tx,
    results.map(({ requestId }) => ({ command: 'tell-result', payload: { requestId } })),
    published,
  );
}

const counted = statement((given: { campaignId: string }) =>
  db
    .selectFrom('campaign_result as x')
    .innerJoin('request as r', 'r.id', 'x.request_id')
    .select((eb) => {
      const many = eb.fn.countAll();
      const isTold = eb.or([eb('x.delivered_at', 'is not', null), eb('r.closed_at', 'is not', null)]);
      return [
        eb.cast<number>(many.filterWhere(isTold), 'integer').as('told'),
        eb.cast<number>(many, 'integer').as('all'),
      ];
    })
    .where('x.campaign_id', '=', given.campaignId),
);

/** Counts the circuits that received their result, and all those that should. */
export const countTold = (tx: Tx, campaignId: string): Promise<{ readonly told: number; readonly all: number }> =>
  counted.one(tx, { campaignId });

const resultOf = statement((given: { requestId: string }) =>
  db
    .selectFrom('campaign_result as x')
    .innerJoin('request as r', 'r.id', 'x.request_id')
    .select((eb) => [
      eb('x.post_code', 'is not', null).$castTo<boolean>().as('isPlaced'),
      'r.instance_key as instanceKey',
      eb
        .or([
          eb('x.delivered_at', 'is not', null),
          eb('r.closed_at', 'is not', null),
          eb.exists(
            eb.selectFrom('task as t').whereRef('t.request_id', '=', 'r.id').where('t.decision', '=', 'signature'),
          ),
        ])
        .$castTo<boolean>()
        .as('isTold'),
    ])
    .where('x.request_id', '=', given.requestId),
);

/**
 * Reads the result to send to a circuit; null if none was published. `isTold` once sent, or once
 * the request closed or went on to its act.
 */
export const resultToTell = (
  tx: Tx,
  requestId: string,
): Promise<{ readonly isPlaced: boolean; readonly isTold: boolean; readonly instanceKey: string | null } | null> =>
  resultOf.first(tx, { requestId });

/** Records when the circuit of a request received its result. */
export async function markDelivered(tx: Tx, requestId: string, at: Date): Promise<void> {
  await tx.campaignResult.updateMany({ where: { requestId, deliveredAt: null }, data: { deliveredAt: at } });
}
