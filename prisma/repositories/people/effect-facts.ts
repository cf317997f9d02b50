import type { EffectFacts, GivenDecision } from '#domain/effect/guarantee.ts';
import { type KnownContact, meetsAgent } from '#domain/effect/known-contacts.ts';
import type { Tx } from '../../client.ts';
import { addressesIn, phonesIn } from './situation.ts';

type Row = Omit<EffectFacts, 'act' | 'decisions' | 'alerted'> & {
  readonly actId: string | null;
  readonly actDecisionId: string | null;
  readonly decisions: readonly (Omit<GivenDecision, 'metAgent'> & { readonly answers: unknown })[];
  /** Where the agent was notified before the first decision; null: at work. */
  readonly notifiedAt: readonly (string | null)[];
};

/**
 * What the guarantee of an effect is judged on: the rows of one request, whose own row is held by the caller, beside the
 * ways to reach its agent that were known before it.
 */
export async function effectFacts(tx: Tx, requestId: string, known: readonly KnownContact[]): Promise<EffectFacts> {
  const [row] = await tx.$queryRaw<[Row]>`
    select r.agent_id::text as "agentId", r.filed_by_id::text as "filedById", r.stop_until as "stopUntil",
           coalesce(r.stop_decision_ids, '{}')::text[] as "waitedFor",
           a.id::text as "actId", a.decision_id::text as "actDecisionId",
           coalesce((select json_agg(json_build_object('id', d.id, 'kind', d.kind, 'outcome', d.outcome,
                       'authorId', d.author_id, 'role', t.role, 'confirmed', d.confirmed_at is not null,
                       'answers', i.answers) order by d.recorded_at)
                       from decision d join task t on t.key = d.task_key join decision_intent i on i.id = d.id
                      where d.request_id = r.id and d.voided_at is null), '[]') as decisions,
           exists (select from submission_proof p where p.draft_id = r.draft_id and p.person_id = r.agent_id
                      and p.used_at is not null) as "provedAtFiling",
           coalesce((select json_agg(n.address) from notification n
                      where n.request_id = r.id and n.recipient_id = r.agent_id
                        and n.queued_at <= coalesce((select min(d.recorded_at) from decision d where d.request_id = r.id), now())),
                    '[]') as "notifiedAt"
      from request r
      left join lateral (select id, decision_id from act
                          where request_id = r.id and template = 'act' and sealed_at is not null
                          order by sealed_at desc limit 1) a on true
     where r.id = ${requestId}::uuid`;
  const { actId, actDecisionId, decisions, notifiedAt, ...facts } = row;
  const [phones, addresses] = [phonesIn(known), addressesIn(known)];
  return {
    ...facts,
    act: actId === null || actDecisionId === null ? null : { id: actId, decisionId: actDecisionId },
    decisions: decisions.map(({ answers, ...given }) => ({ ...given, metAgent: meetsAgent(answers, phones) })),
    alerted: notifiedAt.some((address) => address === null || addresses.includes(address)),
  };
}
