-- Files of the HR system give values of a theme (docs/decisions/situation-by-file.md): sent by one administrator of the whole,
-- approved by another once each line is tried (docs/guarantees.md, G2). What is written is what a line of that file says.

alter table import_batch
  add column theme text,
  add column theme_sha256 text references situation_theme (sha256) on delete restrict on update cascade,
  add column approved_by_id uuid references person (id) on delete restrict on update cascade,
  add column approved_at timestamptz(3),
  drop constraint import_batch_kind,
  drop constraint import_batch_state,
  add constraint import_batch_kind check (kind in ('structures', 'people', 'postings', 'rights', 'delegations', 'situation')),
  add constraint import_batch_state
    check (state in ('receiving', 'received', 'refused', 'planned', 'proposed', 'asked', 'applied')),
  add constraint import_batch_theme check ((kind = 'situation') = (theme is not null) and (theme is null) = (theme_sha256 is null)),
  add constraint import_batch_approved check ((approved_by_id is null) = (approved_at is null));

alter table situation_entry
  add column import_id uuid,
  add column import_line int,
  add constraint situation_entry_import_line_fkey foreign key (import_id, import_line) references import_line (batch_id, line)
    on delete restrict on update cascade,
  add constraint situation_entry_import check (import_id is null or origin in ('import', 'taken-over')),
  add constraint situation_entry_import_whole check ((import_id is null) = (import_line is null));
-- A line is written once.
create unique index situation_entry_import_id_import_line_key on situation_entry (import_id, import_line);

-- Whether somebody administers the whole today.
create function administers_all(person uuid) returns boolean language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from habilitation h join structure s on s.id = h.structure_id
     where h.person_id = $1 and h.role = 'administrateur' and s.parent_id is null
       and h."from" <= (now() at time zone 'Europe/Paris')::date
       and (h.until is null or h.until >= (now() at time zone 'Europe/Paris')::date))
$$;

-- A file of values goes forward only, and is applied once two administrators of the whole agree: domain/permissions/people.ts says
-- the same. Its lines are read while it is « received », and stay.
create function import_batch_takes_two() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not administers_all(new.made_by_id) then
    raise exception 'import %: who sent it does not administer the whole', new.id using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'receiving' or new.approved_by_id is not null then
      raise exception 'import %: it is received first', new.id using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.state <> old.state and (old.state, new.state) not in (
       ('receiving', 'received'), ('received', 'refused'), ('received', 'planned'), ('planned', 'proposed'),
       ('planned', 'refused'), ('proposed', 'refused'), ('proposed', 'asked'), ('asked', 'applied')) then
    raise exception 'import %: it does not go from « % » to « % »', new.id, old.state, new.state using errcode = 'check_violation';
  end if;
  if new.approved_by_id is distinct from old.approved_by_id and (old.state, new.state) <> ('proposed', 'asked') then
    raise exception 'import %: it is approved once, when it waits for it', new.id using errcode = 'check_violation';
  end if;
  if new.state = 'asked' and (new.approved_by_id is null or new.approved_by_id = new.made_by_id
                              or not administers_all(new.approved_by_id)) then
    raise exception 'import %: another administrator of the whole approves it', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger import_batch_takes_two before insert or update on import_batch
  for each row when (new.kind = 'situation') execute function import_batch_takes_two();

-- What was approved is what is applied: lines of values are written and read while the file is, then forgotten.
create function import_line_says_once() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or new.said is null or (tg_op = 'UPDATE' and new.said = old.said) then return new; end if;
  if exists (select from import_batch b where b.id = new.batch_id and b.kind = 'situation' and b.state <> 'received') then
    raise exception 'import %: what its lines say was approved', new.batch_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger import_line_says_once before insert or update of said on import_line
  for each row execute function import_line_says_once();

-- What stands behind a value that a file gives. What a request asks for is judged as before (0096).
create function situation_entry_is_of_its_file() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  batch import_batch%rowtype;
  definition jsonb;
  field jsonb;
begin
  select * into batch from import_batch b where b.id = new.import_id;
  select t.definition into definition from situation_theme t where t.sha256 = new.theme_sha256 and t.name = new.theme;
  if definition is null or batch.kind is distinct from 'situation' or batch.theme_sha256 <> new.theme_sha256
     or batch.theme <> new.theme then
    raise exception 'situation: no file gives « % » so', new.theme using errcode = 'check_violation';
  end if;
  new.apart := definition #>> '{inTime,is}' = 'dated';
  new.superseded_at := null;
  if new.guarantee is not null or new.request_id is not null or new.cites_id is not null then
    raise exception 'situation: a file is not a request' using errcode = 'check_violation';
  end if;
  if not by_owner() then
    if new.origin <> 'import' or batch.state <> 'asked' or batch.approved_by_id is null then
      raise exception 'situation: file % is not approved by two', batch.id using errcode = 'check_violation';
    end if;
    if new.by_id is distinct from batch.made_by_id or new.person_id in (batch.made_by_id, batch.approved_by_id) then
      raise exception 'situation: nobody writes their own, nor in another’s name' using errcode = 'check_violation';
    end if;
    if abs(extract(epoch from new.at - clock_timestamp())) > 300 then
      raise exception 'situation: it is dated when it is written' using errcode = 'check_violation';
    end if;
    if exists (select from jsonb_array_elements(definition -> 'fields') as f where f -> 'sensitive' = 'true') then
      raise exception 'situation: « % » is sensitive: no file that administrators read gives it', new.theme
        using errcode = 'check_violation';
    end if;
    if not exists (
        select from import_line l
         where l.batch_id = new.import_id and l.line = new.import_line and l.state = 'ready' and l.said ->> 'personId' = new.person_id::text
           and l.said -> 'value' = new.value and l.said ->> 'from' = new."from"::text
           and l.said ->> 'until' is not distinct from new.until::text) then
      raise exception 'situation: no line of file % says it', batch.id using errcode = 'check_violation';
    end if;
  end if;
  if definition #>> '{inTime,is}' not in ('current', 'dated') or new.value = '{}'
     or (definition #>> '{inTime,is}' = 'dated') <> (new.until is not null) then
    raise exception 'situation: « % » does not live in time so', new.theme using errcode = 'check_violation';
  end if;
  if exists (select from jsonb_object_keys(new.value) as held
              where not exists (select from jsonb_array_elements(definition -> 'fields') as f where f ->> 'key' = held)) then
    raise exception 'situation: « % » holds what its theme does not know', new.theme using errcode = 'check_violation';
  end if;
  for field in select f from jsonb_array_elements(definition -> 'fields') as f loop
    if field -> 'required' = 'true' and new.value -> (field ->> 'key') is null then
      raise exception 'situation: « % » lacks « % »', new.theme, field ->> 'key' using errcode = 'check_violation';
    end if;
    if field -> 'choices' is not null and new.value -> (field ->> 'key') is not null and not exists (
        select from jsonb_array_elements(field -> 'choices') as choice where choice -> 'value' = new.value -> (field ->> 'key')) then
      raise exception 'situation: « % » is none of the choices', field ->> 'key' using errcode = 'check_violation';
    end if;
  end loop;
  return new;
end $$;
create trigger situation_entry_is_of_its_file before insert on situation_entry
  for each row when (new.import_id is not null) execute function situation_entry_is_of_its_file();

-- Whatever no request asks for and no file gives is the owner's to write: 0096, but for files.
drop trigger situation_entry_has_grounds on situation_entry;
create trigger situation_entry_has_grounds before insert on situation_entry
  for each row when (new.import_id is null) execute function situation_entry_has_grounds();

-- An import that names no file is none: what was taken over before may name none.
alter table situation_entry add constraint situation_entry_import_names_file check (origin <> 'import' or import_id is not null) not valid;
