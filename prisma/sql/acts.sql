create or replace function act_nature(content jsonb, template text) returns text
  language sql immutable
  return case when content ->> 'kind' = 'Décision' or (content ->> 'kind' is null and template = 'refusal') then 'decision' else 'arrete' end;

-- What a sealed act is today: what touched it, but for what was itself withdrawn.
create or replace function act_stands(of_act uuid) returns text
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when bool_or(l.nature = 'withdraws') then 'withdrawn' when bool_or(l.nature = 'repeals') then 'repealed'
              when bool_or(l.nature = 'corrects') then 'corrected' else 'in-force' end
    from later_act l join registered_act n on n.act_id = l.by_act_id and n.sealed_at is not null and n.state <> 'withdrawn'
   where l.act_id = of_act
$$;

-- When a letter was received, as it was corrected last; null: nobody recorded it.
create or replace function postal_received_on(of_notice uuid) returns date
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((select c.received_on from postal_correction c where c.notice_id = n.id order by c.number desc limit 1),
                  n.received_on)
    from postal_notice n where n.id = of_notice
$$;

create or replace function act_deposit_goes_forward() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'deposit of act %: it stays', old.act_id using errcode = 'check_violation';
  elsif tg_op = 'INSERT' then
    if new.state <> 'waiting' or not exists (select from act a where a.id = new.act_id and a.sealed_at is not null) then
      raise exception 'deposit of act %: a sealed act is asked for first', new.act_id using errcode = 'check_violation';
    end if;
  elsif (new.id, new.act_id, new.attempt, new.name, new.asked_by_id, new.asked_at)
          is distinct from (old.id, old.act_id, old.attempt, old.name, old.asked_by_id, old.asked_at)
     or (old.state, new.state) not in (('waiting', 'deposited'), ('waiting', 'refused'), ('deposited', 'deposited'),
                                       ('deposited', 'acknowledged'), ('deposited', 'refused'), ('refused', 'refused'))
     or old.sha256 is not null and (new.sha256, new.size, new.deposited_at)
          is distinct from (old.sha256, old.size, old.deposited_at)
     -- Of a refusal nothing changes but that it was told.
     or old.state = 'refused' and (to_jsonb(new) - 'told' <> to_jsonb(old) - 'told' or new.told is distinct from 'refused')
     -- What was told is told.
     or old.told is not null and new.told is distinct from old.told and (old.told, new.told) is distinct from ('late', 'refused') then
    raise exception 'deposit of act %: what was written down stays', old.act_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger act_deposit_goes_forward before insert or update or delete on act_deposit
  for each row execute function act_deposit_goes_forward();

-- One after the other, each longer than what it begins with; what was written stays.
create or replace function act_edition_follows() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  former record;
begin
  select coalesce(e.number, 1) as number, coalesce(e.size, a.sealed_size) as size into former
    from act a left join act_edition e on e.act_id = a.id
   where a.id = new.act_id and a.sealed_at is not null
   order by e.number desc limit 1;
  if not found or new.number <> former.number + 1 or new.size <= former.size then
    raise exception 'edition % of act %: it does not follow what is there', new.number, new.act_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger act_edition_follows before insert on act_edition for each row execute function act_edition_follows();

create or replace function act_edition_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'edition % of act %: it can be neither changed nor removed', old.number, old.act_id;
end $$;
create or replace trigger act_edition_stays before update or delete on act_edition for each row execute function act_edition_stays();

create or replace function act_effects_are_of_its_page() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  page jsonb;
begin
  if not by_owner() then new.effects := null; end if;
  -- Sealed by halves: act_sealed_at_once refuses it.
  if new.sealed_sha256 is null or new.decision_id is null then return new; end if;
  select p.content into page
    from decision d join act_preview p on p.task_key = d.task_key and p.signer_id = d.author_id
   where d.id = new.decision_id and p.act_id = new.id and p.sha256 = new.preview_sha256;
  if not found then
    if by_owner() then return new; end if;
    raise exception 'act %: whoever signed was shown no such page', new.id using errcode = 'check_violation';
  end if;
  new.effects := page -> 'effects';
  return new;
end $$;
create or replace trigger act_effects_are_of_its_page before insert or update on act
  for each row execute function act_effects_are_of_its_page();

-- All but the act, its reference and the instant is worked out here, so that nobody chooses a number. The act is held: of two
-- who draw it at once, the second finds it numbered, and no number is lost.
create or replace function act_is_numbered() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  drawn record;
begin
  select a.request_id, a.sealed_at, r.agent_id, r.kind, act_nature(a.content, a.template) as nature,
         coalesce((select o.structure_id from posting o
                    where o.person_id = r.agent_id and o."from" <= paris_day(new.reserved_at)
                      and (o.until is null or o.until >= paris_day(new.reserved_at))
                    order by o."from" desc, o.id desc limit 1), r.structure_id) as structure_id
    into drawn
    from act a join request r on r.id = a.request_id where a.id = new.act_id for update of a;
  if drawn.sealed_at is not null then
    raise exception 'act %: sealed, it is given no other number', new.act_id using errcode = 'check_violation';
  end if;
  if exists (select from registered_act n where n.act_id = new.act_id and n.nature = drawn.nature and n.sequence is not null) then
    return null;
  end if;
  new.request_id := drawn.request_id;
  new.agent_id := drawn.agent_id;
  new.kind := drawn.kind;
  new.structure_id := drawn.structure_id;
  new.nature := drawn.nature;
  new.year := extract(year from paris_day(new.reserved_at));
  insert into act_series as s (year, structure_id, nature, last) values (new.year, new.structure_id, new.nature, 1)
    on conflict (year, structure_id, nature) do update set last = s.last + 1
    returning s.last into new.sequence;
  select format('%s-%s-%s-%s', new.year, s.code, case new.nature when 'decision' then 'D' else 'A' end,
                lpad(new.sequence::text, greatest(6, length(new.sequence::text)), '0'))
    into new.number from structure s where s.id = new.structure_id;
  new.state := 'reserved';
  return new;
end $$;
create or replace trigger act_is_numbered before insert on registered_act
  for each row when (new.sealed_at is null) execute function act_is_numbered();

-- Nobody opens what is not sealed yet.
create or replace function act_opening_is_of_a_sealed_act() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from act a where a.id = new.act_id and a.sealed_at is not null) then
    raise exception 'act_opening: act % is not sealed', new.act_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger act_opening_is_of_a_sealed_act before insert on act_opening
  for each row execute function act_opening_is_of_a_sealed_act();

-- A signed act is never overwritten: a correction is a new act that cites it.
create or replace function act_stays_sealed() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and is_eliminated(old.request_id) and new.content = '{}'
     and not new.evidence ?| array['agent', 'author', 'steps', 'pieces']
     and (new.id, new.request_id, new.template, new.title, new.decision_id, new.preview_sha256, new.sealed_sha256, new.sealed_size,
          new.signed_at, new.sealed_at)
           is not distinct from
         (old.id, old.request_id, old.template, old.title, old.decision_id, old.preview_sha256, old.sealed_sha256, old.sealed_size,
          old.signed_at, old.sealed_at) then
    return new;
  end if;
  raise exception 'act %: sealed, it can be neither changed nor removed', old.id;
end $$;
create or replace trigger act_stays_sealed before update or delete on act
  for each row when (old.sealed_sha256 is not null) execute function act_stays_sealed();

create or replace function later_act_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'later act %: what it did is undone by another act', old.id using errcode = 'check_violation';
end $$;
create or replace trigger later_act_stays before update or delete on later_act for each row execute function later_act_stays();

-- Of the act, and of what that act touched, as far as it goes: an act whose withdrawal is withdrawn stands again.
create or replace function later_act_touches() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  touched uuid := new.act_id;
begin
  while touched is not null loop
    update registered_act n set state = act_stands(touched) where n.act_id = touched and n.sealed_at is not null;
    touched := (select l.act_id from later_act l where l.by_act_id = touched);
  end loop;
  return null;
end $$;
create or replace trigger later_act_touches after insert on later_act for each row execute function later_act_touches();

-- Of a letter that was received, no sooner than it left, one after the other, by somebody else than its agent.
create or replace function postal_correction_holds() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (select from postal_notice n join act a on a.id = n.act_id join request r on r.id = a.request_id
                  where n.id = new.notice_id and n.received_on is not null and new.received_on >= n.sent_on
                    and r.agent_id <> new.by_id)
     or new.number <> 1 + (select count(*) from postal_correction c where c.notice_id = new.notice_id) then
    raise exception 'correction of postal notice %: not received, sooner than it left, out of turn, or its own agent''s',
      new.notice_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger postal_correction_holds before insert on postal_correction
  for each row execute function postal_correction_holds();

-- Only a sealed act is sent, from the day of its seal on (a day less: of places behind Paris), by somebody else than its agent;
-- when it was received is said once.
create or replace function postal_notice_holds() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if tg_op = 'UPDATE' and old.received_on is not null then
    raise exception 'postal notice %: received once', new.id using errcode = 'check_violation';
  end if;
  if not exists (select from act a join request r on r.id = a.request_id
                  where a.id = new.act_id and a.sealed_at is not null and new.sent_on >= paris_day(a.sealed_at) - 1
                    and r.agent_id not in (new.recorded_by_id, coalesce(new.received_by_id, new.recorded_by_id))) then
    raise exception 'postal notice of act %: not sealed then, or its own agent''s', new.act_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger postal_notice_holds before insert or update on postal_notice
  for each row execute function postal_notice_holds();

-- What a number was given to stays, whoever would change it.
create or replace function registered_act_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and
     (old.id, old.act_id, old.request_id, old.agent_id, old.kind, old.structure_id, old.year, old.nature, old.sequence, old.number,
      old.reference, old.reserved_at, coalesce(old.sealed_at, new.sealed_at)) is not distinct from
     (new.id, new.act_id, new.request_id, new.agent_id, new.kind, new.structure_id, new.year, new.nature, new.sequence, new.number,
      new.reference, new.reserved_at, new.sealed_at) then
    return new;
  end if;
  raise exception 'number %: it is that of one act, for ever', old.number using errcode = 'check_violation';
end $$;
create or replace trigger registered_act_stays before update or delete on registered_act
  for each row execute function registered_act_stays();

-- The number that is sealed is one that was reserved for this act; or that of its request, on a page drawn before acts had one.
create or replace function sealed_act_is_registered() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  filed request%rowtype;
  said text;
begin
  select * into filed from request r where r.id = new.request_id;
  said := coalesce(new.evidence #>> '{act,number}', filed.number);
  update registered_act n set sealed_at = new.sealed_at, state = 'in-force', unused_because = null
   where n.act_id = new.id and n.number = said;
  if found then return null; end if;
  if said <> filed.number then
    raise exception 'act %: its number was not reserved for it', new.id using errcode = 'check_violation';
  end if;
  insert into registered_act (id, act_id, request_id, agent_id, kind, structure_id, year, nature, number, reserved_at, sealed_at, state)
  values (gen_random_uuid(), new.id, filed.id, filed.agent_id, filed.kind, filed.structure_id,
          extract(year from paris_day(new.signed_at)), act_nature(new.content, new.template), said, new.signed_at, new.sealed_at, 'in-force');
  return null;
end $$;
create or replace trigger sealed_act_is_registered after update on act
  for each row when (old.sealed_at is null and new.sealed_at is not null) execute function sealed_act_is_registered();

-- An act of a kind whose acts touch others (`laterAct` of its manifest) touches the last one of the request that was chosen. What
-- is withdrawn stays so; the administration withdraws by itself within four months (code des relations entre le public et
-- l'administration, L242-1), and whenever its beneficiary asks (L242-4). domain/act/later-act.ts says the same before.
create or replace function sealed_act_touches_another() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  filed record;
  earlier record;
begin
  select r.contests_id, (r.filed_by_id is null or r.on_paper) as asked, v.sheet ->> 'laterAct' as nature,
         r.data ->> (v.sheet ->> 'laterActFrom') as since
    into filed
    from request r join circuit_version v on v.id = r.version_id where r.id = new.request_id;
  if filed.nature is null then return null; end if;
  select n.act_id, n.state, a.signed_at into earlier
    from act a join registered_act n on n.act_id = a.id and n.sealed_at is not null
   where a.request_id = filed.contests_id
   order by a.sealed_at desc, a.id desc limit 1 for update of n;
  if not found or earlier.state = 'withdrawn' or (filed.nature = 'repeals' and earlier.state = 'repealed') then
    raise exception 'act %: the act that it touches does not stand', new.id using errcode = 'check_violation';
  end if;
  if filed.nature = 'withdraws' and not filed.asked
     and paris_day(new.signed_at) > (paris_day(earlier.signed_at) + interval '4 months')::date then
    raise exception 'act %: it withdraws after four months', new.id using errcode = 'check_violation';
  end if;
  insert into later_act (id, act_id, by_act_id, nature, since)
  values (gen_random_uuid(), earlier.act_id, new.id, filed.nature,
          case when filed.since ~ '^\d{4}-\d\d-\d\d$' then filed.since::date else paris_day(new.signed_at) end);
  return null;
end $$;
create or replace trigger sealed_act_touches_another after update on act
  for each row when (old.sealed_at is null and new.sealed_at is not null and new.template = 'act')
  execute function sealed_act_touches_another();

create or replace trigger act_in_batch after update of sealed_at on act
  for each row when (old.sealed_at is null and new.sealed_at is not null) execute function tell_signed_in_batch();
create or replace trigger act_opening_stays before update or delete or truncate on act_opening
  for each statement execute function audit_stays();
alter table act_opening enable always trigger act_opening_stays;
