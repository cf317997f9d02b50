-- What became of a request is what its rows say (docs/guarantees.md, G2): whatever a circuit, a worker or a statement says, no
-- request is closed, and no silence recorded, without its grounds. domain/request/outcome-grounds.ts says the same before.

-- What a circuit has people decide at most.
create function circuit_decides(sheet jsonb) returns text language sql immutable as $$
  select case
    when sheet -> 'steps' @> '[{"decision": "signature"}]' then 'signature'
    when sheet -> 'steps' @> '[{"decision": "visa"}]' or sheet -> 'steps' @> '[{"decision": "check"}]' then 'visa'
    when sheet -> 'steps' @> '[{"decision": "opinion"}]' then 'opinion' end
$$ set search_path = pg_catalog, public, pg_temp;

create function request_outcome_has_grounds() returns trigger language plpgsql as $$
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
  select coalesce(jsonb_agg(c.what), '[]') into applied from situation_change c where c.request_id = new.id;
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
                and d.author_id <> new.agent_id
                and case circuit_decides(manifest)
                      when 'visa' then (d.kind, d.outcome) in (('visa', 'approved'), ('check', 'confirmed'))
                                   and d.author_id is distinct from new.filed_by_id
                      when 'opinion' then (d.kind, d.outcome) = ('opinion', 'favorable') end)
      end
    when 'refused' then applied = '[]' and sealed is distinct from 'act'
                    and (sealed = 'refusal' or refused or silence = 'rejection')
    when 'withdrawn' then exists (select from withdrawal w where w.request_id = new.id and w.accepted_at is not null)
    when 'closed' then true end;
  if grounded is not true then
    raise exception 'request %: nothing stands behind the outcome « % »', new.id, new.outcome
      using errcode = 'check_violation';
  end if;
  return new;
end $$ set search_path = pg_catalog, public, pg_temp;
create trigger request_outcome_has_grounds before update of outcome on request for each row
  when (old.outcome is distinct from new.outcome) execute function request_outcome_has_grounds();
create trigger request_filed_open before insert on request for each row
  when (new.outcome is not null) execute function request_outcome_has_grounds();

-- A silence speaks once its day is over, by the clock of the database, and not to who was answered.
create function silence_is_over() returns trigger language plpgsql as $$
begin
  if by_owner() then return new; end if;
  if not exists (
      select from request r where r.id = new.request_id and r.silence_at <= clock_timestamp()
         and not exists (select from act a where a.request_id = r.id and a.sealed_at is not null)
         and not exists (select from situation_change c where c.request_id = r.id)) then
    raise exception 'request %: its delay is not over', new.request_id using errcode = 'check_violation';
  end if;
  return new;
end $$ set search_path = pg_catalog, public, pg_temp;
create trigger silence_is_over before insert on request_event for each row
  when (new.kind = 'silence') execute function silence_is_over();
