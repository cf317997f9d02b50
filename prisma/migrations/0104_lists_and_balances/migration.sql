-- Two more ways to live in time (domain/situation/theme.ts, InTime): items of a list, which are ended and never removed, and movements
-- of a balance, which never come to less than nothing.

-- Which item of a list an entry is about: that of its first entry. How much a movement adds to its balance, or takes from it.
alter table situation_entry add column item_id uuid, add column moves numeric;

-- How much a movement moves; null: it is of no balance, or says no amount. domain/situation/read-asked.ts says the same (`movedBy`).
create function moved_by(value jsonb, definition jsonb) returns numeric language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when definition #>> '{inTime,is}' = 'balance' and jsonb_typeof(value -> (definition #>> '{inTime,amount}')) = 'number' then
           (value ->> (definition #>> '{inTime,amount}'))::numeric
           * case when definition #> '{inTime,out}' @> (value -> (definition #>> '{inTime,by}')) then -1 else 1 end end
$$;

-- What an entry says: of a movement that stands, with what the balance comes to after it, which is kept nowhere.
create function entry_value(id uuid, value jsonb, moves numeric) returns jsonb language sql stable
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

-- The least that a balance comes to from a day on: no more can be taken that day. Null: nothing moved yet.
create function least_balance(person uuid, theme text, day date) returns numeric language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select min(total) from (
    select sum(e.moves) as total from situation_entry e
     where e.person_id = $1 and e.theme = $2 and e.superseded_at is null and e."from" <= $3
    union all
    select total from (
      select e."from", sum(e.moves) over (order by e."from", e.at, e.id) as total from situation_entry e
       where e.person_id = $1 and e.theme = $2 and e.superseded_at is null) later
     where later."from" > $3) totals
$$;

-- An entry of a list is of an item, one of the same person; a movement leaves its balance at nothing or above, on each day from its
-- own on. Of two that are written at once, the second is judged on the first: its transaction must read what others wrote.
create function situation_entry_stands_in_time() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  definition jsonb;
  lives text;
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
          union all select new.moves, new."from", new.at, new.id) every) totals
       where total < 0) then
    raise exception 'situation: « % » would go below nothing', new.theme using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_entry_stands_in_time before insert on situation_entry
  for each row execute function situation_entry_stands_in_time();

-- What has values keeps its way to live in time: what a period, an item, a movement says is none of another's.
create function situation_theme_keeps_time() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from situation_theme t where t.name = new.name
                and t.definition #>> '{inTime,is}' is distinct from new.source::jsonb #>> '{inTime,is}'
                and exists (select from situation_entry e where e.theme_sha256 = t.sha256)) then
    raise exception 'theme %: values still stand in time as they did', new.name using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_theme_keeps_time before insert on situation_theme
  for each row execute function situation_theme_keeps_time();

-- 0103_whole_from_a_day, of items and movements too.
create or replace function situation_entry_is_as_asked() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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
  select r.data, (r.filed_at at time zone 'Europe/Paris')::date into asked, filed_on from request r where r.id = new.request_id;
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
  if new.until < (new."from" + (definition #>> '{inTime,min}')::interval - interval '1 day')::date
     or new.until > (new."from" + (definition #>> '{inTime,max}')::interval - interval '1 day')::date then
    raise exception 'situation: « % » does not last as long as it must', new.theme using errcode = 'check_violation';
  end if;
  return new;
end $$;
