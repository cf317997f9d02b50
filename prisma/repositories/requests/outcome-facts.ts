import type { OutcomeFacts } from '#domain/request/outcome-grounds.ts';
import type { Tx } from '../../client.ts';

/** What an outcome is judged on: the rows of one request. */
export async function outcomeFacts(tx: Tx, requestId: string): Promise<OutcomeFacts> {
  const [row] = await tx.$queryRaw<[OutcomeFacts]>`
    select r.agent_id::text as "agentId", r.filed_by_id::text as "filedById",
           r.silence_at as "silenceAt",
           circuit_decides(v.sheet) as decides,
           coalesce(v.sheet -> 'effects', '[]') as effects, coalesce(v.sheet -> 'themes', '{}') as themes,
           array(select e.theme from situation_entry e where e.request_id = r.id order by e.theme) as applied,
           (select a.template from act a where a.request_id = r.id and a.sealed_at is not null
             order by a.sealed_at desc, a.id desc limit 1) as sealed,
           coalesce((select json_agg(json_build_object('kind', d.kind, 'outcome', d.outcome, 'authorId', d.author_id,
                       'confirmed', d.confirmed_at is not null,
                       'reasoned', i.reason is not null or (i.reason_law is not null and i.reason_fact is not null))
                       order by d.recorded_at, d.id)
                       from decision d join decision_intent i on i.id = d.id
                      where d.request_id = r.id and d.voided_at is null), '[]') as decisions,
           exists (select from campaign_result c where c.request_id = r.id and c.post_code is null) as unplaced,
           (select case when bool_or(w.accepted_at is not null) then 'accepted'
                        when bool_or(w.refused_at is null) then 'pending' end
              from withdrawal w where w.request_id = r.id) as withdrawal,
           (select e.detail ->> 'means' from request_event e where e.request_id = r.id and e.kind = 'silence'
             order by e.at desc, e.id desc limit 1) as silence
      from request r join circuit_version v on v.id = r.version_id
     where r.id = ${requestId}::uuid`;
  return row;
}
