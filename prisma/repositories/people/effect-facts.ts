import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { EffectFacts, GivenDecision } from '#domain/effect/guarantee.ts';
import { type KnownContact, meetsAgent } from '#domain/effect/known-contacts.ts';
import type { Tx } from '../../client.ts';
import { arrayOf, db, exists, statement } from '../../connection/typed-sql.ts';
import { addressesIn, phonesIn } from './situation.ts';

const facts = statement((given: { requestId: string }) =>
  db
    .selectFrom('request as r')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('act')
          .select(['act.id', 'act.decision_id'])
          .whereRef('act.request_id', '=', 'r.id')
          .where('act.template', '=', 'act')
          .where('act.sealed_at', 'is not', null)
          .orderBy('act.sealed_at', 'desc')
          .limit(1)
          .as('a'),
      (join) => join.onTrue(),
    )
    .select((eb) => [
      'r.agent_id as agentId',
      'r.filed_by_id as filedById',
      'r.stop_until as stopUntil',
      sql<string[]>`coalesce(${eb.ref('r.stop_decision_ids')}, '{}')`.as('waitedFor'),
      'a.id as actId',
      'a.decision_id as actDecisionId',
      jsonArrayFrom(
        eb
          .selectFrom('decision as d')
          .innerJoin('task as t', 't.key', 'd.task_key')
          .innerJoin('decision_intent as i', 'i.id', 'd.id')
          .select((of) => [
            'd.id',
            'd.kind',
            of.ref('d.outcome').$castTo<GivenDecision['outcome']>().as('outcome'),
            'd.author_id as authorId',
            't.role',
            of('d.confirmed_at', 'is not', null).$castTo<boolean>().as('confirmed'),
            'i.answers',
          ])
          .whereRef('d.request_id', '=', 'r.id')
          .where('d.voided_at', 'is', null)
          .orderBy('d.recorded_at'),
      ).as('decisions'),
      exists(
        eb
          .selectFrom('submission_proof as p')
          .whereRef('p.draft_id', '=', 'r.draft_id')
          .whereRef('p.person_id', '=', 'r.agent_id')
          .where('p.used_at', 'is not', null),
      ).as('provedAtFiling'),
      // Where the agent was notified before the first decision; null: at work.
      arrayOf(
        eb
          .selectFrom('notification as n')
          .select('n.address')
          .whereRef('n.request_id', '=', 'r.id')
          .whereRef('n.recipient_id', '=', 'r.agent_id')
          .where('n.queued_at', '<=', (of) =>
            of.fn.coalesce(
              of
                .selectFrom('decision as d')
                .select(({ fn }) => fn.min('d.recorded_at').as('at'))
                .whereRef('d.request_id', '=', 'r.id'),
              sql<Date>`now()`,
            ),
          ),
      ).as('notifiedAt'),
    ])
    .where('r.id', '=', given.requestId),
);

/**
 * Reads what the guarantee of an effect is judged on: the facts of one request, whose row the
 * caller has locked, beside the contact details of its agent that were known before it.
 */
export async function effectFacts(tx: Tx, requestId: string, known: readonly KnownContact[]): Promise<EffectFacts> {
  const { actId, actDecisionId, decisions, notifiedAt, ...given } = await facts.one(tx, { requestId });
  const [phones, addresses] = [phonesIn(known), addressesIn(known)];
  return {
    ...given,
    act: actId === null || actDecisionId === null ? null : { id: actId, decisionId: actDecisionId },
    decisions: decisions.map(({ answers, ...decision }) => ({ ...decision, metAgent: meetsAgent(answers, phones) })),
    alerted: notifiedAt.some((address) => address === null || addresses.includes(address)),
  };
}
