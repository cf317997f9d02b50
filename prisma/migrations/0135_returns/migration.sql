-- A period of a theme ends before its last day, by a request that says so (domain/situation/theme.ts, `returns`): a row that cites
-- the one that stood, the same but for its end. Return to full time, reinstatement.

alter table situation_entry drop constraint situation_entry_correction;
alter table situation_entry add constraint situation_entry_correction
  check (case origin when 'correction' then cites_id is not null when 'request' then true else cites_id is null end);

-- Of a request, what is cited is the period that its answer ends, on the eve of that day; and such an answer ends one.
create function situation_entry_ends_a_period() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  asked jsonb;
  definition jsonb;
  cited situation_entry%rowtype;
  day text;
begin
  select r.data into asked from request r where r.id = new.request_id;
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
create trigger situation_entry_ends_a_period before insert on situation_entry
  for each row when (new.origin = 'request') execute function situation_entry_ends_a_period();

-- A period that is ended may last less than one that begins.
do $$
declare
  written text := pg_get_functiondef('situation_entry_is_as_asked()'::regprocedure);
  bound constant text := 'if new.until < (new."from" + (definition #>> ''{inTime,min}'')::interval - interval ''1 day'')::date';
begin
  if position(bound in written) = 0 then
    raise exception 'situation_entry_is_as_asked bounds no period';
  end if;
  execute replace(written, bound, 'if new.cites_id is null and new.until < (new."from" + (definition #>> ''{inTime,min}'')::interval - interval ''1 day'')::date');
end $$;
