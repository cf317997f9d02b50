-- Telephones are compared by their last nine digits: they are kept in an international form, or as another tool wrote them.
create or replace function phone_digits(phone text) returns text
  language sql immutable
  return right(regexp_replace(phone, '\D', '', 'g'), 9);

-- A telephone that was replaced is known before (docs/guarantees.md, G4) if it stood for thirty days as well: set and put back
-- a minute later, it was nobody's. domain/effect/known-contacts.ts says the same. A change of another thing ends nothing.
create or replace function phone_known_before(person uuid, phone text, danger timestamp with time zone) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  with begun as (
    select e.value ->> 'phone' as value, greatest(e.at, p.created_at) as at, e.id, lead(e.at) over w as until,
           phone_digits(e.value ->> 'phone') is distinct from lag(phone_digits(e.value ->> 'phone')) over w as begins
      from situation_entry e join person p on p.id = e.person_id
     where e.person_id = $1 and e.theme = (select t.name from situation_theme t where t.use = 'reach' limit 1)
    window w as (order by e.at, e.id)
  ), numbered as (
    select b.*, count(*) filter (where begins) over (order by at, id) as run from begun b
  ), span as (
    select (array_agg(value order by at, id))[1] as value, min(at) as since,
           case when bool_and(until is not null) then max(until) end as until
      from numbered group by run
  )
  select exists (select from span
                  where phone_digits(value) = phone_digits($2) and since <= $3 - interval '30 days'
                    and (until is null or (until >= $3 - interval '90 days' and until - since >= interval '30 days')))
$$;

-- What somebody is to the ministry on a day; null: it is not known.
create or replace function status_on(person uuid, day date) returns text
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select e.value ->> 'status' from situation_entry e
   where e.person_id = $1 and e.superseded_at is null and e."from" <= $2 and (e.until is null or e.until >= $2)
     and e.theme = (select t.name from situation_theme t where t.use = 'status' limit 1)
   order by e."from" desc, e.at desc, e.id desc limit 1
$$;

-- Two people heard it in person these seven days, and nobody signs, pays, publishes or administers behind it.
create or replace function account_email_is_confirmed() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if holds_sensitive_right(new.id, paris_day(now())) then
    raise exception 'person %: whoever holds such a right has a work address', new.id using errcode = 'check_violation';
  end if;
  if (select count(distinct c.by_id) from identity_check c
       where c.person_id = new.id and c.at > now() - interval '7 days'
         and c.address_digest = encode(sha256(convert_to(new.id::text || ':' || new.account_email, 'UTF8')), 'hex')) < 2 then
    raise exception 'person %: two people confirm a personal address', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger account_email_is_confirmed before insert or update of account_email on person
  for each row when (new.account_email is not null) execute function account_email_is_confirmed();

-- The workers are woken by a file to plan or to apply; whoever sent it hears how far it is.
create or replace function import_batch_notify() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.state in ('received', 'asked') then perform pg_notify('harmonie_import', 'changed'); end if;
  if new.made_by_id is not null then perform pg_notify('harmonie_change', 'import:' || new.made_by_id); end if;
  return null;
end $$;
create or replace trigger import_batch_notify after update on import_batch for each row execute function import_batch_notify();

-- A file of values goes forward only, and is applied once two administrators of the whole agree: domain/permissions/people.ts says
-- the same. Its lines are read while it is « received », and stay.
create or replace function import_batch_takes_two() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if (tg_op = 'INSERT' or new.state <> old.state and new.state in ('proposed', 'asked'))
     and not administers_all(new.made_by_id) then
    raise exception 'import %: who sent it does not administer the whole', new.id using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'receiving' or new.approved_by_id is not null then
      raise exception 'import %: it is received first', new.id using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.made_by_id is distinct from old.made_by_id then
    raise exception 'import %: who sent it stays', new.id using errcode = 'check_violation';
  end if;
  if new.state <> old.state and (old.state, new.state) not in (
       ('receiving', 'received'), ('received', 'refused'), ('received', 'planned'), ('planned', 'proposed'),
       ('planned', 'refused'), ('proposed', 'refused'), ('proposed', 'asked'), ('asked', 'applied')) then
    raise exception 'import %: it does not go from « % » to « % »', new.id, old.state, new.state using errcode = 'check_violation';
  end if;
  if new.approved_by_id is distinct from old.approved_by_id and (old.state, new.state) <> ('proposed', 'asked') then
    raise exception 'import %: it is approved once, when it waits for it', new.id using errcode = 'check_violation';
  end if;
  if new.state = 'asked' and new.state <> old.state
     and (new.approved_by_id is null or new.approved_by_id = new.made_by_id or not administers_all(new.approved_by_id)) then
    raise exception 'import %: another administrator of the whole approves it', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger import_batch_takes_two before insert or update on import_batch
  for each row when (new.kind = 'situation') execute function import_batch_takes_two();

-- What was approved is what is applied: lines of values are written and read while the file is, then forgotten.
create or replace function import_line_says_once() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or new.said is null or (tg_op = 'UPDATE' and new.said = old.said) then return new; end if;
  if exists (select from import_batch b where b.id = new.batch_id and b.kind = 'situation' and b.state <> 'received') then
    raise exception 'import %: what its lines say was approved', new.batch_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger import_line_says_once before insert or update of said on import_line
  for each row execute function import_line_says_once();

-- A file is read anew as long as it is not planned; then its lines stay.
create or replace function import_line_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or exists (select from import_batch b where b.id = old.batch_id and b.state = 'received') then return old; end if;
  raise exception 'import %: its lines stay', old.batch_id using errcode = 'check_violation';
end $$;
create or replace trigger import_line_stays before delete on import_line for each row execute function import_line_stays();

create or replace function name_changes_acted() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  update acted_request x set agent_name = task_agent_name(new.last_name, new.first_name)
    from request r where r.agent_id = new.id and x.request_id = r.id;
  return null;
end $$;
create or replace trigger name_changes_acted after update of last_name, first_name on person
  for each row execute function name_changes_acted();

create or replace function name_changes_holdings() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  update task_holding h set agent_name = task_agent_name(new.last_name, new.first_name)
    from request r join task t on t.request_id = r.id
   where r.agent_id = new.id and t.state = 'created' and h.task_key = t.key;
  return null;
end $$;
create or replace trigger name_changes_holdings after update of last_name, first_name on person
  for each row execute function name_changes_holdings();

create or replace function person_is_kept() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  former jsonb := jsonb_build_object('firstName', old.first_name, 'lastName', old.last_name,
                                     'workEmail', old.work_email, 'employeeNumber', old.employee_number);
  present jsonb := jsonb_build_object('firstName', new.first_name, 'lastName', new.last_name,
                                      'workEmail', new.work_email, 'employeeNumber', new.employee_number);
begin
  if by_owner() or former = present then return new; end if;
  if not exists (
      select from person_change c
       where c.person_id = new.id and c.xmin = pg_current_xact_id()::xid
         and former @> c.before and former || c.after = present) then
    raise exception 'person %: who somebody is, is changed with a row that says so', new.id using errcode = 'check_violation';
  end if;
  if old.work_email is distinct from new.work_email and holds_sensitive_right(new.id, paris_day(now())) and not exists (
      select from right_proposal p
       where p.kind = 'address' and p.person_id = new.id and p.outcome = 'confirmed'
         and p.facts ->> 'workEmail' = new.work_email and p.xmin = pg_current_xact_id()::xid) then
    raise exception 'person %: two administrators confirm the address of whoever holds such a right', new.id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger person_is_kept before update of first_name, last_name, work_email, employee_number on person
  for each row execute function person_is_kept();

-- A token that ended opens nothing any more.
create or replace function scim_token_ends_once() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or old.ended_at is null or new.ended_at is not distinct from old.ended_at then return new; end if;
  raise exception 'scim token %: it ended', old.id using errcode = 'check_violation';
end $$;
create or replace trigger scim_token_ends_once before update on scim_token for each row execute function scim_token_ends_once();

-- An address that somebody has is corrected, never taken away: what was mailed there would go nowhere.
create or replace function work_email_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.work_email is not null and new.work_email is null then
    raise exception 'person %: a work address is replaced, not taken away', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger work_email_stays before update of work_email on person for each row execute function work_email_stays();
