-- A telephone that was replaced is known before (docs/guarantees.md, G4) if it stood for thirty days as well: set and put back
-- a minute later, it was nobody's. domain/effect/known-contacts.ts says the same. A change of another thing ends nothing.
create or replace function phone_known_before(person uuid, phone text, danger timestamptz) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with given as (
    select c.before ->> 'phone' as value, c.at as until, c.id from situation_change c
     where c.person_id = $1 and c.what = 'contact'
    union all
    select p.phone, null, null from person p where p.id = $1
  ), begun as (
    select g.*, coalesce(lag(until) over w, (select created_at from person where id = $1)) as since,
           phone_digits(value) is distinct from phone_digits(lag(value) over w) as begins
      from given g window w as (order by until, id)
  ), numbered as (
    select b.*, count(*) filter (where begins) over (order by until, id) as run from begun b
  ), span as (
    select (array_agg(value))[1] as value, (array_agg(since order by until, id))[1] as since,
           case when bool_and(until is not null) then max(until) end as until
      from numbered group by run
  )
  select exists (select from span
                  where phone_digits(value) = phone_digits($2) and since <= $3 - interval '30 days'
                    and (until is null or (until >= $3 - interval '90 days' and until - since >= interval '30 days')))
$$;
