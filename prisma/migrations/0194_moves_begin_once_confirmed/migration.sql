-- As it was (0162), but for a post that follows another one: what is left ends on the eve of what begins, so that it begins no
-- earlier than it was confirmed.
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
             or (tg_table_name <> 'posting' or asked.facts ? 'leaving') and given ->> 'from' > asked.facts ->> 'from')
     or tg_table_name <> 'posting' and new."from" < paris_day(asked.answered_at)
     or asked.facts ->> 'role' is distinct from given ->> 'role'
     or (asked.facts ->> 'byRight')::boolean is distinct from (given ->> 'by_right')::boolean
     or asked.facts ->> 'powerReference' is distinct from given ->> 'power_reference'
     or asked.facts ->> 'inNameOf' is distinct from given ->> 'in_name_of'
     or nullif(asked.facts -> 'appointment', 'null') is distinct from nullif(given -> 'appointment', 'null')
     or asked.facts ->> 'delegatorId' is distinct from given ->> 'delegator_id'
     or asked.facts -> 'matters' is distinct from given -> 'matters' then
    raise exception '%: two administrators confirm such a power', tg_table_name using errcode = 'check_violation';
  end if;
  return new;
end $$;
