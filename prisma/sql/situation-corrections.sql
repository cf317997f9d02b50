-- Corrections of the situation: an entry put right by those who keep the file, one or two of them.

-- Counts the people that it takes to put an entry right: 1 or 2; 0 where only another act or request changes it (G2).
-- domain/situation/correction.ts says the same.
create or replace function correction_takes(entry situation_entry, floor text) returns integer
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when $2 = 'two-person' then 0
              when entry.origin in ('request', 'undoing') and coalesce(entry.guarantee, $2) in ('act', 'two-person') then 0
              when $2 = 'act' then 2
              else 1 end
$$;

-- Refuses to ask for a correction of what no longer stands, by somebody who does not keep the file, or that none can make.
-- How somebody is reached is read by when it was written: there, only the last entry is put right.
create or replace function situation_correction_begins() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  cited situation_entry%rowtype;
  asks text;
begin
  select * into cited from situation_entry e where e.id = new.entry_id;
  select t.floor into asks from situation_theme t where t.name = cited.theme order by t.published_at desc, t.sha256 limit 1;
  if cited.person_id is distinct from new.person_id or cited.superseded_at is not null or new.state <> 'open' then
    raise exception 'correction: it is of nothing of this person that stands' using errcode = 'check_violation';
  end if;
  if not keeps_file_of(new.proposed_by_id, new.person_id, paris_day(clock_timestamp())) then
    raise exception 'correction: who asks for it does not keep this file' using errcode = 'check_violation';
  end if;
  -- How people are reached is read by when it was written: what is put right is what they are reached by.
  if exists (select from situation_theme t where t.name = cited.theme and t.use is not null)
     and exists (select from situation_entry l
                  where l.person_id = cited.person_id and l.theme = cited.theme and l.superseded_at is null
                    and (l."from", l.at, l.id) > (cited."from", cited.at, cited.id)) then
    raise exception 'correction: another value came since' using errcode = 'check_violation';
  end if;
  if correction_takes(cited, asks) = 0 then
    raise exception 'correction: an act, or the agent’s own request, changes it' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger situation_correction_begins before insert on situation_correction
  for each row execute function situation_correction_begins();

-- Refuses to decide a correction twice, by somebody who does not keep the file, or by fewer people than it takes (G2).
create or replace function situation_correction_goes_on() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  cited situation_entry%rowtype;
  asks text;
begin
  if old.state <> 'open' or new.state = 'open' then
    raise exception 'correction %: it was decided already', old.id using errcode = 'check_violation';
  end if;
  if new.state in ('applied', 'refused') and new.decided_by_id is not null
     and not keeps_file_of(new.decided_by_id, new.person_id, paris_day(clock_timestamp())) then
    raise exception 'correction %: who decides does not keep this file', old.id using errcode = 'check_violation';
  end if;
  select * into cited from situation_entry e where e.id = new.entry_id;
  select t.floor into asks from situation_theme t where t.name = cited.theme order by t.published_at desc, t.sha256 limit 1;
  if new.state = 'applied' and correction_takes(cited, asks) <> 1 + num_nonnulls(new.decided_by_id) then
    raise exception 'correction %: it takes two people, or none can', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger situation_correction_goes_on before update on situation_correction
  for each row execute function situation_correction_goes_on();
