-- G2: what the law gives a kind to be answered is not shortened by a statement. A complement lengthens it, the workers compute
-- it (domain/calendar/deadline.ts); it never ends before these months, counted from the day of the filing.
-- domain/calendar/silence-rule.ts says the same.
create function silence_delay(of_kind text) returns interval language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when of_kind = 'activite-accessoire' then interval '1 month' else interval '2 months' end
$$;
create function silence_at_is_of_the_law() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or paris_day(new.silence_at) >= (paris_day(new.filed_at) + silence_delay(new.kind))::date then
    return new;
  end if;
  raise exception 'request %: its silence speaks no earlier than the law says', new.id using errcode = 'check_violation';
end $$;
create trigger silence_at_is_of_the_law before insert or update of silence_at on request for each row
  when (new.silence_at is not null) execute function silence_at_is_of_the_law();
