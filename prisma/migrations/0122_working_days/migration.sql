-- A number of days that the portal counts (domain/situation/theme.ts, source « working-days »): never more than the days of the period
-- that was asked for, in halves; what was answered, where no period was asked for. Which of them are worked is not counted here.
create function situation_entry_counts_days() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  asked jsonb;
  field jsonb;
  counted numeric;
  until text;
begin
  select r.data into asked from request r where r.id = new.request_id;
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
create trigger situation_entry_counts_days before insert on situation_entry
  for each row when (new.origin = 'request') execute function situation_entry_counts_days();

-- What is left of a balance is worked out with what other requests take from it (domain/situation/balance.ts).
drop function least_balance(uuid, text, date, uuid);
