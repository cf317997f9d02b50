-- People: identity, work and personal addresses, telephones, and what somebody was to the ministry on a day.

-- Finds the structure where administrators look for a person: the post of that day, else the next one, else the last one.
-- Before any post: where a first one was proposed or provisioned; without any: where one of their rights is.
create or replace function person_place(person uuid, day date) returns uuid
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(
    (select o.structure_id from posting o where o.person_id = $1
      order by case when o."from" <= $2 and (o.until is null or o.until >= $2) then 0 when o."from" > $2 then 1 else 2 end,
               abs(o."from" - $2), o.id desc limit 1),
    (select w.structure_id from (
       select p.structure_id, p.outcome is null as waits, p.proposed_at as at from right_proposal p
        where p.person_id = $1 and p.kind = 'posting'
       union all
       select v.structure_id, v.ended_at is null, v.made_at from provisioned_right v
        where v.person_id = $1 and v.kind = 'posting') w
      order by w.waits desc, w.at desc limit 1),
    (select h.structure_id from habilitation h where h.person_id = $1 order by h."from" desc, h.id desc limit 1))
$$;

-- Computes the last nine digits of a telephone: numbers are kept in an international form, or as another tool wrote them.
create or replace function phone_digits(phone text) returns text
  language sql immutable
  return right(regexp_replace(phone, '\D', '', 'g'), 9);

-- Tells whether a telephone was known before a danger: in force for thirty days then, or replaced in the ninety days before (G4).
-- A replaced one must itself have stood thirty days: one set and put back a minute later was nobody's. A change of another
-- answer of the theme does not end it. domain/effect/known-contacts.ts says the same.
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

-- Finds a person's status (titulaire, contractuel…) on a day; null if it is not known.
-- Kinds may be offered to some statuses only (request_is_offered).
create or replace function status_on(person uuid, day date) returns text
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select e.value ->> 'status' from situation_entry e
   where e.person_id = $1 and e.superseded_at is null and e."from" <= $2 and (e.until is null or e.until >= $2)
     and e.theme = (select t.name from situation_theme t where t.use = 'status' limit 1)
   order by e."from" desc, e.at desc, e.id desc limit 1
$$;

-- Refuses a personal address that two people did not confirm in person in the last seven days.
-- Refuses it to a holder of a sensitive right: they have a work address (domain/account/without-address.ts).
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

-- Copies a person's new name to the lists of requests that others acted on, which are sorted by it.
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

-- Copies a person's new name to the lists of tasks that others hold, which are sorted by it.
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

-- Refuses to change a name, number or work address without a `person_change` row of this transaction that says what changed.
-- The work address of somebody who holds a sensitive right takes two administrators: one-time links are mailed there (G10).
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

-- Refuses to remove a work address: it is replaced, else what was mailed there would go nowhere.
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
