-- Acts: previews, seals, editions, openings, numbers, the registry, later acts that touch earlier ones, deposits, letters.

-- Gives what an act is numbered as: « decision » or « arrete » (ACT_NATURES of domain/act/registry.ts).
create or replace function act_nature(content jsonb, template text) returns text
  language sql immutable
  return case when content ->> 'kind' = 'Décision' or (content ->> 'kind' is null and template = 'refusal') then 'decision' else 'arrete' end;

-- Computes what a sealed act is today (in force, corrected, withdrawn, repealed), by the later acts that touch it.
-- A later act that was itself withdrawn does not count.
create or replace function act_stands(of_act uuid) returns text
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when bool_or(l.nature = 'withdraws') then 'withdrawn' when bool_or(l.nature = 'repeals') then 'repealed'
              when bool_or(l.nature = 'corrects') then 'corrected' else 'in-force' end
    from later_act l join registered_act n on n.act_id = l.by_act_id and n.sealed_at is not null and n.state <> 'withdrawn'
   where l.act_id = of_act
$$;

-- Finds when a letter was received, by its last correction; null if nobody recorded it.
create or replace function postal_received_on(of_notice uuid) returns date
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((select c.received_on from postal_correction c where c.notice_id = n.id order by c.number desc limit 1),
                  n.received_on)
    from postal_notice n where n.id = of_notice
$$;

-- Writes what a sealed act changes in the situation: what the page shown to its signatory said (G8).
-- Nobody else writes it. Refuses a seal of a page that the signatory was not shown.
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

-- Refuses to change or delete a sealed act: a correction is a new act that cites it.
-- An elimination may erase its content and the evidence about people.
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

-- Records in the registry that an act is sealed, under the number reserved for it.
-- An act whose page was drawn before acts had numbers takes its request's number. Refuses any other.
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

-- Records what a sealed act does to an earlier one (`laterAct` of its manifest): corrects, withdraws or repeals it.
-- Refuses it if the earlier one does not stand, or if the administration withdraws by itself after four months (CRPA L242-1); its
-- beneficiary may ask at any time (L242-4). domain/act/later-act.ts says the same before.
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

-- Refuses a deposit with the archives that is not of a sealed act, goes backward, is answered twice or is deleted.
-- Once refused, only that people were told of it may change.
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

-- Refuses an edition of a sealed act that does not come right after the last one, or is no longer than it.
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

-- Refuses to change or delete an edition of an act.
create or replace function act_edition_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'edition % of act %: it can be neither changed nor removed', old.number, old.act_id;
end $$;
create or replace trigger act_edition_stays before update or delete on act_edition for each row execute function act_edition_stays();

-- Refuses to record the opening of an act that is not sealed: an opening starts the time for appeal.
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

-- Refuses to change or delete an opening, even by the owner of the tables, with triggers off too (`enable always`).
create or replace trigger act_opening_stays before update or delete or truncate on act_opening
  for each statement execute function audit_stays();
alter table act_opening enable always trigger act_opening_stays;

-- Refuses to change or delete what an act did to another: only another act undoes it.
create or replace function later_act_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'later act %: what it did is undone by another act', old.id using errcode = 'check_violation';
end $$;
create or replace trigger later_act_stays before update or delete on later_act for each row execute function later_act_stays();

-- Updates the state of the act that is touched, and of what that act itself touched, as far as it goes.
-- An act whose withdrawal is withdrawn stands again.
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

-- Refuses a correction of a letter's receipt: not received yet, before it left, out of turn, or by the act's own agent.
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

-- Refuses a letter of an act that is not sealed, sent before its seal, or recorded by the act's own agent.
-- A day less than the seal's is let through, for places behind Paris. When it was received is said once.
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

-- Gives an act the next number of its series (year, structure, nature) when it is first drawn: nobody chooses a number.
-- Locks the act, so that of two who draw it at once, the second finds it numbered and no number is lost.
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

-- Refuses to change or delete the line of a number: it is that of one act, for ever. Its state may change.
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
