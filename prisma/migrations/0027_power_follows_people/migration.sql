-- G10: a power given by two over nobody, and people brought under it by one, was a power given by one
-- (docs/decisions/posts-under-a-power.md). A post is confirmed by two
-- when it is recorded more than a month late: what it reaches is past;
-- when it gives the power to sign back;
-- when it brings someone under a sensitive right, or a delegation, that their former structure is not under;
-- when it is a first one under such a right that covers nobody yet but whoever holds it.
-- The portal asks the same function (prisma/repositories/administration/power.ts).
create function posting_takes_two(person uuid, structure uuid, first_day date, last_day date, today date) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with former as (
    select s.path from posting o join structure s on s.id = o.structure_id
     where o.person_id = $1 and o."from" < $3 order by o."from" desc, o.id desc limit 1),
  power as (
    select h.structure_id, h.person_id from structure_above a join habilitation h on h.structure_id = a.above_id
     where a.structure_id = $2 and is_sensitive_role(h.role) and (h.until is null or h.until >= $5)
    union all
    select d.structure_id, d.delegate_id from structure_above a join delegation d on d.structure_id = a.above_id
     where a.structure_id = $2 and d.revoked_at is null and (d.until is null or d.until >= $5))
  select $3 < $5 - 31
      or exists (select from habilitation h where h.person_id = $1 and h.role = 'signataire'
                    and (h.until is null or h.until >= $3) and ($4 is null or h."from" <= $4))
      or case when exists (select from former)
           then move_gives_power((select path from former), (select s.path from structure s where s.id = $2))
           else exists (select from power w where not exists (
                  select from structure_above b join posting o on o.structure_id = b.structure_id
                   where b.above_id = w.structure_id and o.person_id <> $1 and o.person_id <> w.person_id
                     and o."from" <= $3 and (o.until is null or o.until >= $3))) end
$$;

-- As it was (0017), but for posts; and a right or a delegation begins no earlier than it was confirmed.
create or replace function power_is_as_confirmed() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  given jsonb := to_jsonb(new);
  asked right_proposal%rowtype;
begin
  if by_owner() then return new; end if;
  if tg_table_name = 'posting' then
    if new.proposal_id is null
       and not posting_takes_two(new.person_id, new.structure_id, new."from", new.until, paris_day(now())) then
      return new;
    end if;
  elsif given ->> 'role' is not null and not is_sensitive_role(given ->> 'role') then
    return new;
  end if;
  select * into asked from right_proposal p where p.id = new.proposal_id and p.xmin = pg_current_xact_id()::xid;
  if asked.id is null or asked.kind <> tg_table_name or asked.outcome is distinct from 'confirmed'
     or asked.structure_id <> new.structure_id
     or asked.person_id::text is distinct from coalesce(given ->> 'person_id', given ->> 'delegate_id')
     or asked.facts ->> 'until' is distinct from given ->> 'until'
     or not (given ->> 'from' = asked.facts ->> 'from'
             or tg_table_name <> 'posting' and given ->> 'from' > asked.facts ->> 'from')
     or tg_table_name <> 'posting' and new."from" < paris_day(asked.answered_at)
     or asked.facts ->> 'role' is distinct from given ->> 'role'
     or (asked.facts ->> 'byRight')::boolean is distinct from (given ->> 'by_right')::boolean
     or asked.facts ->> 'delegatorId' is distinct from given ->> 'delegator_id'
     or asked.facts -> 'matters' is distinct from given -> 'matters' then
    raise exception '%: two administrators confirm such a power', tg_table_name using errcode = 'check_violation';
  end if;
  return new;
end $$;
