-- Entries of the situation: each value of somebody, since when, and what stands behind it (G2).

-- Computes how much a movement moves its balance; null if the theme is no balance or says no amount.
-- domain/situation/read-asked.ts says the same (`movedBy`).
create or replace function moved_by(value jsonb, definition jsonb) returns numeric
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when definition #>> '{inTime,is}' = 'balance' and jsonb_typeof(value -> (definition #>> '{inTime,amount}')) = 'number' then
           (value ->> (definition #>> '{inTime,amount}'))::numeric
           * case when definition #> '{inTime,out}' @> (value -> (definition #>> '{inTime,by}')) then -1 else 1 end end
$$;

-- Puts the values and the days of an entry together, as acts and pay say them.
create or replace function entry_facts(value jsonb, "from" date, until date) returns jsonb
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select value || jsonb_strip_nulls(jsonb_build_object('from', "from", 'until', until))
$$;

-- Computes what an entry says: its value, and for a movement what the balance comes to after it, which is kept nowhere.
create or replace function entry_value(id uuid, value jsonb, moves numeric) returns jsonb
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when $3 is null then $2 else $2 || coalesce((
    select jsonb_object_agg(field ->> 'key', (
             select sum(o.moves) from situation_entry o
              where o.person_id = e.person_id and o.theme = e.theme and o.superseded_at is null
                and (o."from", o.at, o.id) <= (e."from", e.at, e.id)))
      from situation_entry e join situation_theme t on t.sha256 = e.theme_sha256,
           jsonb_array_elements(t.definition -> 'fields') as field
     where e.id = $1 and e.superseded_at is null and field ->> 'source' = 'balance'), '{}') end
$$;

-- Refuses an entry that lacks the guarantee its theme asks for: the agent's filing, a decision, a sealed act, or two people (G2).
-- The request is of this person, with this theme, and not refused. Files, corrections and undoings have their own triggers.
-- domain/effect/guarantee.ts says the same.
create or replace function situation_entry_has_grounds() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
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
create or replace trigger situation_entry_has_grounds before insert on situation_entry
  for each row when (new.import_id is null) execute function situation_entry_has_grounds();

-- Refuses an entry that does not live in time as its theme says: an item of the same person, a balance never below nothing.
-- Locks the person: of two entries written at once, the second is judged on the first, so it must read what others committed.
create or replace function situation_entry_stands_in_time() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
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
create or replace trigger situation_entry_stands_in_time before insert on situation_entry
  for each row execute function situation_entry_stands_in_time();

-- Ends the entry that another one replaces; refuses it if it is not this person's, or no longer stands.
create or replace function situation_entry_supersedes() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  update situation_entry set superseded_at = new.at
   where id = new.cites_id and person_id = new.person_id and theme = new.theme and superseded_at is null;
  if not found then
    raise exception 'situation: it puts right nothing of this person that stands' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger situation_entry_supersedes before insert on situation_entry
  for each row when (new.cites_id is not null) execute function situation_entry_supersedes();

-- Refuses an entry that is not what its request asked for: each value, its first and last day, its item, its length (G2).
-- Values that only grow must follow the former ones; a value left empty keeps the former one where the theme says so.
-- domain/situation/read-asked.ts reads it in the same way.
create or replace function situation_entry_is_as_asked() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  asked jsonb;
  definition jsonb;
  former situation_entry%rowtype;
  field jsonb;
  key text;
  is_number boolean;
  day text;
  filed_on date;
  lives text;
  item text;
  is_answered boolean := false;
  only_ends boolean;
begin
  select request_answers(r.id, r.data),
         (r.filed_at at time zone 'Europe/Paris')::date into asked, filed_on from request r where r.id = new.request_id;
  select t.definition into definition from situation_theme t where t.sha256 = new.theme_sha256;
  lives := definition #>> '{inTime,is}';
  item := nullif(asked ->> (definition #>> '{inTime,item}'), '');
  perform from person where id = new.person_id for no key update;
  select * into former from situation_entry e
   where e.person_id = new.person_id and e.theme = new.theme and e.superseded_at is null
     and (lives <> 'list' or e.item_id::text = item)
   order by e."from" desc, e.at desc, e.id desc limit 1;
  -- An item changes while it lasts, and goes forward; one that no answer names begins.
  if item is not null and (former.id is null or former.item_id is distinct from new.item_id) then
    raise exception 'situation: it changes no item of this person' using errcode = 'check_violation';
  end if;
  if item is null and new.item_id is distinct from new.id and new.item_id is not null then
    raise exception 'situation: the request names no item' using errcode = 'check_violation';
  end if;
  if item is not null and (former.until < filed_on or new."from" < former."from") then
    raise exception 'situation: this item has ended, or begins later' using errcode = 'check_violation';
  end if;
  if exists (select from jsonb_object_keys(new.value) as held
              where not exists (select from jsonb_array_elements(definition -> 'fields') as f where f ->> 'key' = held)) then
    raise exception 'situation: « % » holds what its theme does not know', new.theme using errcode = 'check_violation';
  end if;
  for field in select f from jsonb_array_elements(definition -> 'fields') as f loop
    key := field ->> 'key';
    is_number := field ->> 'type' in ('number', 'amount', 'echelon', 'index', 'quota');
    if coalesce(field ->> 'source', 'answer') = 'answer' then
      if coalesce(asked ->> key, '') = '' then
        -- Left empty: as it was, of a theme that has one value from when it is applied, or of an item; else as it is given, whole.
        if new.value -> key is distinct from
           (case when lives = 'list' or lives = 'current' and definition #>> '{inTime,from}' is null
                 then former.value -> key end) then
          raise exception 'situation: « % » is not what the request asked for', key using errcode = 'check_violation';
        end if;
        continue;
      end if;
      is_answered := true;
      if (case when coalesce(field -> 'sensitive', 'false') = 'true'
                    then asked #>> array[key, 'sealed'] is null
                         or asked #>> array[key, 'sealed'] is distinct from new.value #>> array[key, 'sealed']
                  when is_number then (asked ->> key)::numeric is distinct from (new.value ->> key)::numeric
                  else asked ->> key is distinct from new.value ->> key end) then
        raise exception 'situation: « % » is not what the request asked for', key using errcode = 'check_violation';
      end if;
    elsif field ->> 'source' = 'choice' and (lives <> 'list' or new.value ? key) and not exists (
        select from jsonb_array_elements(definition -> 'fields') as giver,
                    jsonb_array_elements(coalesce(giver -> 'choices', '[]')) as choice
         where choice -> 'value' = new.value -> (giver ->> 'key') and choice #> array['gives', key] = new.value -> key) then
      raise exception 'situation: « % » does not follow from the choice', key using errcode = 'check_violation';
    end if;
    if field -> 'choices' is not null and new.value -> key is not null and not exists (
        select from jsonb_array_elements(field -> 'choices') as choice where choice -> 'value' = new.value -> key) then
      raise exception 'situation: « % » is none of the choices', key using errcode = 'check_violation';
    end if;
    if field -> 'grows' is not null and former.id is not null
       and (jsonb_typeof(field -> 'grows') = 'boolean'
            or former.value -> (field ->> 'grows') is not distinct from new.value -> (field ->> 'grows'))
       and ((new.value ->> key)::numeric <= (former.value ->> key)::numeric or new."from" < former."from") then
      raise exception 'situation: « % » does not follow the former one', key using errcode = 'check_violation';
    end if;
  end loop;
  day := asked ->> (definition #>> '{inTime,until}');
  only_ends := item is not null and coalesce(day, '') <> '' and not is_answered;
  if new.until::text is distinct from (case when lives = 'list' then coalesce(nullif(day, ''), former.until::text) else day end) then
    raise exception 'situation: « % » does not end when the request asked', new.theme using errcode = 'check_violation';
  end if;
  day := definition #>> '{inTime,from}';
  if (new."from"::text is distinct from
      case when only_ends then former."from"::text
           when day is null then (new.at at time zone 'Europe/Paris')::date::text else asked ->> day end) then
    raise exception 'situation: « % » does not begin when the request asked', new.theme using errcode = 'check_violation';
  end if;
  if new.cites_id is null and new.until < (new."from" + (definition #>> '{inTime,min}')::interval - interval '1 day')::date
     or new.until > (new."from" + (definition #>> '{inTime,max}')::interval - interval '1 day')::date then
    raise exception 'situation: « % » does not last as long as it must', new.theme using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger situation_entry_is_as_asked before insert on situation_entry
  for each row when (new.origin = 'request') execute function situation_entry_is_as_asked();

-- Refuses a value that its grid does not give on the day of effect, beside the entry's other values.
-- On the strength of an act, any version of the grid will do: what was signed is applied.
create or replace function situation_entry_is_by_its_grids() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  field jsonb;
begin
  for field in
    select f from situation_theme t, jsonb_array_elements(t.definition -> 'fields') as f
     where t.sha256 = new.theme_sha256 and f ->> 'source' = 'grid' loop
    if not exists (
        select from situation_grid g, jsonb_array_elements(g.grid -> 'rows') as r
         where g.name = field ->> 'grid'
           and (new.act_id is not null or g.number = (select max(l.number) from situation_grid l where l.name = g.name))
           and new."from" between (r ->> 'from')::date and coalesce((r ->> 'until')::date, 'infinity')
           and grid_key(g.grid -> 'columns', r -> 'values') = grid_key(g.grid -> 'columns', new.value)
           and r #> array['values', field ->> 'key'] = new.value -> (field ->> 'key')) then
      raise exception 'situation: « % » is not what the grid « % » says on that day', field ->> 'key', field ->> 'grid'
        using errcode = 'check_violation';
    end if;
  end loop;
  return new;
end $$;
create or replace trigger situation_entry_is_by_its_grids before insert on situation_entry
  for each row when (new.origin = 'request') execute function situation_entry_is_by_its_grids();

-- Refuses a number of working days above the days of the period asked for, or not in halves.
-- Without a period, it is what was answered. Which days are worked is not counted here (FIELD_SOURCES, « working-days »).
create or replace function situation_entry_counts_days() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  asked jsonb;
  field jsonb;
  counted numeric;
  until text;
begin
  select request_answers(r.id, r.data) into asked from request r where r.id = new.request_id;
  for field in
    select f from situation_theme t, jsonb_array_elements(t.definition -> 'fields') as f
     where t.sha256 = new.theme_sha256 and f ->> 'source' = 'working-days'
  loop
    counted := (new.value ->> (field ->> 'key'))::numeric;
    until := coalesce(asked ->> (field #>> '{period,until}'), '');
    if until = '' then
      if counted is distinct from nullif(asked ->> (field ->> 'key'), '')::numeric then
        raise exception 'situation: « % » is not what the request asked for', field ->> 'key' using errcode = 'check_violation';
      end if;
    elsif counted is null or counted < 0 or counted * 2 <> floor(counted * 2)
          or counted > until::date - (asked ->> (field #>> '{period,from}'))::date + 1 then
      raise exception 'situation: « % » is not counted from the period asked for', field ->> 'key' using errcode = 'check_violation';
    end if;
  end loop;
  return new;
end $$;
create or replace trigger situation_entry_counts_days before insert on situation_entry
  for each row when (new.origin = 'request') execute function situation_entry_counts_days();

-- Refuses that a request ends a period otherwise than it says: the period of this person, on the eve of the return.
-- Only a request that gives a day of return cites an entry.
create or replace function situation_entry_ends_a_period() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  asked jsonb;
  definition jsonb;
  cited situation_entry%rowtype;
  day text;
begin
  select request_answers(r.id, r.data) into asked from request r where r.id = new.request_id;
  select t.definition into definition from situation_theme t where t.sha256 = new.theme_sha256;
  day := nullif(asked ->> (definition #>> '{inTime,returns}'), '');
  if (day is null) <> (new.cites_id is null) then
    raise exception 'situation: « % » ends a period if the request says so, and then alone', new.theme using errcode = 'check_violation';
  end if;
  if day is null then return new; end if;
  select * into cited from situation_entry e where e.id = new.cites_id;
  if cited.person_id is distinct from new.person_id or cited.theme <> new.theme or cited."from" <> new."from"
     or new.until is distinct from day::date - 1 or new.until < new."from" or new.until >= cited.until
     or new.value is distinct from cited.value then
    raise exception 'situation: « % » stands otherwise than the request ends it', new.theme using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger situation_entry_ends_a_period before insert on situation_entry
  for each row when (new.origin = 'request') execute function situation_entry_ends_a_period();

-- Refuses an entry that its sealed act does not say, value by value (G2). domain/effect/act-effects.ts says the same.
-- Values that follow from a choice may be missing from the act: pages drawn before they were kept do not say them.
create or replace function situation_entry_is_of_its_act() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  facts jsonb := entry_facts(new.value, new."from", new.until);
  definition jsonb;
  follows text[];
begin
  select t.definition into definition from situation_theme t where t.sha256 = new.theme_sha256;
  select coalesce(array_agg(f ->> 'key'), '{}') into follows
    from jsonb_array_elements(definition -> 'fields') as f where f ->> 'source' = 'choice';
  if not exists (
      select from act a where a.id = new.act_id and a.request_id = new.request_id
         and (a.effects is null or exists (
           select from jsonb_array_elements(a.effects) as said
            where said ->> 'effect' in (new.theme, definition ->> 'formerly')
              and said -> 'facts' <@ facts and (facts - follows) <@ (said -> 'facts')))) then
    raise exception 'situation: the sealed act of request % does not say it', new.request_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger situation_entry_is_of_its_act before insert on situation_entry
  for each row when (new.origin = 'request' and new.guarantee = 'act') execute function situation_entry_is_of_its_act();

-- Refuses an entry of an act that was withdrawn: a step that waited must not write it afterwards.
create or replace function situation_entry_of_an_act_that_stands() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from registered_act n where n.act_id = new.act_id and n.state = 'withdrawn') then
    raise exception 'situation: the act of request % was withdrawn', new.request_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger situation_entry_of_an_act_that_stands before insert on situation_entry
  for each row when (new.origin = 'request' and new.act_id is not null) execute function situation_entry_of_an_act_that_stands();

-- Refuses a change that takes two people unless the check says how the agent was met (G4).
-- Called at a telephone known before the filing, or met in person with an identity document.
create or replace function account_change_has_call() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
      select from decision d join decision_intent i on i.id = d.id join request r on r.id = d.request_id
       where d.id = any (new.decision_ids) and d.request_id = new.request_id and d.kind = 'check'
         and case when i.answers ->> 'way' = 'in-person' then coalesce(i.answers ->> 'identityDocument', '') <> ''
                  else phone_known_before(r.agent_id, i.answers ->> 'calledNumber', r.filed_at) end) then
    raise exception 'situation change: the agent of request % was neither called where they were known before, nor met',
      new.request_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger account_change_has_call before insert on situation_entry
  for each row when (new.origin = 'request' and new.guarantee = 'two-person') execute function account_change_has_call();

-- Refuses a change that takes two people if its time to stop was set before these people agreed (G2).
create or replace function change_has_waited() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from request r where r.id = new.request_id and new.decision_ids <@ r.stop_decision_ids) then
    raise exception 'situation change: the wait of request % was set before its two people agreed', new.request_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger change_has_waited before insert on situation_entry
  for each row when (new.origin = 'request' and new.guarantee = 'two-person') execute function change_has_waited();

create or replace trigger situation_entry_of_no_cancelled before insert on situation_entry for each row
  when (new.request_id is not null) execute function cancelled_stays();

-- Refuses a value from an imported file that no approved line says, or that its theme does not allow.
-- The file was approved by two administrators, neither of whom it is about; a sensitive value never comes by a file.
create or replace function situation_entry_is_of_its_file() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  batch import_batch%rowtype;
  definition jsonb;
  field jsonb;
begin
  select * into batch from import_batch b where b.id = new.import_id;
  select t.definition into definition from situation_theme t where t.sha256 = new.theme_sha256 and t.name = new.theme;
  if definition is null or batch.kind is distinct from 'situation' or batch.theme_sha256 <> new.theme_sha256
     or batch.theme <> new.theme then
    raise exception 'situation: no file gives « % » so', new.theme using errcode = 'check_violation';
  end if;
  new.apart := definition #>> '{inTime,is}' = 'dated';
  new.superseded_at := null;
  if new.guarantee is not null or new.request_id is not null or new.cites_id is not null then
    raise exception 'situation: a file is not a request' using errcode = 'check_violation';
  end if;
  if not by_owner() then
    if new.origin <> 'import' or batch.state <> 'asked' or batch.approved_by_id is null then
      raise exception 'situation: file % is not approved by two', batch.id using errcode = 'check_violation';
    end if;
    if new.by_id is distinct from batch.made_by_id or new.person_id in (batch.made_by_id, batch.approved_by_id) then
      raise exception 'situation: nobody writes their own, nor in another’s name' using errcode = 'check_violation';
    end if;
    if abs(extract(epoch from new.at - clock_timestamp())) > 300 then
      raise exception 'situation: it is dated when it is written' using errcode = 'check_violation';
    end if;
    if exists (select from jsonb_array_elements(definition -> 'fields') as f where f -> 'sensitive' = 'true') then
      raise exception 'situation: « % » is sensitive: no file that administrators read gives it', new.theme
        using errcode = 'check_violation';
    end if;
    if not exists (
        select from import_line l
         where l.batch_id = new.import_id and l.line = new.import_line and l.state = 'ready' and l.said ->> 'personId' = new.person_id::text
           and l.said -> 'value' = new.value and l.said ->> 'from' = new."from"::text
           and l.said ->> 'until' is not distinct from new.until::text) then
      raise exception 'situation: no line of file % says it', batch.id using errcode = 'check_violation';
    end if;
  end if;
  if definition #>> '{inTime,is}' not in ('current', 'dated', 'balance') or new.value = '{}'
     or (definition #>> '{inTime,is}' = 'dated') <> (new.until is not null) then
    raise exception 'situation: « % » does not live in time so', new.theme using errcode = 'check_violation';
  end if;
  if exists (select from jsonb_object_keys(new.value) as held
              where not exists (select from jsonb_array_elements(definition -> 'fields') as f where f ->> 'key' = held)) then
    raise exception 'situation: « % » holds what its theme does not know', new.theme using errcode = 'check_violation';
  end if;
  for field in select f from jsonb_array_elements(definition -> 'fields') as f loop
    if field -> 'required' = 'true' and new.value -> (field ->> 'key') is null then
      raise exception 'situation: « % » lacks « % »', new.theme, field ->> 'key' using errcode = 'check_violation';
    end if;
    if field -> 'choices' is not null and new.value -> (field ->> 'key') is not null and not exists (
        select from jsonb_array_elements(field -> 'choices') as choice where choice -> 'value' = new.value -> (field ->> 'key')) then
      raise exception 'situation: « % » is none of the choices', field ->> 'key' using errcode = 'check_violation';
    end if;
  end loop;
  return new;
end $$;
create or replace trigger situation_entry_is_of_its_file before insert on situation_entry
  for each row when (new.import_id is not null) execute function situation_entry_is_of_its_file();

-- Refuses a correction that is not what was asked and agreed (situation_correction), or that is no value of its theme.
-- A sealed value stays as it is.
create or replace function situation_entry_is_put_right() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  asked situation_correction%rowtype;
  cited situation_entry%rowtype;
  definition jsonb;
  field jsonb;
begin
  if by_owner() then return new; end if;
  select t.definition into definition from situation_theme t where t.sha256 = new.theme_sha256;
  select * into cited from situation_entry e where e.id = new.cites_id;
  select * into asked from situation_correction c where c.entry_id = new.cites_id and c.state = 'applied'
   order by c.decided_at desc limit 1;
  if asked.id is null or asked.value <> new.value or asked."from" <> new."from" or asked.until is distinct from new.until
     or new.by_id is distinct from asked.proposed_by_id or asked.person_id <> new.person_id
     or new.guarantee is distinct from (case when asked.decided_by_id is null then 'checked' else 'two-person' end) then
    raise exception 'situation: it is not what was asked to be put right' using errcode = 'check_violation';
  end if;
  if new.request_id is not null or new.act_id is not null or abs(extract(epoch from new.at - clock_timestamp())) > 300 then
    raise exception 'situation: a correction is no request, and is dated when it is written' using errcode = 'check_violation';
  end if;
  if exists (select from jsonb_object_keys(new.value) as held
              where not exists (select from jsonb_array_elements(definition -> 'fields') as f where f ->> 'key' = held)) then
    raise exception 'situation: « % » holds what its theme does not know', new.theme using errcode = 'check_violation';
  end if;
  for field in select f from jsonb_array_elements(definition -> 'fields') as f loop
    if field -> 'required' = 'true' and new.value -> (field ->> 'key') is null then
      raise exception 'situation: « % » lacks « % »', new.theme, field ->> 'key' using errcode = 'check_violation';
    end if;
    if field -> 'sensitive' = 'true' and new.value -> (field ->> 'key') is distinct from cited.value -> (field ->> 'key') then
      raise exception 'situation: « % » is sealed, and is not put right so', field ->> 'key' using errcode = 'check_violation';
    end if;
    if field -> 'choices' is not null and new.value -> (field ->> 'key') is not null and not exists (
        select from jsonb_array_elements(field -> 'choices') as choice where choice -> 'value' = new.value -> (field ->> 'key')) then
      raise exception 'situation: « % » is none of the choices', field ->> 'key' using errcode = 'check_violation';
    end if;
  end loop;
  if (definition #>> '{inTime,is}' = 'dated' and new.until is null)
     or (definition #>> '{inTime,until}' is null and new.until is not null) then
    raise exception 'situation: « % » does not end so', new.theme using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger situation_entry_is_put_right before insert on situation_entry
  for each row when (new.origin = 'correction') execute function situation_entry_is_put_right();

-- Refuses an undoing that its act does not ground: of an effect of the act that is withdrawn or repealed, as it stood (G2).
-- A withdrawal puts back what stood before; a repeal ends it on its day. domain/effect/undoing.ts says the same.
-- One that carries nothing never stands itself: it says since when nothing does.
create or replace function situation_entry_is_undone() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
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
-- Its name comes after « situation_entry_has_grounds », which resets superseded_at: triggers fire by name.
create or replace trigger situation_entry_is_undone before insert on situation_entry
  for each row when (new.origin = 'undoing') execute function situation_entry_is_undone();
