-- 0104, of campaigns: what the published result of a request answers is answered by it (prisma/repositories/requests/answers.ts).
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
  select r.data || coalesce((select x.answers from campaign_result x where x.request_id = r.id), '{}'),
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
  if new.until < (new."from" + (definition #>> '{inTime,min}')::interval - interval '1 day')::date
     or new.until > (new."from" + (definition #>> '{inTime,max}')::interval - interval '1 day')::date then
    raise exception 'situation: « % » does not last as long as it must', new.theme using errcode = 'check_violation';
  end if;
  return new;
end $$;
