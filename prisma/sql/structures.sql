-- Structures of the ministry: the tree, the table of what is above each one (`structure_above`), and moves within the tree.

-- Tells whether going from one path of the tree to another brings it under a sensitive right or a delegation (G10).
-- Those who hold a power over the new place would gain it over what moves, so two administrators confirm such a move.
-- The portal asks this same function (prisma/repositories/administration/power.ts).
create or replace function move_gives_power(path_before text, path_after text) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  with gained as (
    select unnest(string_to_array(trim(both '/' from $2), '/')::uuid[]) as id
    except select unnest(string_to_array(trim(both '/' from $1), '/')::uuid[])
  )
  select exists (select from gained g join habilitation h on h.structure_id = g.id
                  where is_sensitive_role(h.role) and (h.until is null or h.until >= paris_day(now())))
      or exists (select from gained g join delegation d on d.structure_id = g.id
                  where d.revoked_at is null and (d.until is null or d.until >= paris_day(now())))
$$;

-- Asks a worker to recompute who holds tasks below a structure that moves.
-- A branch moves as a whole at the end of its transaction (structure_above_kept), so only a later reader sees it.
create or replace function move_changes_holdings() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into holding_scope (structure_id, waits) values (new.id, true);
  perform pg_notify('harmonie_holdings', 'changed');
  return null;
end $$;
create or replace trigger move_changes_holdings after update of parent_id on structure
  for each row when (old.parent_id is distinct from new.parent_id) execute function move_changes_holdings();

-- Refuses a move that gives somebody a power, unless two administrators confirmed it in this transaction (G10).
create or replace function move_is_as_confirmed() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return null; end if;
  if move_gives_power(old.path, new.path) and not exists (
      select from right_proposal p where p.kind = 'move' and p.structure_id = new.id and p.outcome = 'confirmed'
         and p.facts ->> 'parentId' = new.parent_id::text and p.xmin = pg_current_xact_id()::xid) then
    raise exception 'structure %: two administrators confirm a move that gives a power', new.code using errcode = 'check_violation';
  end if;
  return null;
end $$;
create or replace trigger move_is_as_confirmed after update of parent_id on structure for each row
  when (old.parent_id is distinct from new.parent_id) execute function move_is_as_confirmed();

-- Writes the structures above one that is created or moves, and refuses a path that does not go through its parent.
-- Runs as owner: the application has no right to write structure_above, by which rights are found.
create or replace function structure_keep_above() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  ids uuid[] := string_to_array(trim(both '/' from new.path), '/')::uuid[];
  above text;
begin
  if new.parent_id is null then
    above := '/';
  else
    select path into above from structure where id = new.parent_id;
  end if;
  if new.path is distinct from above || new.id || '/' then
    raise exception 'structure %: its path does not go through its parent', new.code using errcode = 'check_violation';
  end if;
  delete from structure_above where structure_id = new.id;
  insert into structure_above (structure_id, above_id, distance)
    select new.id, ids[i], cardinality(ids) - i from generate_subscripts(ids, 1) as i;
  return null;
end $$;
create or replace trigger structure_above_kept after insert or update of path, parent_id on structure
  for each row execute function structure_keep_above();
