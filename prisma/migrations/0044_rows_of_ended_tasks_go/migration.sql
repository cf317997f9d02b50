-- A task that waits no more is nobody's: its rows go, and the rule is not asked who holds it. It was, for 2 to 3 ms, each time a
-- task was being completed and again when it was. Rows that somebody kept meanwhile, who saw it wait, go as it ends.
create or replace function task_changes_holdings() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  touched uuid[];
begin
  if tg_op = 'INSERT' then
    perform keep_task_holdings(array_agg(n.key)) from now_so n where n.state = 'created' having count(*) > 0;
    return null;
  end if;
  with gone as (
    delete from task_holding k
     where k.task_key = any (array(select n.key from now_so n where n.state <> 'created'))
    returning k.person_id)
  select array_agg(distinct g.person_id) into touched from gone g;
  perform notify_holders(touched);
  -- Who took it is said to those who hold it still.
  perform notify_holders(array_agg(distinct h.person_id))
    from now_so n join was_so o using (key) join task_holding h on h.task_key = n.key
   where n.assignee_id is distinct from o.assignee_id;
  perform keep_task_holdings(array_agg(n.key))
    from now_so n join was_so o using (key)
   where n.state = 'created' and (n.state, n.due_at, n.role, n.decision, n.distinct_from, n.request_id)
         is distinct from (o.state, o.due_at, o.role, o.decision, o.distinct_from, o.request_id)
  having count(*) > 0;
  return null;
end $$;
