-- 0108, of movements of a balance too: rights opened for everybody, days lost at the end of the year.
create or replace function situation_entry_is_of_its_file() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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
