-- Rules of the trade (docs/guarantees.md), held by the database too. domain/effect/rules.ts says the same, at the form, at each
-- decision and when the effect is applied.

-- What a version's circuit applies, as its manifest says since: read off the diagrams of those published before.
update circuit_version v set sheet = v.sheet || jsonb_build_object('effects', (
  select coalesce(jsonb_agg(distinct effect), '[]')
    from circuit_file f,
         regexp_matches(convert_from(f.content, 'UTF8'), '<[[:alnum:]]+:header\s([^>]*)>', 'g') as header,
         substring(header[1] from 'value="(work-time|contact|bank-account|echelon)"') as effect
   where f.version_id = v.id and f.path like '%.bpmn' and header[1] ~ 'key="what"' and effect is not null));

-- A part-time lasts from six months to a year, at a quota that the text knows (décret n° 82-624, articles 1 and 2). Rows from
-- before stay as they are.
alter table work_time add constraint work_time_lasts check (
  until between ("from" + interval '6 months' - interval '1 day')::date and ("from" + interval '1 year' - interval '1 day')::date
) not valid;
alter table work_time add constraint work_time_quota_of_the_decree check (quota in (50, 60, 70, 80, 90)) not valid;

-- One part-time at a time, whatever is written by whom at once. Those of before that meet an earlier one are named: they stay
-- as they are, and no other may join them.
create extension if not exists btree_gist;
do $$
declare
  former text;
begin
  select string_agg(quote_literal(w.id), ', ') into former from work_time w
   where exists (
     select from work_time e where e.person_id = w.person_id and e.id < w.id and e."from" <= w.until and w."from" <= e.until);
  execute 'alter table work_time add constraint work_time_apart
           exclude using gist (person_id with =, daterange("from", until, ''[]'') with &&)'
    || coalesce(' where (id <> all (array[' || former || ']::uuid[]))', '');
end $$;

-- An échelon goes up, one after the other, and pay with it (code général de la fonction publique, article L522-2).
create function echelon_goes_up() returns trigger language plpgsql as $$
declare
  former echelon%rowtype;
begin
  -- Taken over when the portal opened: its owner writes it (effect_has_change).
  if new.request_id is null then return new; end if;
  perform from person where id = new.person_id for no key update;
  select * into former from echelon e where e.person_id = new.person_id and e.id <> new.id
   order by e."from" desc, e.id desc limit 1;
  if found and (new."from" < former."from" or new.index <= former.index
                or (new.grade = former.grade and new.echelon <= former.echelon)) then
    raise exception 'échelon: it does not follow the former one' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger echelon_goes_up before insert or update on echelon
  for each row execute function echelon_goes_up();

-- Pay follows the effect where the circuit applies one, the sealed act elsewhere: what a rule refused is not paid.
create or replace function pay_piece_has_grounds() returns trigger language plpgsql as $$
begin
  if not exists (
      select from request r join circuit_version v on v.id = r.version_id
       where r.id = new.request_id and r.agent_id = new.agent_id and (
         exists (select from situation_change c where c.request_id = r.id)
         or (coalesce(v.sheet -> 'effects', '[]') = '[]'
             and exists (select from act a where a.request_id = r.id and a.template = 'act' and a.sealed_at is not null)))) then
    raise exception 'pay piece: request % has neither the effect that its circuit applies nor a sealed act', new.request_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
