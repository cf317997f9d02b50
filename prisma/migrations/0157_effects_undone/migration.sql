-- An act that withdraws or repeals another undoes its effects by new ones (docs/decisions/later-acts.md): rows of the situation
-- that name what they undo, and what stands in its place. domain/effect/undoing.ts says which.
alter table situation_entry add column undoes_id uuid, add column carries_id uuid;
create index situation_entry_undoes_id_idx on situation_entry (undoes_id);
alter table situation_entry
  drop constraint situation_entry_origin,
  drop constraint situation_entry_correction;
alter table situation_entry
  add constraint situation_entry_origin check (origin in ('request', 'taken-over', 'import', 'correction', 'undoing')),
  add constraint situation_entry_correction check (case origin when 'correction' then cites_id is not null
                                                               when 'request' then true when 'undoing' then true
                                                               else cites_id is null end),
  add constraint situation_entry_undoing check ((origin = 'undoing') = (undoes_id is not null)
    and (carries_id is null or undoes_id is not null) and (undoes_id is null or cites_id is null or cites_id = undoes_id));

-- What an act undoes is of the act that it touches, and is what stood: of a withdrawal as it stood, of a repeal until or from its
-- day. One that carries nothing never stands itself: it says since when nothing does.
create function situation_entry_is_undone() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  undone situation_entry%rowtype;
  carried situation_entry%rowtype;
  done record;
begin
  select l.nature, l.since, a.request_id as touched into done
    from act b join later_act l on l.by_act_id = b.id join act a on a.id = l.act_id
   where b.id = new.act_id and b.request_id = new.request_id and b.sealed_at is not null and l.nature in ('withdraws', 'repeals');
  if not found or new.guarantee is distinct from 'act' then
    raise exception 'situation: request % has no sealed act that withdraws or repeals another', new.request_id
      using errcode = 'check_violation';
  end if;
  select * into undone from situation_entry e where e.id = new.undoes_id;
  if undone.person_id is distinct from new.person_id or undone.theme <> new.theme or undone.item_id is distinct from new.item_id
     or not exists (
       with recursive carries as (
         select e.request_id, e.carries_id from situation_entry e where e.id = new.undoes_id
         union all select e.request_id, e.carries_id from situation_entry e join carries c on e.id = c.carries_id)
       select from carries where request_id = done.touched) then
    raise exception 'situation: it undoes nothing that the act of request % touches', new.request_id using errcode = 'check_violation';
  end if;
  if not by_owner() and abs(extract(epoch from new.at - clock_timestamp())) > 300 then
    raise exception 'situation: it is dated when it is written' using errcode = 'check_violation';
  end if;
  select * into carried from situation_entry e where e.id = coalesce(new.carries_id, new.undoes_id);
  if carried.person_id is distinct from new.person_id or carried.theme <> new.theme or carried.theme_sha256 <> new.theme_sha256
     or carried.value <> new.value or carried.item_id is distinct from new.item_id then
    raise exception 'situation: it puts back what did not stand' using errcode = 'check_violation';
  end if;
  if (new."from", new.until) is distinct from (carried."from", carried.until) and (
       new.carries_id is null or done.nature = 'withdraws'
       or new."from" <> case when new.cites_id is null then done.since else carried."from" end
       or new.until is distinct from case when new.cites_id is null then carried.until else done.since - 1 end) then
    raise exception 'situation: it is not undone from that day' using errcode = 'check_violation';
  end if;
  if new.carries_id is null then
    if new.cites_id is null then
      raise exception 'situation: nothing stands that it undoes' using errcode = 'check_violation';
    end if;
    new.superseded_at := new.at;
  end if;
  return new;
end $$;
-- By its name after « situation_entry_has_grounds », which lets it stand.
create trigger situation_entry_is_undone before insert on situation_entry
  for each row when (new.origin = 'undoing') execute function situation_entry_is_undone();

-- 0104, but for what undoes.
create or replace function situation_entry_has_grounds() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  asked request%rowtype;
  themed situation_theme%rowtype;
  agreed int;
begin
  select * into themed from situation_theme t where t.sha256 = new.theme_sha256 and t.name = new.theme;
  if not found then
    raise exception 'situation: « % » has no such definition', new.theme using errcode = 'check_violation';
  end if;
  if new.apart is null or not by_owner() then new.apart := themed.definition #>> '{inTime,is}' = 'dated'; end if;
  if not by_owner() then new.superseded_at := null; end if;
  if new.origin <> 'request' then
    -- Taken over when the portal opened: its owner writes it. Put right: situation_entry_is_put_right says by whom; undone:
    -- situation_entry_is_undone by which act.
    if not by_owner() and new.origin not in ('correction', 'undoing') then
      raise exception 'situation: no request stands behind it' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if not by_owner() and abs(extract(epoch from new.at - clock_timestamp())) > 300 then
    raise exception 'situation: it is dated when it is written' using errcode = 'check_violation';
  end if;
  select * into asked from request where id = new.request_id;
  if asked.id is null or asked.agent_id <> new.person_id then
    raise exception 'situation: request % is not of this person', new.request_id using errcode = 'check_violation';
  end if;
  if not exists (
      select from circuit_version v left join circuit_file f on f.version_id = v.id and f.path = '_situation/' || new.theme || '.json'
       where v.id = asked.version_id
         and coalesce(f.sha256 = themed.sha256, v.sheet -> 'themes' -> new.theme = themed.definition)) then
    raise exception 'situation: the circuit of request % has no such theme', asked.id using errcode = 'check_violation';
  end if;
  if new.guarantee is null or new.guarantee is distinct from themed.floor then
    raise exception 'situation: « % » asks for the guarantee « % »', new.theme, themed.floor using errcode = 'check_violation';
  end if;
  if exists (select from decision d where d.request_id = asked.id and d.voided_at is null
                and (d.kind, d.outcome) in (('visa', 'refused'), ('check', 'unconfirmed'))) then
    raise exception 'situation: request % was refused', asked.id using errcode = 'check_violation';
  end if;
  select count(distinct d.author_id) into agreed
    from decision d where d.id = any (new.decision_ids) and d.request_id = asked.id
     and d.confirmed_at is not null and d.voided_at is null
     and (d.kind, d.outcome) in (('visa', 'approved'), ('check', 'confirmed'))
     and d.author_id <> asked.agent_id and d.author_id is distinct from asked.filed_by_id;
  if new.guarantee = 'self' and asked.filed_by_id is not null and agreed < 1 then
    raise exception 'situation: the agent did not file request %', asked.id using errcode = 'check_violation';
  end if;
  if new.guarantee = 'checked' and agreed < 1 then
    raise exception 'situation: nobody agreed to request %', asked.id using errcode = 'check_violation';
  end if;
  if new.guarantee = 'act' and not exists (
      select from act a join decision d on d.id = a.decision_id
       where a.id = new.act_id and a.request_id = asked.id and a.template = 'act' and a.sealed_at is not null
         and d.request_id = asked.id and d.kind = 'signature' and d.outcome = 'signed'
         and d.capacity is not null and d.voided_at is null) then
    raise exception 'situation: request % has no sealed act', asked.id using errcode = 'check_violation';
  end if;
  if new.guarantee = 'two-person' and (asked.filed_by_id is not null or agreed < 2
      or not exists (select from decision d where d.id = any (new.decision_ids) and d.kind = 'check')
      or not exists (select from decision d join task t on t.key = d.task_key
                      where d.id = any (new.decision_ids) and t.role = 'financier')
      or not exists (select from submission_proof p where p.draft_id = asked.draft_id
                        and p.person_id = asked.agent_id and p.used_at is not null)
      or asked.stop_until is null or asked.stop_until > clock_timestamp()) then
    raise exception 'situation: request % lacks its two people, its proof or its wait', asked.id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- 0104, but for what undoes a movement, which moves nothing itself.
create or replace function situation_entry_stands_in_time() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  definition jsonb;
  lives text;
  is_void boolean;
begin
  select t.definition into definition from situation_theme t where t.sha256 = new.theme_sha256;
  lives := definition #>> '{inTime,is}';
  if lives not in ('list', 'balance') then
    if new.item_id is not null or new.moves is not null then
      raise exception 'situation: « % » is neither a list nor a balance', new.theme using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'situation: « % » is written by a transaction that reads what others wrote', new.theme using errcode = 'check_violation';
  end if;
  perform from person where id = new.person_id for no key update;
  if lives = 'list' then
    new.item_id := coalesce((select e.item_id from situation_entry e where e.id = new.cites_id), new.item_id, new.id);
    if new.item_id <> new.id and not exists (
        select from situation_entry e
         where e.item_id = new.item_id and e.person_id = new.person_id and e.theme = new.theme) then
      raise exception 'situation: it changes no item of this person' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  is_void := new.origin = 'undoing' and new.carries_id is null;
  new.moves := moved_by(new.value, definition);
  if new.item_id is not null or new.moves is null or (new.value ->> (definition #>> '{inTime,amount}'))::numeric <= 0 then
    raise exception 'situation: « % » moves by an amount above nothing', new.theme using errcode = 'check_violation';
  end if;
  if exists (select from jsonb_array_elements(definition -> 'fields') as field
              where field ->> 'source' = 'balance' and new.value ? (field ->> 'key')) then
    raise exception 'situation: what « % » comes to is not kept with a movement', new.theme using errcode = 'check_violation';
  end if;
  if exists (
      select from (
        select sum(moves) over (order by "from", at, id) as total from (
          select e.moves, e."from", e.at, e.id from situation_entry e
           where e.person_id = new.person_id and e.theme = new.theme and e.superseded_at is null and e.id is distinct from new.cites_id
          union all select new.moves, new."from", new.at, new.id where not is_void) every) totals
       where total < 0) then
    raise exception 'situation: « % » would go below nothing', new.theme using errcode = 'check_violation';
  end if;
  if is_void then new.moves := null; end if;
  return new;
end $$;

-- 0104: what an act undid is changed by an act, as what one wrote.
create or replace function correction_takes(entry situation_entry, floor text) returns int language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when $2 = 'two-person' then 0
              when entry.origin in ('request', 'undoing') and coalesce(entry.guarantee, $2) in ('act', 'two-person') then 0
              when $2 = 'act' then 2
              else 1 end
$$;

-- What an act wrote that no longer stands is not written once more after it: a step that waited finds that it was withdrawn.
create function situation_entry_of_an_act_that_stands() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from registered_act n where n.act_id = new.act_id and n.state = 'withdrawn') then
    raise exception 'situation: the act of request % was withdrawn', new.request_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_entry_of_an_act_that_stands before insert on situation_entry
  for each row when (new.origin = 'request' and new.act_id is not null) execute function situation_entry_of_an_act_that_stands();
