-- What ends of somebody's situation is said beforehand, once: to the agent and to whoever manages them
-- (docs/decisions/situation-as-data.md).

create table situation_reminder (
    entry_id uuid not null,
    at timestamptz(3) not null,

    constraint situation_reminder_pkey primary key (entry_id),
    constraint situation_reminder_entry_id_fkey foreign key (entry_id) references situation_entry (id) on delete restrict on update cascade
);

-- What ends soon is asked often, of few rows.
create index situation_entry_until_idx on situation_entry (until) where until is not null and superseded_at is null;

-- How long before the end it is said is a length that the calendar knows, of a theme in periods.
create function situation_theme_ends() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.source::jsonb -> 'atEnd' is not null
     and (new.source::jsonb #>> '{inTime,is}' is distinct from 'dated'
          or coalesce(new.source::jsonb #>> '{atEnd,reminder}', '') !~ '^P(\d+[YMWD])+$') then
    raise exception 'theme %: what it says of its end cannot be read', new.name using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_theme_ends before insert on situation_theme
  for each row execute function situation_theme_ends();
