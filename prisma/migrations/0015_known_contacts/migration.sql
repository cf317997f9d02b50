-- « Known before » means known before the danger (docs/guarantees.md, G4): the account that pay goes to is changed after a
-- call at a telephone that was in force thirty days before the filing, or not long before that, or after a meeting in person.
-- domain/effect/known-contacts.ts says the same, and why.

-- Telephones are compared by their last nine digits: they are kept in an international form, or as another tool wrote them.
create function phone_digits(phone text) returns text language sql immutable as $$
  select right(regexp_replace(phone, '\D', '', 'g'), 9)
$$;

create function phone_known_before(person uuid, phone text, danger timestamptz) returns boolean language sql stable as $$
  with change as (
    select c.at, c.id, c.before ->> 'phone' as former from situation_change c where c.person_id = $1 and c.what = 'contact'
  ), span as (
    select former as value, coalesce(lag(change.at) over (order by change.at, change.id), p.created_at) as since, change.at as until
      from change, person p where p.id = $1
    union all
    select p.phone, coalesce((select max(at) from change), p.created_at), null from person p where p.id = $1
  )
  select exists (select from span
                  where phone_digits(value) = phone_digits($2) and since <= $3 - interval '30 days'
                    and (until is null or until >= $3 - interval '90 days'))
$$;

create function account_change_has_call() returns trigger language plpgsql as $$
begin
  if not exists (
      select from decision d join decision_intent i on i.id = d.id join request r on r.id = d.request_id
       where d.id = any (new.decision_ids) and d.request_id = new.request_id and d.kind = 'check'
         and case when i.answers ->> 'way' = 'in-person' then coalesce(i.answers ->> 'identityDocument', '') <> ''
                  else phone_known_before(r.agent_id, i.answers ->> 'calledNumber', r.filed_at) end) then
    raise exception 'situation change: the agent of request % was neither called where they were known before, nor met',
      new.request_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger account_change_has_call before insert on situation_change
  for each row when (new.guarantee = 'two-person') execute function account_change_has_call();
