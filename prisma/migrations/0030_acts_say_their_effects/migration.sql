-- What a sealed act says that it changes is what is applied (docs/guarantees.md, G2 and G8): the effects are drawn by the portal
-- on the page that is signed, kept with it, and no other is written on the strength of that act.
-- domain/effect/act-effects.ts says the same before.

-- Of the page that was signed, once the act is sealed: a trigger writes it, and nobody else. Null: the page was drawn before
-- pages said their effects.
alter table act add column effects jsonb;

-- Pages that were shown and that nobody signed are shown anew, with their effects. What is left without them was signed
-- before, and its act goes on as it was signed: no such page can be added.
delete from act_preview p where not exists (
  select from decision d join decision_intent i on i.id = d.id
   where d.task_key = p.task_key and d.author_id = p.signer_id and i.shown_sha256 = p.sha256);
alter table act_preview add constraint act_preview_says_effects
  check (coalesce(jsonb_typeof(content -> 'effects') = 'array', false)) not valid;

-- A page was shown once to someone at a step: what it says is one thing.
delete from act_preview p using act_preview o
 where o.task_key = p.task_key and o.signer_id = p.signer_id and o.sha256 = p.sha256
   and (o.created_at, o.id) > (p.created_at, p.id);
create unique index act_preview_shown_once on act_preview (task_key, signer_id, sha256);

create function act_effects_are_of_its_page() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  page jsonb;
begin
  if not by_owner() then new.effects := null; end if;
  -- Sealed by halves: act_sealed_at_once refuses it.
  if new.sealed_sha256 is null or new.decision_id is null then return new; end if;
  select p.content into page
    from decision d join act_preview p on p.task_key = d.task_key and p.signer_id = d.author_id
   where d.id = new.decision_id and p.act_id = new.id and p.sha256 = new.preview_sha256;
  if not found then
    if by_owner() then return new; end if;
    raise exception 'act %: whoever signed was shown no such page', new.id using errcode = 'check_violation';
  end if;
  new.effects := page -> 'effects';
  return new;
end $$;
create trigger act_effects_are_of_its_page before insert or update on act
  for each row execute function act_effects_are_of_its_page();

-- What changes on the strength of an act stands among what that act says.
create function situation_change_is_of_its_act() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
      select from act a where a.id = new.act_id and a.request_id = new.request_id
         and (a.effects is null or exists (
           select from jsonb_array_elements(a.effects) as said
            where said ->> 'effect' = new.what and said -> 'facts' = new.after))) then
    raise exception 'situation change: the sealed act of request % does not say it', new.request_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_change_is_of_its_act before insert on situation_change
  for each row when (new.guarantee = 'act') execute function situation_change_is_of_its_act();

-- What is written is what its change says (migration 0011: what its request asked for).
create function effect_is_its_change() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.request_id is not null and not exists (
      select from situation_change c
       where c.request_id = new.request_id and c.person_id = new.person_id and c.what = tg_argv[0]
         and c.after <@ to_jsonb(new) and c.after <> '{}') then
    raise exception '%: it is not what its change says', tg_table_name using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger work_time_is_its_change after insert or update on work_time
  deferrable initially deferred for each row execute function effect_is_its_change('work-time');
create constraint trigger echelon_is_its_change after insert or update on echelon
  deferrable initially deferred for each row execute function effect_is_its_change('echelon');
