-- Whoever keeps an agent's file puts an entry of their situation right (docs/decisions/situation-as-data.md): a row that cites the
-- former one, with its reason. domain/situation/correction.ts says the same.

-- What is asked to be put right, by whom and why; and what became of it.
create table situation_correction (
    id uuid not null,
    entry_id uuid not null,
    person_id uuid not null,
    value jsonb not null,
    "from" date not null,
    until date,
    reason text not null,
    proposed_by_id uuid not null,
    proposed_at timestamptz(3) not null,
    state text not null default 'open',
    decided_by_id uuid,
    decided_at timestamptz(3),
    remark text,

    constraint situation_correction_pkey primary key (id),
    constraint situation_correction_entry_id_fkey foreign key (entry_id) references situation_entry (id)
      on delete restrict on update cascade,
    constraint situation_correction_state check (state in ('open', 'applied', 'refused', 'taken-back')),
    constraint situation_correction_reason check (btrim(reason) <> ''),
    constraint situation_correction_period check (until is null or until >= "from"),
    constraint situation_correction_is_decided check ((state = 'open') = (decided_at is null)
      and case state when 'open' then decided_by_id is null
                     -- Alone, where one person is enough; else another one.
                     when 'applied' then decided_by_id is distinct from proposed_by_id
                     when 'refused' then decided_by_id is not null and decided_by_id <> proposed_by_id
                     when 'taken-back' then decided_by_id = proposed_by_id end
      and (state = 'refused') = (coalesce(btrim(remark), '') <> ''))
);
create unique index situation_correction_one_open on situation_correction (entry_id) where state = 'open';
create index situation_correction_person_id_state_idx on situation_correction (person_id, state);

-- Whether somebody keeps another's file that day: a gestionnaire of the structure of their post, or of one above. Never one's own.
-- domain/permissions/dossier.ts says the same.
create function keeps_file_of(keeper uuid, person uuid, day date) returns boolean language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select $1 <> $2 and exists (
    select from posting o join structure_above a on a.structure_id = o.structure_id
      join habilitation h on h.structure_id = a.above_id
     where o.person_id = $2 and o."from" <= $3 and (o.until is null or o.until >= $3)
       and h.person_id = $1 and h.role = 'gestionnaire' and h."from" <= $3 and (h.until is null or h.until >= $3))
$$;

-- How many people it takes to put an entry right: 1, or 2; 0 where none can: an act put it there, or the agent's own proof, and only
-- another one changes it (G2).
create function correction_takes(entry situation_entry, floor text) returns int language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when $2 = 'two-person' then 0
              when entry.origin = 'request' and coalesce(entry.guarantee, $2) in ('act', 'two-person') then 0
              when $2 = 'act' then 2
              else 1 end
$$;

create function situation_correction_begins() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  cited situation_entry%rowtype;
  asks text;
begin
  select * into cited from situation_entry e where e.id = new.entry_id;
  select t.floor into asks from situation_theme t where t.name = cited.theme order by t.published_at desc, t.sha256 limit 1;
  if cited.person_id is distinct from new.person_id or cited.superseded_at is not null or new.state <> 'open' then
    raise exception 'correction: it is of nothing of this person that stands' using errcode = 'check_violation';
  end if;
  if not keeps_file_of(new.proposed_by_id, new.person_id, paris_day(clock_timestamp())) then
    raise exception 'correction: who asks for it does not keep this file' using errcode = 'check_violation';
  end if;
  -- How people are reached is read by when it was written: what is put right is what they are reached by.
  if exists (select from situation_theme t where t.name = cited.theme and t.use is not null)
     and exists (select from situation_entry l
                  where l.person_id = cited.person_id and l.theme = cited.theme and l.superseded_at is null
                    and (l."from", l.at, l.id) > (cited."from", cited.at, cited.id)) then
    raise exception 'correction: another value came since' using errcode = 'check_violation';
  end if;
  if correction_takes(cited, asks) = 0 then
    raise exception 'correction: an act, or the agent’s own request, changes it' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_correction_begins before insert on situation_correction
  for each row execute function situation_correction_begins();

create function situation_correction_goes_on() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  cited situation_entry%rowtype;
  asks text;
begin
  if old.state <> 'open' or new.state = 'open' then
    raise exception 'correction %: it was decided already', old.id using errcode = 'check_violation';
  end if;
  if new.state in ('applied', 'refused') and new.decided_by_id is not null
     and not keeps_file_of(new.decided_by_id, new.person_id, paris_day(clock_timestamp())) then
    raise exception 'correction %: who decides does not keep this file', old.id using errcode = 'check_violation';
  end if;
  select * into cited from situation_entry e where e.id = new.entry_id;
  select t.floor into asks from situation_theme t where t.name = cited.theme order by t.published_at desc, t.sha256 limit 1;
  if new.state = 'applied' and correction_takes(cited, asks) <> 1 + num_nonnulls(new.decided_by_id) then
    raise exception 'correction %: it takes two people, or none can', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_correction_goes_on before update on situation_correction
  for each row execute function situation_correction_goes_on();

-- 0096, but for what is put right.
create or replace function situation_entry_has_grounds() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  asked request%rowtype;
  themed situation_theme%rowtype;
  agreed int;
begin
  select * into themed from situation_theme t where t.sha256 = new.theme_sha256 and t.name = new.theme;
  if not found then
    raise exception 'situation: « % » has no such definition', new.theme using errcode = 'check_violation';
  end if;
  if new.apart is null or not by_owner() then new.apart := themed.definition #>> '{inTime,is}' = 'dated'; end if;
  if not by_owner() then new.superseded_at := null; end if;
  if new.origin <> 'request' then
    -- Taken over when the portal opened: its owner writes it. Put right: situation_entry_is_put_right says by whom.
    if not by_owner() and new.origin <> 'correction' then
      raise exception 'situation: no request stands behind it' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if not by_owner() and abs(extract(epoch from new.at - clock_timestamp())) > 300 then
    raise exception 'situation: it is dated when it is written' using errcode = 'check_violation';
  end if;
  select * into asked from request where id = new.request_id;
  if asked.id is null or asked.agent_id <> new.person_id then
    raise exception 'situation: request % is not of this person', new.request_id using errcode = 'check_violation';
  end if;
  if not exists (
      select from circuit_version v left join circuit_file f on f.version_id = v.id and f.path = '_situation/' || new.theme || '.json'
       where v.id = asked.version_id
         and coalesce(f.sha256 = themed.sha256, v.sheet -> 'themes' -> new.theme = themed.definition)) then
    raise exception 'situation: the circuit of request % has no such theme', asked.id using errcode = 'check_violation';
  end if;
  if new.guarantee is null or new.guarantee is distinct from themed.floor then
    raise exception 'situation: « % » asks for the guarantee « % »', new.theme, themed.floor using errcode = 'check_violation';
  end if;
  if exists (select from decision d where d.request_id = asked.id and d.voided_at is null
                and (d.kind, d.outcome) in (('visa', 'refused'), ('check', 'unconfirmed'))) then
    raise exception 'situation: request % was refused', asked.id using errcode = 'check_violation';
  end if;
  select count(distinct d.author_id) into agreed
    from decision d where d.id = any (new.decision_ids) and d.request_id = asked.id
     and d.confirmed_at is not null and d.voided_at is null
     and (d.kind, d.outcome) in (('visa', 'approved'), ('check', 'confirmed'))
     and d.author_id <> asked.agent_id and d.author_id is distinct from asked.filed_by_id;
  if new.guarantee = 'self' and asked.filed_by_id is not null and agreed < 1 then
    raise exception 'situation: the agent did not file request %', asked.id using errcode = 'check_violation';
  end if;
  if new.guarantee = 'checked' and agreed < 1 then
    raise exception 'situation: nobody agreed to request %', asked.id using errcode = 'check_violation';
  end if;
  if new.guarantee = 'act' and not exists (
      select from act a join decision d on d.id = a.decision_id
       where a.id = new.act_id and a.request_id = asked.id and a.template = 'act' and a.sealed_at is not null
         and d.request_id = asked.id and d.kind = 'signature' and d.outcome = 'signed'
         and d.capacity is not null and d.voided_at is null) then
    raise exception 'situation: request % has no sealed act', asked.id using errcode = 'check_violation';
  end if;
  if new.guarantee = 'two-person' and (asked.filed_by_id is not null or agreed < 2
      or not exists (select from decision d where d.id = any (new.decision_ids) and d.kind = 'check')
      or not exists (select from decision d join task t on t.key = d.task_key
                      where d.id = any (new.decision_ids) and t.role = 'financier')
      or not exists (select from submission_proof p where p.draft_id = asked.draft_id
                        and p.person_id = asked.agent_id and p.used_at is not null)
      or asked.stop_until is null or asked.stop_until > clock_timestamp()) then
    raise exception 'situation: request % lacks its two people, its proof or its wait', asked.id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- What is put right is what was asked, by those whom it takes, and a value of its theme; what is sealed stays as it is.
create function situation_entry_is_put_right() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  asked situation_correction%rowtype;
  cited situation_entry%rowtype;
  definition jsonb;
  field jsonb;
begin
  if by_owner() then return new; end if;
  select t.definition into definition from situation_theme t where t.sha256 = new.theme_sha256;
  select * into cited from situation_entry e where e.id = new.cites_id;
  select * into asked from situation_correction c where c.entry_id = new.cites_id and c.state = 'applied'
   order by c.decided_at desc limit 1;
  if asked.id is null or asked.value <> new.value or asked."from" <> new."from" or asked.until is distinct from new.until
     or new.by_id is distinct from asked.proposed_by_id or asked.person_id <> new.person_id
     or new.guarantee is distinct from (case when asked.decided_by_id is null then 'checked' else 'two-person' end) then
    raise exception 'situation: it is not what was asked to be put right' using errcode = 'check_violation';
  end if;
  if new.request_id is not null or new.act_id is not null or abs(extract(epoch from new.at - clock_timestamp())) > 300 then
    raise exception 'situation: a correction is no request, and is dated when it is written' using errcode = 'check_violation';
  end if;
  if exists (select from jsonb_object_keys(new.value) as held
              where not exists (select from jsonb_array_elements(definition -> 'fields') as f where f ->> 'key' = held)) then
    raise exception 'situation: « % » holds what its theme does not know', new.theme using errcode = 'check_violation';
  end if;
  for field in select f from jsonb_array_elements(definition -> 'fields') as f loop
    if field -> 'required' = 'true' and new.value -> (field ->> 'key') is null then
      raise exception 'situation: « % » lacks « % »', new.theme, field ->> 'key' using errcode = 'check_violation';
    end if;
    if field -> 'sensitive' = 'true' and new.value -> (field ->> 'key') is distinct from cited.value -> (field ->> 'key') then
      raise exception 'situation: « % » is sealed, and is not put right so', field ->> 'key' using errcode = 'check_violation';
    end if;
    if field -> 'choices' is not null and new.value -> (field ->> 'key') is not null and not exists (
        select from jsonb_array_elements(field -> 'choices') as choice where choice -> 'value' = new.value -> (field ->> 'key')) then
      raise exception 'situation: « % » is none of the choices', field ->> 'key' using errcode = 'check_violation';
    end if;
  end loop;
  if (definition #>> '{inTime,is}' = 'dated' and new.until is null)
     or (definition #>> '{inTime,until}' is null and new.until is not null) then
    raise exception 'situation: « % » does not end so', new.theme using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_entry_is_put_right before insert on situation_entry
  for each row when (new.origin = 'correction') execute function situation_entry_is_put_right();

-- The least that a balance comes to from a day on: no more can be taken that day; but for one of its movements, where that is put
-- right. Null: nothing moved yet.
drop function least_balance(uuid, text, date);
create function least_balance(person uuid, theme text, day date, without uuid default null) returns numeric language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select min(total) from (
    select sum(e.moves) as total from situation_entry e
     where e.person_id = $1 and e.theme = $2 and e.superseded_at is null and e.id is distinct from $4 and e."from" <= $3
    union all
    select total from (
      select e."from", sum(e.moves) over (order by e."from", e.at, e.id) as total from situation_entry e
       where e.person_id = $1 and e.theme = $2 and e.superseded_at is null and e.id is distinct from $4) later
     where later."from" > $3) totals
$$;
