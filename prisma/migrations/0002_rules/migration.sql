-- What schema.prisma cannot say: invariants, who holds a task, and the bell that rings when something changed.

-- ── Numbers and days ─────────────────────────────────────────────────────────

create sequence request_number;

-- « 2026-000123 »: the year is Paris's at the filing instant; the counter never starts over, so a number names one request.
create function next_request_number(filed_at timestamptz) returns text
  language sql volatile
  return to_char(filed_at at time zone 'Europe/Paris', 'YYYY') || '-' || lpad(nextval('request_number')::text, 6, '0');

create function paris_day(instant timestamptz) returns date
  language sql immutable
  return (instant at time zone 'Europe/Paris')::date;

-- ── The tree ─────────────────────────────────────────────────────────────────

alter table structure add constraint structure_path_ends_with_id
  check (path like '/%' and right(path, 38) = '/' || id::text || '/');

create function structure_keep_above() returns trigger language plpgsql as $$
declare
  ids uuid[] := string_to_array(trim(both '/' from new.path), '/')::uuid[];
begin
  if new.parent_id is not null and (cardinality(ids) < 2 or ids[cardinality(ids) - 1] <> new.parent_id) then
    raise exception 'structure %: its path does not go through its parent', new.code using errcode = 'check_violation';
  end if;
  delete from structure_above where structure_id = new.id;
  insert into structure_above (structure_id, above_id, distance)
    select new.id, ids[i], cardinality(ids) - i from generate_subscripts(ids, 1) as i;
  return null;
end $$;
create trigger structure_above_kept after insert or update of path, parent_id on structure
  for each row execute function structure_keep_above();

-- ── Invariants ───────────────────────────────────────────────────────────────

alter table posting add constraint posting_dates check (until is null or until >= "from");
alter table absence add constraint absence_dates check (until >= "from");
alter table work_time add constraint work_time_dates check (until >= "from");
alter table work_time add constraint work_time_quota check (quota between 1 and 99);
alter table habilitation add constraint habilitation_dates check (until is null or until >= "from");
alter table habilitation add constraint habilitation_role check (role in
  ('superieur', 'gestionnaire', 'valideur', 'signataire', 'financier', 'comptable', 'analyste', 'administrateur'));
alter table habilitation add constraint habilitation_by_right_signs check (not by_right or role = 'signataire');
alter table delegation add constraint delegation_dates check (until is null or until >= "from");
alter table delegation add constraint delegation_to_another check (delegator_id <> delegate_id);
alter table delegation add constraint delegation_matters check (cardinality(matters) > 0);
alter table request add constraint request_outcome check (outcome in ('granted', 'refused', 'withdrawn', 'closed'));
alter table request add constraint request_closed_with_outcome check ((closed_at is null) = (outcome is null));
alter table request add constraint request_instance_on_engine check ((instance_key is null) = (engine is null));
alter table piece add constraint piece_size check (size > 0);
alter table piece add constraint piece_sha256 check (sha256 ~ '^[0-9a-f]{64}$');
alter table task add constraint task_state check (state in ('created', 'completing', 'completed', 'canceled'));
alter table task add constraint task_decision check (decision in ('opinion', 'visa', 'signature', 'complement', 'correction'));
alter table decision_intent add constraint decision_intent_sha256 check (shown_sha256 ~ '^[0-9a-f]{64}$');
alter table decision add constraint decision_kind check (kind in ('opinion', 'visa', 'signature', 'complement', 'correction'));
alter table decision add constraint decision_confirmed_or_voided check (confirmed_at is null or voided_at is null);
alter table act add constraint act_template check (template in ('act', 'refusal'));
alter table act add constraint act_sealed_at_once check (
  num_nulls(decision_id, preview_sha256, sealed_sha256, sealed_size, signed_at, sealed_at, evidence) in (0, 7));
alter table act_preview add constraint act_preview_sha256 check (sha256 ~ '^[0-9a-f]{64}$');
alter table dossier_piece add constraint dossier_piece_number check (number > 0);
alter table notification add constraint notification_state check (state in ('queued', 'sending', 'sent', 'uncertain', 'failed'));
alter table audit_event add constraint audit_event_sequence check (sequence > 0);
alter table audit_event add constraint audit_event_hashes check (
  payload_digest ~ '^[0-9a-f]{64}$' and hash ~ '^[0-9a-f]{64}$');

-- Two people deciding at once: one fact exists.
create unique index decision_one_per_task on decision (task_key) where voided_at is null;
create unique index withdrawal_one_pending on withdrawal (request_id) where accepted_at is null and refused_at is null;
create unique index circuit_version_one_current on circuit_version (kind) where current;

-- A signed act is never overwritten: a correction is a new act that cites it.
create function act_stays_sealed() returns trigger language plpgsql as $$
begin
  raise exception 'act %: sealed, it can be neither changed nor removed', old.id;
end $$;
create trigger act_stays_sealed before update or delete on act
  for each row when (old.sealed_sha256 is not null) execute function act_stays_sealed();

-- What was filed stays filed.
create function piece_stays_filed() returns trigger language plpgsql as $$
begin
  raise exception 'piece %: filed with a request, it cannot be removed', old.id;
end $$;
create trigger piece_stays_filed before delete on piece
  for each row when (old.request_id is not null) execute function piece_stays_filed();

-- ── Who holds a task ─────────────────────────────────────────────────────────

create index task_open on task (request_id, role) where state in ('created', 'completing');

-- The one predicate of the list and of the check, on a civil day of Paris. Dates are inclusive on both ends.
--  · agent: the requester.
--  · superieur: the holders at the nearest structure, from the agent's own upwards, where one is neither the requester
--    nor absent. Whoever heads the structure they work in is skipped, so theirs is the next one up.
--  · any other role: its holders on the agent's structure or any above, minus the requester.
-- Nobody ever decides on their own request, whatever rights they hold.
create function task_holder_on(day date) returns table (task_key text, person_id uuid)
  language sql stable as $$
  select t.key, r.agent_id
    from task t join request r on r.id = t.request_id
   where t.role = 'agent' and t.state in ('created', 'completing')
  union
  select t.key, h.person_id
    from task t
    join request r on r.id = t.request_id
    join structure_above a on a.structure_id = r.structure_id
    join habilitation h on h.structure_id = a.above_id and h.role = t.role
   where t.role not in ('agent', 'superieur') and t.state in ('created', 'completing')
     and h."from" <= day and (h.until is null or h.until >= day)
     and h.person_id <> r.agent_id
  union
  select t.key, h.person_id
    from task t
    join request r on r.id = t.request_id
    join structure_above a on a.structure_id = r.structure_id
    join habilitation h on h.structure_id = a.above_id and h.role = 'superieur'
   where t.role = 'superieur' and t.state in ('created', 'completing')
     and h."from" <= day and (h.until is null or h.until >= day)
     and h.person_id <> r.agent_id
     and not exists (select from absence x where x.person_id = h.person_id and x."from" <= day and x.until >= day)
     and not exists (
       select from structure_above nearer
         join habilitation n on n.structure_id = nearer.above_id and n.role = 'superieur'
        where nearer.structure_id = r.structure_id and nearer.distance < a.distance
          and n."from" <= day and (n.until is null or n.until >= day)
          and n.person_id <> r.agent_id
          and not exists (select from absence x where x.person_id = n.person_id and x."from" <= day and x.until >= day))
$$;

create view task_holder as select task_key, person_id from task_holder_on(paris_day(now()));

-- ── Search ───────────────────────────────────────────────────────────────────

-- Without accents nor case, so that « lefevre » finds « Lefèvre ». (No extension: an external database may forbid them.)
create function search_key(text) returns text
  language sql immutable parallel safe
  return replace(replace(translate(lower($1), 'àâäáãåçéèêëîïíìôöóòõùûüúÿñ', 'aaaaaaceeeeiiiiooooouuuuyn'), 'œ', 'oe'), 'æ', 'ae');

create index person_last_name_search on person (search_key(last_name) text_pattern_ops);
create index person_first_name_search on person (search_key(first_name) text_pattern_ops);
create index request_number_search on request (number text_pattern_ops);
create index request_open on request (structure_id, filed_at) where closed_at is null;

-- ── Live screens ─────────────────────────────────────────────────────────────

-- The payload carries identifiers, never content; PostgreSQL folds equal ones within a transaction.
create function ring_request() returns trigger language plpgsql as $$
begin
  perform pg_notify('harmonie_change', 'request:' || new.id);
  return null;
end $$;
create trigger request_rings after insert or update on request for each row execute function ring_request();

create function ring_request_event() returns trigger language plpgsql as $$
begin
  perform pg_notify('harmonie_change', 'request:' || new.request_id);
  return null;
end $$;
create trigger request_event_rings after insert on request_event for each row execute function ring_request_event();

create function ring_task() returns trigger language plpgsql as $$
begin
  perform pg_notify('harmonie_change', 'tasks');
  perform pg_notify('harmonie_change', 'request:' || new.request_id);
  return null;
end $$;
create trigger task_rings after insert or update on task for each row execute function ring_task();

create function ring_notification() returns trigger language plpgsql as $$
begin
  perform pg_notify('harmonie_change', 'notification:' || new.recipient_id);
  return null;
end $$;
create trigger notification_rings after insert or update of read_at on notification
  for each row execute function ring_notification();
