import { sql } from 'kysely';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Candidate, Settlement, Tie } from '#domain/campaign/assign.ts';
import type { RankingState } from '#domain/campaign/campaign.ts';
import type { PointLine } from '#domain/campaign/points.ts';
import type { OutReason } from '#domain/campaign/standing.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import type { Tx } from '../../client.ts';
import { countOfRows, db, exists, isOneOf, json, records, run, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { isWithdrawn } from '../requests/withdrawals.ts';
import { postOn } from '../statements/periods.ts';
import { personRef } from '../statements/person-ref.ts';

/**
 * One version of the ranking of a campaign. State asked: being computed; tied: stopped at ties;
 * done: it stands; failed: its table of points cannot be read or evaluated.
 */
export interface Ranking {
  readonly id: string;
  readonly campaignId: string;
  readonly number: number;
  readonly state: RankingState;
  /** Requests to rank, and those already ranked. */
  readonly total: number;
  readonly ranked: number;
  readonly ties: readonly Tie[];
  readonly askedAt: Date;
}

const RANKINGS = db
  .selectFrom('campaign_ranking as g')
  .select(['g.id', 'g.campaign_id as campaignId', 'g.number', 'g.state', 'g.total', 'g.ties', 'g.asked_at as askedAt'])
  .select((eb) =>
    eb
      .selectFrom('campaign_rank as k')
      .select(countOfRows.as('count'))
      .whereRef('k.ranking_id', '=', 'g.id')
      .$asScalar()
      .$notNull()
      .as('ranked'),
  );

interface NewRanking {
  readonly campaignId: string;
  readonly askedById: string;
  readonly at: Date;
}

const inserted = statement((given: NewRanking & { id: string }) =>
  db
    .insertInto('campaign_ranking')
    .columns(['id', 'campaign_id', 'number', 'asked_by_id', 'asked_at', 'state', 'total', 'touched_at'])
    .expression((eb) =>
      eb
        .selectFrom('campaign_ranking as g')
        .select((of) => [
          of.val(given.id).as('id'),
          of.val(given.campaignId).as('campaign_id'),
          of(of.fn.coalesce(of.fn.max('g.number'), sql.lit(0)), '+', 1).as('number'),
          of.val(given.askedById).as('asked_by_id'),
          of.val(given.at).as('asked_at'),
          of.val('asked').as('state'),
          of
            .selectFrom('campaign_request as q')
            .select(countOfRows.as('count'))
            .where('q.campaign_id', '=', given.campaignId)
            .as('total'),
          of.val(given.at).as('touched_at'),
        ])
        .where('g.campaign_id', '=', given.campaignId),
    ),
);

/** Asks for another version of the ranking; returns its id. */
export async function insertRanking(tx: Tx, asked: NewRanking): Promise<string> {
  const id = uuid7(asked.at);
  await inserted.run(tx, { ...asked, id });
  return id;
}

const last = statement((given: { campaignId: string }) =>
  RANKINGS.where('g.campaign_id', '=', given.campaignId).orderBy('g.number', 'desc').limit(1),
);

/** Finds the last version of the ranking of a campaign; null: none was asked for. */
export const lastRanking = (tx: Tx, campaignId: string): Promise<Ranking | null> => last.first(tx, { campaignId });

const waiting = statement(() =>
  RANKINGS.where('g.state', '=', 'asked').orderBy('g.touched_at').orderBy('g.id').limit(1),
);

/** Finds the ranking to compute that was left alone for longest; null: none. */
export const waitingRanking = (tx: Tx): Promise<Ranking | null> => waiting.first(tx, {});

const heldAsked = statement((given: { id: string }) =>
  db.selectFrom('campaign_ranking').select('id').where('id', '=', given.id).where('state', '=', 'asked').forUpdate(),
);

/** Locks a ranking until the transaction ends; null if it no longer has to be computed. */
export const lockRanking = (tx: Tx, id: string): Promise<{ readonly id: string } | null> => heldAsked.first(tx, { id });

/**
 * Changes what is given of a ranking; the rest stays.
 * @throws {Error} if it does not exist
 */
export async function setRanking(
  tx: Tx,
  id: string,
  change: {
    readonly state?: RankingState;
    readonly ties?: readonly Tie[];
    readonly fault?: string;
    readonly touchedAt: Date;
    readonly endedAt?: Date;
  },
): Promise<void> {
  const { state, ties, fault, touchedAt, endedAt } = change;
  const changed = await run(
    tx,
    db
      .updateTable('campaign_ranking')
      .set({ state, ties: ties && json(ties), fault, touched_at: touchedAt, ended_at: endedAt })
      .where('id', '=', id),
  );
  if (changed === 0) throw new Error(`ranking ${id} is unknown`);
}

/** A request that a ranking has not examined yet, with its agent's post on that day. */
export interface ToRank {
  readonly requestId: string;
  readonly versionId: string;
  readonly agentId: string;
  readonly filedIn: string;
  readonly isOver: boolean;
  readonly structureId: string | null;
  readonly isCovered: boolean;
  readonly since: CivilDate | null;
}

const notLookedAt = statement((given: Pick<Ranking, 'id' | 'campaignId'> & { day: CivilDate; max: number }) =>
  db
    .selectFrom('campaign_request as q')
    .innerJoin('request as r', 'r.id', 'q.request_id')
    .leftJoinLateral(
      (eb) => postOn(eb.ref('r.agent_id'), given.day).select(['o.structure_id', 'o.from']).as('o'),
      (join) => join.onTrue(),
    )
    .select(['r.id as requestId', 'r.version_id as versionId', 'r.agent_id as agentId', 'r.structure_id as filedIn'])
    .select((eb) => [
      'o.structure_id as structureId',
      'o.from as since',
      eb
        .or([eb('r.closed_at', 'is not', null), isWithdrawn(eb.ref('r.id'))])
        .$castTo<boolean>()
        .as('isOver'),
      exists(
        eb
          .selectFrom('structure_above as a')
          .innerJoin('campaign as c', 'c.structure_id', 'a.above_id')
          .whereRef('c.id', '=', 'q.campaign_id')
          .whereRef('a.structure_id', '=', 'o.structure_id'),
      ).as('isCovered'),
    ])
    .where('q.campaign_id', '=', given.campaignId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('campaign_rank as k')
            .where('k.ranking_id', '=', given.id)
            .whereRef('k.request_id', '=', 'q.request_id'),
        ),
      ),
    )
    .orderBy('q.request_id')
    .limit(given.max),
);

/** Lists the next requests to rank, `max` at most. */
export const nextToRank = (
  tx: Tx,
  { id, campaignId }: Pick<Ranking, 'id' | 'campaignId'>,
  { day, max }: { readonly day: CivilDate; readonly max: number },
): Promise<ToRank[]> => notLookedAt.all(tx, { id, campaignId, day, max });

/** What a ranking says of a request, before posts are given. */
export interface Ranked {
  readonly requestId: string;
  readonly out: OutReason | null;
  readonly moved: boolean;
  readonly points: number;
  readonly lines: readonly PointLine[];
  readonly since: CivilDate | null;
}

const ranksInserted = statement((given: { rankingId: string; ranks: readonly Ranked[] }) =>
  db
    .insertInto('campaign_rank')
    .columns(['ranking_id', 'request_id', 'out', 'moved', 'points', 'lines', 'since'])
    .expression((eb) =>
      eb
        .selectFrom(
          records(given.ranks, {
            requestId: 'uuid',
            out: 'text',
            moved: 'boolean',
            points: 'integer',
            lines: 'jsonb',
            since: 'date',
          }),
        )
        .select(eb.val(given.rankingId).as('ranking_id'))
        .select(['given.requestId', 'given.out', 'given.moved', 'given.points', 'given.lines', 'given.since']),
    )
    .onConflict((again) => again.doNothing()),
);

/** Writes what a ranking says of requests; those already there stay. */
export async function insertRanks(tx: Tx, rankingId: string, ranks: readonly Ranked[]): Promise<void> {
  await ranksInserted.run(tx, { rankingId, ranks });
}

const ranked = statement((given: { rankingId: string }) =>
  db
    .selectFrom('campaign_rank as k')
    .innerJoin('campaign_request as q', 'q.request_id', 'k.request_id')
    .select((eb) => ['k.request_id as requestId', 'k.points', 'k.since', eb.ref('q.choices').$notNull().as('choices')])
    .where('k.ranking_id', '=', given.rankingId)
    .where('k.out', 'is', null)
    .orderBy('k.request_id'),
);

/** Lists the ranked candidates, with the posts that they ask for. */
export const candidatesOf = (tx: Tx, rankingId: string): Promise<Candidate[]> => ranked.all(tx, { rankingId });

/** Lists the posts of a campaign with their places. */
export const placesOf = (tx: Tx, campaignId: string): Promise<{ readonly code: string; readonly places: number }[]> =>
  tx.campaignPost.findMany({ where: { campaignId }, select: { code: true, places: true }, orderBy: { code: 'asc' } });

const placesGiven = statement(
  (given: { rankingId: string; placed: readonly Record<'requestId' | 'postCode', string>[] }) =>
    db
      .updateTable('campaign_rank as k')
      .from(records(given.placed, { requestId: 'uuid', postCode: 'text' }))
      .set((eb) => ({ post_code: eb.ref('given.postCode') }))
      .where('k.ranking_id', '=', given.rankingId)
      .whereRef('k.request_id', '=', 'given.requestId'),
);

/** Records the posts that a ranking gives, by request. */
export async function writePlaced(tx: Tx, rankingId: string, placed: ReadonlyMap<string, string>): Promise<void> {
  await placesGiven.run(tx, {
    rankingId,
    placed: [...placed].map(([requestId, postCode]) => ({ requestId, postCode })),
  });
}

/** Lists how ties of a campaign were settled, in order. */
export const settlementsOf = (tx: Tx, campaignId: string): Promise<Settlement[]> =>
  tx.campaignSettlement.findMany({
    where: { campaignId },
    select: { postCode: true, requestIds: true },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });

/** A tie that somebody settled, as it is read. */
export interface SettlementRow {
  readonly id: string;
  readonly postCode: string;
  readonly order: PersonRef[];
  readonly reason: string;
  readonly by: PersonRef;
  readonly at: Date;
}

const settlements = statement((given: { campaignId: string }) =>
  db
    .selectFrom('campaign_settlement as t')
    .innerJoin('person as b', 'b.id', 't.by_id')
    .select(['t.id', 't.post_code as postCode', 't.reason', 't.at'])
    .select((eb) => [
      personRef({ id: eb.ref('b.id'), firstName: eb.ref('b.first_name'), lastName: eb.ref('b.last_name') }).as('by'),
      eb
        .selectFrom('request as r')
        .innerJoin('person as p', 'p.id', 'r.agent_id')
        .select((of) =>
          of.fn
            .jsonAgg(
              personRef({ id: of.ref('p.id'), firstName: of.ref('p.first_name'), lastName: of.ref('p.last_name') }),
            )
            .orderBy(sql`array_position(${of.ref('t.request_ids')}, ${of.ref('r.id')})`)
            .as('order'),
        )
        .where((of) => isOneOf(of.ref('r.id'), of.ref('t.request_ids')))
        .$asScalar()
        .$notNull()
        .as('order'),
    ])
    .where('t.campaign_id', '=', given.campaignId)
    .orderBy('t.at', 'desc')
    .orderBy('t.id', 'desc')
    .limit(100),
);

/** Lists the ties that were settled, latest first; 100 at most. */
export const listSettlements = (tx: Tx, campaignId: string): Promise<SettlementRow[]> =>
  settlements.all(tx, { campaignId });

/**
 * Totals of a ranking that is done: candidates placed, unplaced and out, those who receive a result
 * (`told`), and posts with a place left.
 */
export interface RankingSums {
  readonly placed: number;
  readonly unplaced: number;
  readonly out: number;
  readonly told: number;
  readonly vacant: number;
}

const sums = statement((given: Pick<Ranking, 'id' | 'campaignId'>) =>
  db
    .selectFrom('campaign_rank as k')
    .select((eb) => {
      const many = eb.fn.countAll();
      return [
        eb.cast<number>(many.filterWhere('k.post_code', 'is not', null), 'integer').as('placed'),
        eb
          .cast<number>(many.filterWhere('k.out', 'is', null).filterWhere('k.post_code', 'is', null), 'integer')
          .as('unplaced'),
        eb.cast<number>(many.filterWhere('k.out', 'is not', null), 'integer').as('out'),
        eb.cast<number>(many.filterWhere('k.out', 'is distinct from', 'withdrawn'), 'integer').as('told'),
        eb
          .selectFrom('campaign_post as p')
          .select(countOfRows.as('count'))
          .where('p.campaign_id', '=', given.campaignId)
          .where('p.places', '>', (of) =>
            of
              .selectFrom('campaign_rank as o')
              .select((all) => all.fn.countAll<number>().as('count'))
              .where('o.ranking_id', '=', given.id)
              .whereRef('o.post_code', '=', 'p.code'),
          )
          .$asScalar()
          .$notNull()
          .as('vacant'),
      ];
    })
    .where('k.ranking_id', '=', given.id),
);

/** Computes the totals of a ranking. */
export const sumsOf = (tx: Tx, { id, campaignId }: Pick<Ranking, 'id' | 'campaignId'>): Promise<RankingSums> =>
  sums.one(tx, { id, campaignId });

/** Records how somebody settled a tie. */
export async function insertSettlement(
  tx: Tx,
  settled: Settlement & {
    readonly campaignId: string;
    readonly reason: string;
    readonly byId: string;
    readonly at: Date;
  },
): Promise<void> {
  await tx.campaignSettlement.create({
    data: { ...settled, requestIds: [...settled.requestIds] },
    select: { id: true },
  });
}
