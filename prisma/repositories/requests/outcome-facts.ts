import { type Expression, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { SilenceMeaning } from '#domain/calendar/deadline.ts';
import type { Outcome } from '#domain/decision/decision.ts';
import type { OutcomeFacts } from '#domain/request/outcome-grounds.ts';
import type { Tx } from '../../client.ts';
import { arrayOf, call, db, exists, json, statement } from '../../connection/typed-sql.ts';
import { lastSealedAct } from './requests.ts';

/** Selects the themes that a request changed, by name. */
export const appliedBy = (requestId: Expression<string>) =>
  arrayOf(
    db.selectFrom('situation_entry as e').select('e.theme').where('e.request_id', '=', requestId).orderBy('e.theme'),
  );

/** Selects the meaning of the last silence recorded on a request; null: none was. */
export const silenceOf = (requestId: Expression<string>) =>
  db
    .selectFrom('request_event as e')
    .select((eb) => sql<SilenceMeaning | null>`${eb.ref('e.detail')} ->> 'means'`.as('means'))
    .where('e.request_id', '=', requestId)
    .where('e.kind', '=', 'silence')
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(1)
    .$asScalar();

const factsOf = statement((given: { requestId: string }) =>
  db
    .selectFrom('request as r')
    .innerJoin('circuit_version as v', 'v.id', 'r.version_id')
    .select(['r.agent_id as agentId', 'r.filed_by_id as filedById', 'r.silence_at as silenceAt'])
    .select((eb) => [
      call('circuit_decides', eb.ref('v.sheet')).$castTo<OutcomeFacts['decides']>().as('decides'),
      eb.fn.coalesce(eb.ref('v.sheet', '->').key('effects'), json<[]>([])).as('effects'),
      eb.fn.coalesce(eb.ref('v.sheet', '->').key('themes'), json({})).as('themes'),
      appliedBy(eb.ref('r.id')).as('applied'),
      lastSealedAct(eb.ref('r.id')).select('a.template').as('sealed'),
      jsonArrayFrom(
        eb
          .selectFrom('decision as d')
          .innerJoin('decision_intent as i', 'i.id', 'd.id')
          .select((of) => [
            'd.kind',
            of.ref('d.outcome').$castTo<Outcome>().as('outcome'),
            'd.author_id as authorId',
            of('d.confirmed_at', 'is not', null).$castTo<boolean>().as('confirmed'),
            of
              .or([
                of('i.reason', 'is not', null),
                of.and([of('i.reason_law', 'is not', null), of('i.reason_fact', 'is not', null)]),
              ])
              .$castTo<boolean>()
              .as('reasoned'),
          ])
          .whereRef('d.request_id', '=', 'r.id')
          .where('d.voided_at', 'is', null)
          .orderBy('d.recorded_at')
          .orderBy('d.id'),
      ).as('decisions'),
      exists(
        eb.selectFrom('campaign_result as c').whereRef('c.request_id', '=', 'r.id').where('c.post_code', 'is', null),
      ).as('unplaced'),
      eb
        .selectFrom('withdrawal as w')
        .select((of) =>
          of
            .case()
            .when(of.fn.agg<boolean>('bool_or', [of('w.accepted_at', 'is not', null)]))
            .then('accepted' as const)
            .when(of.fn.agg<boolean>('bool_or', [of('w.refused_at', 'is', null)]))
            .then('pending' as const)
            .end()
            .as('withdrawal'),
        )
        .whereRef('w.request_id', '=', 'r.id')
        .as('withdrawal'),
      silenceOf(eb.ref('r.id')).as('silence'),
    ])
    .where('r.id', '=', given.requestId),
);

/** Reads what an outcome is judged on: the facts of one request. */
export const outcomeFacts = (tx: Tx, requestId: string): Promise<OutcomeFacts> => factsOf.one(tx, { requestId });
