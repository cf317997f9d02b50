import { sql } from 'kysely';
import { namesCourt } from '#domain/act/legal/appeal.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { AgentDecision } from '#domain/request/contest.ts';
import type { ClosingOutcome } from '#domain/request/request.ts';
import type { Tx } from '../../client.ts';
import { call, db, statement } from '../../connection/typed-sql.ts';
import { courtOf } from '../people/career.ts';
import { isAskedByAgent, lastSealedAct } from './requests.ts';

/** Max decisions among which an agent may choose. */
const MAX_DECISIONS = 200;

/**
 * The decision on `r`: its last sealed act, or how it was closed; and when its agent was notified,
 * as far as is known.
 */
const DECIDED = db
  .selectFrom('request as r')
  .innerJoin('circuit_version as v', 'v.id', 'r.version_id')
  .leftJoinLateral(
    (eb) =>
      lastSealedAct(eb.ref('r.id'))
        .select((of) => [
          ...(['a.id', 'a.title', 'a.template', 'a.signed_at', 'a.sealed_at'] as const),
          of
            .selectFrom('registered_act as n')
            .select('n.number')
            .whereRef('n.act_id', '=', 'a.id')
            .where('n.sealed_at', 'is not', null)
            .as('number'),
        ])
        .as('a'),
    (join) => join.onTrue(),
  )
  .select((eb) => {
    const received = eb
      .selectFrom('postal_notice as p')
      .select((of) => sql<CivilDate | null>`min(${call('postal_received_on', of.ref('p.id'))})`.as('on'))
      .whereRef('p.act_id', '=', 'a.id');
    const opened = eb
      .selectFrom('act_opening as o')
      .select((of) => call('paris_day', of.fn.min('o.at')).as('on'))
      .whereRef('o.act_id', '=', 'a.id');
    return [
      'r.id as requestId',
      eb.fn.coalesce('a.number', 'r.number').as('number'),
      eb.ref('v.sheet', '->').key('title').as('title'),
      'a.title as act',
      eb
        .case()
        .when('a.template', '=', 'refusal')
        .then('refused' as const)
        .when('a.template', 'is not', null)
        .then('granted' as const)
        .else(eb.ref('r.outcome').$castTo<AgentDecision['outcome']>())
        .end()
        .as('outcome'),
      call('paris_day', eb.fn.coalesce('a.signed_at', 'r.closed_at')).$notNull().as('decidedOn'),
      eb
        .case()
        .when('a.id', 'is', null)
        .then(call('paris_day', eb.ref('r.closed_at')))
        .else(sql<CivilDate | null>`least(${received}, ${opened})`)
        .end()
        .as('notifiedOn'),
    ];
  })
  .where((eb) =>
    eb.or([
      eb('a.id', 'is not', null),
      eb.and([
        eb('r.outcome', 'in', ['granted', 'refused']),
        isAskedByAgent({ filedById: eb.ref('r.filed_by_id'), onPaper: eb.ref('r.on_paper') }),
      ]),
    ]),
  );

const decidedFor = statement((given: { agentId: string }) =>
  DECIDED.where('r.agent_id', '=', given.agentId)
    .orderBy((eb) => eb.fn.coalesce('a.sealed_at', 'r.closed_at'), 'desc')
    .orderBy('r.id', 'desc')
    .limit(MAX_DECISIONS),
);

/** Lists the decisions about an agent that they know of, newest first. */
export const decisionsFor = (tx: Tx, agentId: string): Promise<AgentDecision[]> => decidedFor.all(tx, { agentId });

const contested = statement((given: { requestId: string }) =>
  DECIDED.where('r.id', '=', (eb) =>
    eb.selectFrom('request as c').select('c.contests_id').where('c.id', '=', given.requestId),
  ),
);

/** Finds the decision that a request contests; null: none. */
export const contestedBy = (tx: Tx, requestId: string): Promise<AgentDecision | null> =>
  contested.first(tx, { requestId });

const lastAct = statement((given: { requestId: string }) =>
  lastSealedAct(sql<string>`${given.requestId}`).select((eb) => eb.ref('a.content', '->').key('appeal').as('appeal')),
);

/**
 * Returns the administrative court for a decision about an agent; null: it is not known, or its act
 * names none (it may give another post, and the court is then that of the new one).
 */
export async function courtOfDecision(
  tx: Tx,
  agentId: string,
  { requestId, decidedOn }: Pick<AgentDecision, 'requestId' | 'decidedOn'>,
): Promise<string | null> {
  const act = await lastAct.first(tx, { requestId });
  return act !== null && !namesCourt(act.appeal) ? null : courtOf(tx, agentId, decidedOn);
}

/** A request that contests the decision on another. */
export interface Contest {
  readonly requestId: string;
  readonly number: string;
  readonly filedAt: Date;
  readonly outcome: ClosingOutcome | null;
  readonly closedAt: Date | null;
}

const contesting = statement((given: { requestId: string }) =>
  db
    .selectFrom('request as c')
    .innerJoin('circuit_version as v', 'v.id', 'c.version_id')
    .select(['c.id as requestId', 'c.number', 'c.filed_at as filedAt', 'c.outcome', 'c.closed_at as closedAt'])
    .where('c.contests_id', '=', given.requestId)
    .where((eb) => eb(eb.ref('v.sheet', '->>').key('laterAct'), 'is', null))
    .orderBy('c.filed_at')
    .orderBy('c.id')
    .limit(MAX_DECISIONS),
);

const decided = statement((given: { requestId: string }) => DECIDED.where('r.id', '=', given.requestId));

/**
 * Reads the decision on a request, and the requests that contest it, in the order of their filing;
 * null: none does. Requests that would correct, withdraw or repeal its act are left out: the act
 * shows them once sealed.
 */
export async function contestsOf(
  tx: Tx,
  requestId: string,
): Promise<{ readonly decision: AgentDecision; readonly contests: readonly Contest[] } | null> {
  const contests = await contesting.all(tx, { requestId });
  if (contests.length === 0) return null;
  const decision = await decided.first(tx, { requestId });
  return decision === null ? null : { decision, contests };
}
