-- 0096, of campaigns: a request that its campaign gave no post is refused, by who published the results, with reasons.
create or replace function request_outcome_has_grounds() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  manifest jsonb;
  effects jsonb;
  applied jsonb;
  sealed text;
  silence text;
  refused boolean;
  grounded boolean;
begin
  if by_owner() then return new; end if;
  if tg_op = 'INSERT' then
    raise exception 'request: it is filed before it is closed' using errcode = 'check_violation';
  end if;
  if old.outcome is not null then
    raise exception 'request %: it was closed already', old.id using errcode = 'check_violation';
  end if;
  select v.sheet into manifest from circuit_version v where v.id = new.version_id;
  effects := coalesce(manifest -> 'effects', '[]');
  select coalesce(jsonb_agg(e.theme), '[]') into applied from situation_entry e where e.request_id = new.id;
  select a.template into sealed from act a where a.request_id = new.id and a.sealed_at is not null
   order by a.sealed_at desc, a.id desc limit 1;
  select e.detail ->> 'means' into silence from request_event e where e.request_id = new.id and e.kind = 'silence'
   order by e.at desc, e.id desc limit 1;
  select exists (
      select from decision d join decision_intent i on i.id = d.id
       where d.request_id = new.id and d.confirmed_at is not null and d.voided_at is null and d.author_id <> new.agent_id
         and (d.kind, d.outcome) in (('visa', 'refused'), ('signature', 'refused'), ('check', 'unconfirmed'))
         and (i.reason is not null or (i.reason_law is not null and i.reason_fact is not null))) into refused;
  grounded := case new.outcome
    when 'granted' then
      case when effects <> '[]' then applied @> effects
           when applied <> '[]' or sealed = 'act' then true
           when sealed is not null or refused then false
           when silence = 'acceptance' then true
           else exists (
             select from decision d
              where d.request_id = new.id and d.confirmed_at is not null and d.voided_at is null
                and d.author_id <> new.agent_id and d.author_id is distinct from new.filed_by_id
                and case circuit_decides(manifest)
                      when 'visa' then (d.kind, d.outcome) in (('visa', 'approved'), ('check', 'confirmed'))
                      when 'opinion' then (d.kind, d.outcome) = ('opinion', 'favorable') end)
      end
    when 'refused' then applied = '[]' and sealed is distinct from 'act'
                    and (sealed = 'refusal' or refused or silence = 'rejection'
                      or exists (select from campaign_result c where c.request_id = new.id and c.post_code is null))
    when 'withdrawn' then exists (select from withdrawal w where w.request_id = new.id and w.accepted_at is not null)
    when 'closed' then true end;
  if grounded is not true then
    raise exception 'request %: nothing stands behind the outcome « % »', new.id, new.outcome
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
