-- The tables of release 0.1.0. An empty database gets them from here; a database of 0.1.0 has them already (prisma/migrate/take-over.ts).
-- Functions and triggers stand in prisma/sql, except those that a check or an index calls: changing one of these means looking
-- again at the rows written under it, so a migration changes them.
create extension if not exists btree_gist;
create sequence request_number;

-- Folds case and accents, for searching and sorting. Capitals with an accent are listed too: `lower` leaves them as they are in a
-- database that sorts by bytes, as the embedded one does. No extension: an external database may forbid them.
create function search_key(text) returns text
  language sql immutable parallel safe
  return replace(replace(translate(lower($1),
    'àâäáãåçéèêëîïíìôöóòõùûüúÿñÀÂÄÁÃÅÇÉÈÊËÎÏÍÌÔÖÓÒÕÙÛÜÚŸÑŒÆ',
    'aaaaaaceeeeiiiiooooouuuuynaaaaaaceeeeiiiiooooouuuuynœæ'), 'œ', 'oe'), 'æ', 'ae');

-- The strongest decision that a circuit asks of people: signature, visa or opinion; null where it asks none.
create function circuit_decides(sheet jsonb) returns text language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case
    when sheet -> 'steps' @> '[{"decision": "signature"}]' then 'signature'
    when sheet -> 'steps' @> '[{"decision": "visa"}]' or sheet -> 'steps' @> '[{"decision": "check"}]' then 'visa'
    when sheet -> 'steps' @> '[{"decision": "opinion"}]' then 'opinion' end
$$;

-- Roles that two administrators give (guarantee G10). domain/permissions/role.ts says the same.
create function is_sensitive_role(role text) returns boolean language sql immutable
  return role in ('signataire', 'financier', 'analyste', 'administrateur');

-- Whether a mapping of a migration is unambiguous: no target twice, none in another diagram, none that is itself mapped elsewhere.
create function mapping_is_plain(mapping jsonb) returns boolean language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select count(distinct value) = count(*)
         and coalesce(bool_and(regexp_replace(key, '[^/]*$', '') = regexp_replace(value, '[^/]*$', '')
                               and (key = value or not mapping ? value)), true)
    from jsonb_each_text(mapping) $$;

create table absence (
  id uuid not null,
  person_id uuid not null,
  "from" date not null,
  until date not null,
  constraint absence_pkey primary key (id),
  constraint absence_dates check (until >= "from")
);
create index absence_person_id_idx on absence using btree (person_id);

create table account (
  id text not null,
  account_id text not null,
  provider_id text not null,
  user_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp(3) with time zone,
  refresh_token_expires_at timestamp(3) with time zone,
  scope text,
  password text,
  created_at timestamp(3) with time zone not null default current_timestamp,
  updated_at timestamp(3) with time zone not null,
  constraint account_pkey primary key (id),
  constraint account_keeps_no_token check (access_token is null and refresh_token is null and id_token is null)
);
create unique index account_provider_id_account_id_key on account using btree (provider_id, account_id);
create index account_user_id_idx on account using btree (user_id);

create table account_link (
  id uuid not null,
  digest text not null,
  purpose text not null,
  user_id text not null,
  made_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  used_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  constraint account_link_pkey primary key (id),
  constraint account_link_is_a_digest check (digest ~ '^[0-9a-f]{64}$'::text),
  constraint account_link_lives_briefly check (expires_at > made_at and expires_at <= (made_at + '72:00:00'::interval)),
  constraint account_link_purpose check (purpose = any (array['invitation'::text, 'reset'::text, 'recovery'::text]))
);
create unique index account_link_digest_key on account_link using btree (digest);
create index account_link_expires_at on account_link using btree (expires_at);
create index account_link_user_id_idx on account_link using btree (user_id);

create table act (
  id uuid not null,
  request_id uuid not null,
  template text not null,
  title text not null,
  content jsonb not null,
  drafted_at timestamp(3) with time zone not null default current_timestamp,
  decision_id uuid,
  preview_sha256 text,
  sealed_sha256 text,
  sealed_size integer,
  signed_at timestamp(3) with time zone,
  sealed_at timestamp(3) with time zone,
  evidence jsonb,
  effects jsonb,
  seal_claim uuid,
  seal_claimed_until timestamp(3) with time zone,
  warned boolean not null default false,
  constraint act_pkey primary key (id),
  constraint act_claimed_until check ((seal_claim is null) = (seal_claimed_until is null)),
  constraint act_sealed_at_once check (num_nulls(decision_id, preview_sha256, sealed_sha256, sealed_size, signed_at, sealed_at, evidence) = any (array[0, 7])),
  constraint act_template check (template = any (array['act'::text, 'refusal'::text]))
);
create unique index act_decision_id_key on act using btree (decision_id);
create index act_preview_sha256_idx on act using hash (preview_sha256);
create index act_request_id_idx on act using btree (request_id);
create index act_sealed_sha256_idx on act using hash (sealed_sha256);

create table act_batch (
  id uuid not null,
  kind text not null,
  version_id uuid not null,
  made_by_id uuid not null,
  made_at timestamp(3) with time zone not null,
  file_name text,
  content bytea,
  answers jsonb not null,
  state text not null,
  lines integer not null default 0,
  fault jsonb,
  touched_at timestamp(3) with time zone not null,
  asked_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  constraint act_batch_pkey primary key (id),
  constraint act_batch_content check (content is null or state = 'received'::text),
  constraint act_batch_state check (state = any (array['received'::text, 'refused'::text, 'read'::text, 'planned'::text, 'asked'::text, 'done'::text]))
);
create index act_batch_made_by_id_made_at_idx on act_batch using btree (made_by_id, made_at);
create index act_batch_waiting on act_batch using btree (touched_at) where (state = any (array['received'::text, 'read'::text, 'asked'::text]));

create table act_batch_line (
  batch_id uuid not null,
  line integer not null,
  key text not null,
  agent_id uuid,
  said jsonb,
  state text not null,
  faults jsonb not null default '[]'::jsonb,
  request_id uuid,
  constraint act_batch_line_pkey primary key (batch_id, line),
  constraint act_batch_line_filed check ((state = 'filed'::text) = (request_id is not null)),
  constraint act_batch_line_state check (state = any (array['read'::text, 'ready'::text, 'fault'::text, 'filed'::text]))
);
create unique index act_batch_line_agent on act_batch_line using btree (batch_id, agent_id) where (state = any (array['ready'::text, 'filed'::text]));
create index act_batch_line_next on act_batch_line using btree (batch_id, line) where (state = any (array['read'::text, 'ready'::text]));
create unique index act_batch_line_request_id_key on act_batch_line using btree (request_id);

create table act_deposit (
  id uuid not null,
  act_id uuid not null,
  attempt integer not null,
  name text not null,
  asked_by_id uuid not null,
  asked_at timestamp(3) with time zone not null,
  state text not null,
  code text,
  sha256 text,
  size bigint,
  deposited_at timestamp(3) with time zone,
  looked_at timestamp(3) with time zone,
  answered_at timestamp(3) with time zone,
  answer text,
  told text,
  constraint act_deposit_pkey primary key (id),
  constraint act_deposit_attempt check (attempt >= 1 and attempt <= 1000),
  constraint act_deposit_is_answered check ((state = 'acknowledged'::text or state = 'refused'::text and sha256 is not null) = (answered_at is not null) and (answered_at is null) = (answer is null) and (code is not null) = (state = 'refused'::text and sha256 is null)),
  constraint act_deposit_is_read_back check ((num_nulls(sha256, size, deposited_at) = any (array[0, 3])) and ((state <> ALL (array['deposited'::text, 'acknowledged'::text])) or sha256 is not null)),
  constraint act_deposit_sha256 check (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint act_deposit_state check (state = any (array['waiting'::text, 'deposited'::text, 'acknowledged'::text, 'refused'::text])),
  constraint act_deposit_told check (told is null or told = 'late'::text and state <> 'waiting'::text or told = 'refused'::text and state = 'refused'::text)
);
create unique index act_deposit_act_id_attempt_key on act_deposit using btree (act_id, attempt);
create unique index act_deposit_name_key on act_deposit using btree (name);
create unique index act_deposit_once on act_deposit using btree (act_id) where (state <> 'refused'::text);
create index act_deposit_unanswered on act_deposit using btree (looked_at nulls first, id) where (state = 'deposited'::text);
create index act_deposit_unanswered_since on act_deposit using btree (deposited_at) where ((state = 'deposited'::text) and (told is null));
create index act_deposit_untold on act_deposit using btree (id) where ((state = 'refused'::text) and (told is distinct from 'refused'::text));

create table act_edition (
  act_id uuid not null,
  number integer not null,
  sha256 text not null,
  size integer not null,
  made_at timestamp(3) with time zone not null,
  level text not null,
  stamp_ends_at timestamp(3) with time zone not null,
  constraint act_edition_pkey primary key (act_id, number),
  constraint act_edition_level check (level = 'B-LTA'::text),
  constraint act_edition_sha256 check (sha256 ~ '^[0-9a-f]{64}$'::text)
);
create index act_edition_sha256_idx on act_edition using hash (sha256);
create index act_edition_stamp_ends_at_idx on act_edition using btree (stamp_ends_at);

create table act_opening (
  act_id uuid not null,
  what text not null,
  at timestamp(3) with time zone not null,
  constraint act_opening_pkey primary key (act_id, what),
  constraint act_opening_what_check check (what = any (array['opened'::text, 'downloaded'::text]))
);

create table act_preview (
  id uuid not null,
  act_id uuid not null,
  task_key text not null,
  signer_id uuid not null,
  content jsonb not null,
  sha256 text not null,
  size integer not null,
  created_at timestamp(3) with time zone not null default current_timestamp,
  constraint act_preview_pkey primary key (id),
  constraint act_preview_says_effects check (coalesce(jsonb_typeof(content -> 'effects'::text) = 'array'::text, false)),
  constraint act_preview_sha256 check (sha256 ~ '^[0-9a-f]{64}$'::text)
);
create index act_preview_document_idx on act_preview using hash (sha256);
create unique index act_preview_shown_once on act_preview using btree (task_key, signer_id, sha256);
create index act_preview_task_key_signer_id_idx on act_preview using btree (task_key, signer_id);

create table act_series (
  year integer not null,
  structure_id uuid not null,
  nature text not null,
  last integer not null,
  constraint act_series_pkey primary key (year, structure_id, nature),
  constraint act_series_nature check (nature = any (array['arrete'::text, 'decision'::text]))
);

create table acted_request (
  request_id uuid not null,
  person_id uuid not null,
  filed_at timestamp(3) with time zone not null,
  kind text not null,
  agent_name text collate "C" not null,
  constraint acted_request_pkey primary key (request_id, person_id)
);
create index acted_request_by_agent on acted_request using btree (person_id, agent_name, filed_at, request_id) include (kind);
create index acted_request_by_filing on acted_request using btree (person_id, filed_at, request_id) include (kind, agent_name);
create index acted_request_of_long_name on acted_request using btree (person_id) include (filed_at, request_id, kind, agent_name) where (split_part(agent_name, ' '::text, 3) <> ''::text);
create index acted_request_of_second_word on acted_request using btree (person_id, split_part(agent_name, ' '::text, 2)) include (filed_at, request_id, kind, agent_name) where (split_part(agent_name, ' '::text, 2) <> ''::text);

create table audit_event (
  chain text not null,
  sequence integer not null,
  at timestamp(3) with time zone not null,
  actor_id uuid,
  verb text not null,
  subject text not null,
  payload_digest text not null,
  previous_hash text not null,
  hash text not null,
  constraint audit_event_pkey primary key (chain, sequence),
  constraint audit_event_hashes check (payload_digest ~ '^[0-9a-f]{64}$'::text and hash ~ '^[0-9a-f]{64}$'::text),
  constraint audit_event_sequence check (sequence > 0)
);
create index audit_event_subject_idx on audit_event using btree (subject);
create index audit_event_verb on audit_event using btree (chain, verb);

create table audit_payload (
  chain text not null,
  sequence integer not null,
  salt text not null,
  content jsonb,
  constraint audit_payload_pkey primary key (chain, sequence)
);

create table called_instance (
  engine text not null,
  instance_key text not null,
  request_id uuid not null,
  path text not null,
  constraint called_instance_pkey primary key (engine, instance_key)
);
create index called_instance_instance_key_idx on called_instance using btree (instance_key);
create index called_instance_request_id_idx on called_instance using btree (request_id);

create table campaign (
  id uuid not null,
  kind text not null,
  title_fr text not null,
  title_en text not null,
  structure_id uuid not null,
  opens_on date not null,
  closes_on date not null,
  opinions_until date not null,
  results_on date not null,
  effect_on date not null,
  state text not null,
  made_by_id uuid not null,
  made_at timestamp(3) with time zone not null,
  published_by_id uuid,
  published_at timestamp(3) with time zone,
  reason_law text,
  reason_fact text,
  constraint campaign_pkey primary key (id),
  constraint campaign_days check (opens_on <= closes_on and closes_on <= opinions_until and opinions_until <= results_on and results_on <= effect_on),
  constraint campaign_published check ((state = any (array['published'::text, 'ended'::text])) = (published_at is not null) and (published_at is null) = (published_by_id is null) and (published_at is null or published_by_id <> made_by_id and reason_law <> ''::text and reason_fact <> ''::text)),
  constraint campaign_state check (state = any (array['prepared'::text, 'open'::text, 'closed'::text, 'ranked'::text, 'published'::text, 'ended'::text]))
);
create index campaign_kind_state_idx on campaign using btree (kind, state);

create table campaign_post (
  campaign_id uuid not null,
  code text not null,
  title text not null,
  structure_id uuid not null,
  places integer not null,
  profile text not null default ''::text,
  constraint campaign_post_pkey primary key (campaign_id, code),
  constraint campaign_post_places check (places >= 0 and places <= 1000)
);

create table campaign_rank (
  ranking_id uuid not null,
  request_id uuid not null,
  "out" text,
  moved boolean not null default false,
  points integer not null default 0,
  lines jsonb not null default '[]'::jsonb,
  since date,
  post_code text,
  constraint campaign_rank_pkey primary key (ranking_id, request_id),
  constraint campaign_rank_out check ("out" is null or post_code is null)
);

create table campaign_ranking (
  id uuid not null,
  campaign_id uuid not null,
  number integer not null,
  asked_by_id uuid not null,
  asked_at timestamp(3) with time zone not null,
  state text not null,
  total integer not null default 0,
  ties jsonb not null default '[]'::jsonb,
  fault text,
  touched_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  constraint campaign_ranking_pkey primary key (id),
  constraint campaign_ranking_state check (state = any (array['asked'::text, 'tied'::text, 'done'::text, 'failed'::text]))
);
create unique index campaign_ranking_alone on campaign_ranking using btree (campaign_id) where (state = 'asked'::text);
create unique index campaign_ranking_campaign_id_number_key on campaign_ranking using btree (campaign_id, number);
create index campaign_ranking_waiting on campaign_ranking using btree (touched_at) where (state = 'asked'::text);

create table campaign_request (
  request_id uuid not null,
  campaign_id uuid not null,
  choices text[],
  constraint campaign_request_pkey primary key (request_id),
  constraint campaign_request_choices check (choices is not null and cardinality(choices) >= 1 and cardinality(choices) <= 20)
);
create index campaign_request_campaign_id_idx on campaign_request using btree (campaign_id);

create table campaign_result (
  request_id uuid not null,
  campaign_id uuid not null,
  ranking_id uuid not null,
  post_code text,
  answers jsonb not null default '{}'::jsonb,
  published_at timestamp(3) with time zone not null,
  delivered_at timestamp(3) with time zone,
  constraint campaign_result_pkey primary key (request_id)
);
create index campaign_result_campaign_id_idx on campaign_result using btree (campaign_id);

create table campaign_settlement (
  id uuid not null,
  campaign_id uuid not null,
  post_code text not null,
  request_ids uuid[],
  reason text not null,
  by_id uuid not null,
  at timestamp(3) with time zone not null,
  constraint campaign_settlement_pkey primary key (id),
  constraint campaign_settlement_of check (request_ids is not null and cardinality(request_ids) > 1 and reason <> ''::text)
);
create index campaign_settlement_campaign_id_idx on campaign_settlement using btree (campaign_id);

create table circuit_draft (
  id uuid not null,
  kind text not null,
  origin text not null,
  base_version_id uuid,
  revision integer not null default 0,
  created_at timestamp(3) with time zone not null default current_timestamp,
  created_by uuid,
  updated_at timestamp(3) with time zone not null default current_timestamp,
  updated_by uuid,
  publication_id uuid,
  of text not null default 'kind'::text,
  base_part_version_id uuid,
  constraint circuit_draft_pkey primary key (id),
  constraint circuit_draft_base_is_of_its_own check (
case of
    when 'kind'::text then base_part_version_id is null
    else base_version_id is null
end),
  constraint circuit_draft_of check (of = any (array['kind'::text, 'block'::text, 'theme'::text])),
  constraint circuit_draft_origin check (origin = any (array['version'::text, 'import'::text, 'new'::text, 'copy'::text, 'release'::text]))
);
create index circuit_draft_updated_at_idx on circuit_draft using btree (updated_at);

create table circuit_draft_file (
  draft_id uuid not null,
  path text not null,
  content bytea not null,
  sha256 text not null,
  constraint circuit_draft_file_pkey primary key (draft_id, path),
  constraint circuit_draft_file_sha256 check (sha256 ~ '^[0-9a-f]{64}$'::text)
);

create table circuit_draft_touch (
  draft_id uuid not null,
  person_id uuid not null,
  constraint circuit_draft_touch_pkey primary key (draft_id, person_id)
);

create table circuit_file (
  version_id uuid not null,
  path text not null,
  content bytea not null,
  sha256 text not null,
  constraint circuit_file_pkey primary key (version_id, path)
);

create table circuit_proposal (
  id uuid not null,
  draft_id uuid not null,
  kind text not null,
  revision integer not null,
  bundle_hash text not null,
  over_version_id uuid,
  reason text not null,
  proposed_by uuid not null,
  proposed_at timestamp(3) with time zone not null,
  touched_by uuid[],
  state text not null default 'open'::text,
  decided_by uuid,
  decided_at timestamp(3) with time zone,
  remark text,
  failure text,
  published_at timestamp with time zone,
  of text not null default 'kind'::text,
  constraint circuit_proposal_pkey primary key (id),
  constraint circuit_proposal_is_decided check (
case
    when state = 'open'::text then num_nonnulls(decided_by, decided_at, remark, failure, published_at) = 0
    else decided_by is not null and decided_at is not null
end and (state = 'returned'::text) = (coalesce(TRIM(BOTH from remark), ''::text) <> ''::text) and (state = 'failed'::text) = (failure is not null) and (state = 'published'::text) = (published_at is not null)),
  constraint circuit_proposal_of check (of = any (array['kind'::text, 'block'::text, 'theme'::text])),
  constraint circuit_proposal_state check (state = any (array['open'::text, 'returned'::text, 'taken-back'::text, 'changed'::text, 'dropped'::text, 'approved'::text, 'published'::text, 'failed'::text])),
  constraint circuit_proposal_two_people check (touched_by is not null and ((state <> ALL (array['returned'::text, 'approved'::text, 'published'::text, 'failed'::text])) or decided_by <> proposed_by) and ((state <> ALL (array['approved'::text, 'published'::text, 'failed'::text])) or (decided_by <> ALL (touched_by))) and (state <> 'taken-back'::text or decided_by = proposed_by))
);
create index circuit_proposal_draft_id_idx on circuit_proposal using btree (draft_id);
create index circuit_proposal_kind_idx on circuit_proposal using btree (kind);
create unique index circuit_proposal_one_under_way on circuit_proposal using btree (draft_id) where (state = any (array['open'::text, 'approved'::text]));

create table circuit_release (
  kind text not null,
  bundle_hash text not null,
  proposed_at timestamp(3) with time zone not null default current_timestamp,
  constraint circuit_release_pkey primary key (kind, bundle_hash)
);

create table circuit_version (
  id uuid not null,
  kind text not null,
  number integer not null,
  bundle_hash text not null,
  sheet jsonb not null,
  published_at timestamp(3) with time zone not null default current_timestamp,
  published_by uuid,
  current boolean not null default false,
  reason text,
  proposal_id uuid,
  proposed_by uuid,
  withdrawn_at timestamp(3) with time zone,
  withdrawn_by uuid,
  withdrawal_reason text,
  constraint circuit_version_pkey primary key (id),
  constraint circuit_version_starter_may_start check (coalesce(sheet ->> 'startedBy'::text, 'gestionnaire'::text) = 'gestionnaire'::text or (sheet ->> 'startedBy'::text) = 'superieur'::text and circuit_decides(sheet) is distinct from 'signature'::text),
  constraint circuit_version_withdrawn_in_words check ((num_nonnulls(withdrawn_at, withdrawn_by, withdrawal_reason) = any (array[0, 3])) and coalesce(TRIM(BOTH from withdrawal_reason), 'x'::text) <> ''::text),
  constraint circuit_version_withdrawn_is_not_in_force check (not (current and withdrawn_at is not null))
);
create unique index circuit_version_kind_bundle_hash_key on circuit_version using btree (kind, bundle_hash);
create unique index circuit_version_kind_number_key on circuit_version using btree (kind, number);
create unique index circuit_version_one_current on circuit_version using btree (kind) where current;
create unique index circuit_version_proposal_id_key on circuit_version using btree (proposal_id);

create table consultation (
  id uuid not null,
  person_id uuid not null,
  by_id uuid not null,
  what text not null,
  subject text,
  at timestamp(3) with time zone not null default current_timestamp,
  constraint consultation_pkey primary key (id)
);
create index consultation_at on consultation using btree (at);
create index consultation_person_id_at_idx on consultation using btree (person_id, at);

create table daily_root (
  day date not null,
  made_at timestamp(3) with time zone not null,
  statement jsonb not null,
  stamp bytea,
  leaves_sha256 text not null,
  constraint daily_root_pkey primary key (day),
  constraint daily_root_leaves_sha256_check check (leaves_sha256 ~ '^[0-9a-f]{64}$'::text)
);
create index daily_root_leaves_idx on daily_root using hash (leaves_sha256);

create table daily_root_copy (
  day date not null,
  place text not null,
  written_at timestamp(3) with time zone not null,
  constraint daily_root_copy_pkey primary key (day, place)
);

create table daily_root_place (
  place text not null,
  since timestamp(3) with time zone not null,
  seen_at timestamp(3) with time zone not null,
  constraint daily_root_place_pkey primary key (place)
);

create table decision (
  id uuid not null,
  task_key text not null,
  request_id uuid not null,
  element_id text not null,
  kind text not null,
  author_id uuid not null,
  outcome text not null,
  capacity jsonb,
  recorded_at timestamp(3) with time zone not null default current_timestamp,
  confirmed_at timestamp(3) with time zone,
  voided_at timestamp(3) with time zone,
  constraint decision_pkey primary key (id),
  constraint decision_confirmed_or_voided check (confirmed_at is null or voided_at is null),
  constraint decision_kind check (kind = any (array['opinion'::text, 'visa'::text, 'check'::text, 'signature'::text, 'answer'::text, 'complement'::text, 'correction'::text]))
);
create unique index decision_one_per_task on decision using btree (task_key) where (voided_at is null);
create index decision_request_id_idx on decision using btree (request_id);
create index decision_task_key_idx on decision using btree (task_key);

create table decision_batch (
  id uuid not null,
  person_id uuid not null,
  version_id uuid not null,
  element_id text not null,
  kind text not null,
  outcome text not null,
  fold_sha256 text not null,
  asked_sha256 text not null,
  sign_in jsonb not null,
  count integer not null,
  made_at timestamp(3) with time zone not null,
  stop_asked_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  seen_at timestamp(3) with time zone,
  constraint decision_batch_pkey primary key (id),
  constraint decision_batch_count check (count >= 1 and count <= 1000),
  constraint decision_batch_hashes check (fold_sha256 ~ '^[0-9a-f]{64}$'::text and asked_sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint decision_batch_kind check (kind = any (array['opinion'::text, 'visa'::text, 'check'::text]))
);
create unique index decision_batch_once on decision_batch using btree (person_id, asked_sha256) where (ended_at is null);
create index decision_batch_person_id_made_at_idx on decision_batch using btree (person_id, made_at);

create table decision_batch_item (
  batch_id uuid not null,
  place integer not null,
  task_key text not null,
  said text not null,
  reason text,
  reason_law text,
  reason_fact text,
  intent_id uuid,
  code text,
  params jsonb,
  faults jsonb,
  constraint decision_batch_item_pkey primary key (batch_id, place),
  constraint decision_batch_item_ended check (intent_id is null or code is null),
  constraint decision_batch_item_place check (place >= 0 and place <= 999)
);
create unique index decision_batch_item_batch_id_task_key_key on decision_batch_item using btree (batch_id, task_key);
create index decision_batch_item_intent_id_idx on decision_batch_item using btree (intent_id);
create index decision_batch_item_task_key_idx on decision_batch_item using btree (task_key);

create table decision_intent (
  id uuid not null,
  task_key text not null,
  request_id uuid not null,
  author_id uuid not null,
  outcome text not null,
  reason text,
  reason_law text,
  reason_fact text,
  interview_on date,
  shown_sha256 text,
  step_up_id uuid,
  authentication jsonb not null,
  decided_at timestamp(3) with time zone not null,
  answers jsonb,
  constraint decision_intent_pkey primary key (id),
  constraint decision_intent_sha256 check (shown_sha256 ~ '^[0-9a-f]{64}$'::text)
);
create index decision_intent_of_request on decision_intent using btree (request_id);
create index decision_intent_shown_sha256_idx on decision_intent using hash (shown_sha256);
create unique index decision_intent_step_up_id_key on decision_intent using btree (step_up_id);
create index decision_intent_task_key_idx on decision_intent using btree (task_key);

create table decision_reply (
  decision_id uuid not null,
  reply text not null,
  code text,
  at timestamp(3) with time zone not null,
  params jsonb,
  faults jsonb,
  constraint decision_reply_pkey primary key (decision_id, reply),
  constraint decision_reply_is_known check (reply = any (array['kept'::text, 'refused'::text])),
  constraint decision_reply_says_why check ((reply = 'refused'::text) = (code is not null)),
  constraint decision_reply_words_a_refusal check (reply = 'refused'::text or num_nonnulls(params, faults) = 0)
);

create table delegation (
  id uuid not null,
  reference text not null,
  delegator_id uuid not null,
  delegator_quality text not null,
  delegate_id uuid not null,
  matters text[],
  structure_id uuid not null,
  "from" date not null,
  until date,
  published_on date,
  publication text,
  revoked_at timestamp(3) with time zone,
  ground text,
  proposal_id uuid,
  suspended_from date,
  suspended_until date,
  suspension_reason text,
  constraint delegation_pkey primary key (id),
  constraint delegation_dates check (until is null or until >= "from"),
  constraint delegation_has_ground check (ground is not null and (ground = any (array['installation'::text, 'former'::text, 'proposal'::text])) and (ground = 'proposal'::text) = (proposal_id is not null)),
  constraint delegation_matters check (cardinality(matters) > 0),
  constraint delegation_suspension_whole check ((num_nonnulls(suspended_from, suspended_until, suspension_reason) = any (array[0, 3])) and suspended_until >= suspended_from),
  constraint delegation_to_another check (delegator_id <> delegate_id)
);
create index delegation_delegate_id_idx on delegation using btree (delegate_id);
create unique index delegation_proposal_id_key on delegation using btree (proposal_id);
create index delegation_structure on delegation using btree (structure_id);

create table deployed_block (
  version_id uuid not null,
  engine text not null,
  block text not null,
  process_definition_key text not null,
  constraint deployed_block_pkey primary key (version_id, engine, block)
);

create table deployment (
  id uuid not null,
  version_id uuid not null,
  engine text not null,
  process_definition_key text not null,
  deployed_at timestamp(3) with time zone not null default current_timestamp,
  constraint deployment_pkey primary key (id)
);
create index deployment_process_definition_key_idx on deployment using btree (process_definition_key);
create unique index deployment_version_id_engine_key on deployment using btree (version_id, engine);

create table dossier (
  id uuid not null,
  person_id uuid not null,
  counter integer not null default 0,
  constraint dossier_pkey primary key (id)
);
create unique index dossier_person_id_key on dossier using btree (person_id);

create table dossier_piece (
  id uuid not null,
  dossier_id uuid not null,
  number integer not null,
  title text not null,
  category text not null,
  sha256 text not null,
  size integer not null,
  act_id uuid,
  request_id uuid,
  filed_at timestamp(3) with time zone not null default current_timestamp,
  withdrawn_at timestamp(3) with time zone,
  receipt_of uuid,
  constraint dossier_piece_pkey primary key (id),
  constraint dossier_piece_number check (number > 0),
  constraint dossier_piece_receipt_or_act check (receipt_of is null or act_id is null and request_id = receipt_of)
);
create unique index dossier_piece_act_id_key on dossier_piece using btree (act_id);
create unique index dossier_piece_dossier_id_number_key on dossier_piece using btree (dossier_id, number);
create unique index dossier_piece_receipt_of_key on dossier_piece using btree (receipt_of);
create index dossier_piece_sha256_idx on dossier_piece using hash (sha256);

create table draft (
  id uuid not null,
  version_id uuid not null,
  owner_id uuid not null,
  data jsonb not null default '{}'::jsonb,
  revision integer not null default 0,
  created_at timestamp(3) with time zone not null default current_timestamp,
  updated_at timestamp(3) with time zone not null,
  agent_id uuid,
  warned_at timestamp(3) with time zone,
  constraint draft_pkey primary key (id),
  constraint draft_for_another check (agent_id <> owner_id)
);
create index draft_owner_id_updated_at_idx on draft using btree (owner_id, updated_at);

create table eliminated_act (
  elimination_id uuid not null,
  act_id uuid not null,
  request_id uuid not null,
  number text not null,
  sha256 text not null,
  kind text not null,
  signed_on date not null,
  kept_until date not null,
  years integer not null,
  state text not null,
  eliminated_at timestamp(3) with time zone,
  kept_by_id uuid,
  kept_at timestamp(3) with time zone,
  constraint eliminated_act_pkey primary key (elimination_id, act_id),
  constraint eliminated_act_is_done check ((state = 'eliminated'::text) = (eliminated_at is not null)),
  constraint eliminated_act_is_kept check ((state = 'kept'::text) = (kept_at is not null) and (kept_at is null) = (kept_by_id is null)),
  constraint eliminated_act_sha256 check (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint eliminated_act_state check (state = any (array['proposed'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text, 'eliminated'::text, 'kept'::text]))
);
create unique index eliminated_act_once on eliminated_act using btree (act_id) where (state = any (array['proposed'::text, 'approved'::text, 'eliminated'::text]));
create index eliminated_act_request_id_idx on eliminated_act using btree (request_id);

create table elimination (
  id uuid not null,
  proposed_by_id uuid not null,
  proposed_at timestamp(3) with time zone not null,
  reason text not null,
  grid_number integer not null,
  state text not null,
  decided_by_id uuid,
  decided_at timestamp(3) with time zone,
  remark text,
  constraint elimination_pkey primary key (id),
  constraint elimination_by_two check (state = 'proposed'::text or (state = 'withdrawn'::text) = (decided_by_id = proposed_by_id)),
  constraint elimination_is_decided check ((state = 'proposed'::text) = (decided_at is null) and (decided_at is null) = (decided_by_id is null) and (state = 'refused'::text) = (remark is not null)),
  constraint elimination_state check (state = any (array['proposed'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text]))
);
create index elimination_proposed_at_id_idx on elimination using btree (proposed_at, id);

create table fold_shown (
  person_id uuid not null,
  sha256 text not null,
  task_keys text[],
  shown_at timestamp(3) with time zone not null,
  fold_id text not null,
  constraint fold_shown_pkey primary key (person_id, sha256),
  constraint fold_shown_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint fold_shown_task_keys_check check (task_keys is not null and cardinality(task_keys) >= 1 and cardinality(task_keys) <= 1000)
);
create index fold_shown_at on fold_shown using btree (shown_at);
create index fold_shown_person on fold_shown using btree (person_id, shown_at);

create table habilitation (
  id uuid not null,
  person_id uuid not null,
  role text not null,
  structure_id uuid not null,
  "from" date not null,
  until date,
  by_right boolean not null default false,
  ground text,
  proposal_id uuid,
  power_reference text,
  in_name_of text,
  appointment jsonb,
  constraint habilitation_pkey primary key (id),
  constraint habilitation_appointment_whole check (appointment is null or by_right and length(appointment ->> 'reference'::text) > 0 and (appointment ->> 'signedOn'::text) ~ '^\d{4}-\d\d-\d\d$'::text and (appointment ->> 'effectiveOn'::text) ~ '^\d{4}-\d\d-\d\d$'::text and ((appointment ->> 'publishedOn'::text) is null or (appointment ->> 'publishedOn'::text) ~ '^\d{4}-\d\d-\d\d$'::text)),
  constraint habilitation_by_right_signs check (not by_right or role = 'signataire'::text),
  constraint habilitation_dates check (until is null or until >= "from"),
  constraint habilitation_has_ground check (is_sensitive_role(role) = (ground is not null) and (ground is null or (ground = any (array['installation'::text, 'former'::text, 'proposal'::text]))) and ((ground = 'proposal'::text) is true) = (proposal_id is not null)),
  constraint habilitation_power_by_text check ((power_reference is null or by_right) and (in_name_of is null or power_reference is not null)),
  constraint habilitation_role check (role = any (array['superieur'::text, 'gestionnaire'::text, 'valideur'::text, 'signataire'::text, 'financier'::text, 'referent-deontologue'::text, 'administration-accueil'::text, 'comptable'::text, 'analyste'::text, 'administrateur'::text])),
  constraint habilitation_within_appointment check (
case
    when appointment is null then true
    else "from" >= ((appointment ->> 'effectiveOn'::text)::date) and ((appointment ->> 'publishedOn'::text) is null or "from" > ((appointment ->> 'publishedOn'::text)::date))
end)
);
create index habilitation_person_id_role_idx on habilitation using btree (person_id, role);
create unique index habilitation_proposal_id_key on habilitation using btree (proposal_id);
create index habilitation_structure on habilitation using btree (structure_id);
create index habilitation_structure_id_role_idx on habilitation using btree (structure_id, role);

create table holding_scope (
  id uuid not null default gen_random_uuid(),
  role text,
  structure_id uuid not null,
  waits boolean not null,
  at timestamp(3) with time zone not null default current_timestamp,
  constraint holding_scope_pkey primary key (id)
);

create table housekeeping_run (
  day date not null,
  started_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  removed jsonb not null default '{}'::jsonb,
  constraint housekeeping_run_pkey primary key (day)
);

create table identity_check (
  id uuid not null,
  person_id uuid not null,
  by_id uuid not null,
  document_kind text not null,
  at timestamp(3) with time zone not null,
  address_digest text,
  constraint identity_check_pkey primary key (id),
  constraint identity_check_document check (document_kind = any (array['identity-card'::text, 'passport'::text, 'residence-permit'::text, 'driving-licence'::text, 'professional-card'::text])),
  constraint identity_check_of_another check (by_id <> person_id)
);
create index identity_check_person_id_at_idx on identity_check using btree (person_id, at);

create table identity_claim (
  id uuid not null,
  user_id text not null,
  issuer text not null,
  subject text not null,
  employee_number text not null,
  came_at timestamp(3) with time zone not null,
  outcome text,
  answered_at timestamp(3) with time zone,
  constraint identity_claim_pkey primary key (id),
  constraint identity_claim_answered check ((outcome is null) = (answered_at is null)),
  constraint identity_claim_outcome check (outcome = any (array['linked'::text, 'dismissed'::text]))
);
create index identity_claim_user_id_idx on identity_claim using btree (user_id);
create unique index identity_claim_waits_once on identity_claim using btree (user_id, issuer, subject) where (answered_at is null);

create table identity_link (
  id uuid not null,
  user_id text not null,
  issuer text not null,
  subject text not null,
  employee_number text,
  ground text not null,
  linked_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  constraint identity_link_pkey primary key (id),
  constraint identity_link_ground check (ground = any (array['invitation'::text, 'recovery'::text, 'administrators'::text])),
  constraint identity_link_issuer_is_one_word check (issuer !~ '\s'::text and subject <> ''::text)
);
create unique index identity_link_of_one_account on identity_link using btree (issuer, subject) where (ended_at is null);
create unique index identity_link_of_one_identity on identity_link using btree (user_id, issuer) where (ended_at is null);
create index identity_link_user_id_idx on identity_link using btree (user_id);

create table import_batch (
  id uuid not null,
  kind text not null,
  file_name text not null,
  reason text not null,
  made_by_id uuid,
  made_at timestamp(3) with time zone not null,
  state text not null,
  sha256 text,
  encoding text,
  lines integer not null default 0,
  fault jsonb,
  touched_at timestamp(3) with time zone not null,
  applied_at timestamp(3) with time zone,
  theme text,
  theme_sha256 text,
  approved_by_id uuid,
  approved_at timestamp(3) with time zone,
  constraint import_batch_pkey primary key (id),
  constraint import_batch_approved check ((approved_by_id is null) = (approved_at is null)),
  constraint import_batch_kind check (kind = any (array['structures'::text, 'people'::text, 'postings'::text, 'rights'::text, 'delegations'::text, 'situation'::text])),
  constraint import_batch_state check (state = any (array['receiving'::text, 'received'::text, 'refused'::text, 'planned'::text, 'proposed'::text, 'asked'::text, 'applied'::text])),
  constraint import_batch_theme check ((kind = 'situation'::text) = (theme is not null) and (theme is null) = (theme_sha256 is null))
);
create index import_batch_made_at_idx on import_batch using btree (made_at);

create table import_chunk (
  batch_id uuid not null,
  number integer not null,
  content bytea not null,
  constraint import_chunk_pkey primary key (batch_id, number)
);

create table import_line (
  batch_id uuid not null,
  line integer not null,
  "position" integer not null,
  key text not null,
  same_keys text[],
  said jsonb,
  state text not null,
  waits boolean not null default false,
  faults jsonb not null default '[]'::jsonb,
  subject text,
  constraint import_line_pkey primary key (batch_id, line),
  constraint import_line_state check (state = any (array['read'::text, 'ready'::text, 'same'::text, 'fault'::text, 'applied'::text, 'waits'::text]))
);
create index import_line_at_fault on import_line using btree (batch_id, line) where (state = 'fault'::text);
create index import_line_next on import_line using btree (batch_id, "position") where (state = any (array['read'::text, 'ready'::text]));

create table incident_retry (
  id uuid not null,
  asked_by_id uuid not null,
  asked_at timestamp(3) with time zone not null,
  reason text not null,
  circuit text not null,
  place text not null,
  cause text not null,
  state text not null,
  watched_until timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  constraint incident_retry_pkey primary key (id),
  constraint incident_retry_ends check ((state = 'ended'::text) = (ended_at is not null)),
  constraint incident_retry_reason check (length(TRIM(BOTH from reason)) >= 3 and length(TRIM(BOTH from reason)) <= 1000),
  constraint incident_retry_state check (state = any (array['asked'::text, 'watching'::text, 'ended'::text])),
  constraint incident_retry_watches check (state = 'asked'::text or watched_until is not null)
);
create index incident_retry_asked_by_id_idx on incident_retry using btree (asked_by_id);

create table kind_opening (
  id uuid not null,
  kind text not null,
  structure_id uuid not null,
  open boolean not null,
  "from" date not null,
  until date,
  constraint kind_opening_pkey primary key (id),
  constraint kind_opening_dates check (until is null or until >= "from")
);
create index kind_opening_structure_id_idx on kind_opening using btree (structure_id);

create table known_device (
  id uuid not null,
  user_id text not null,
  digest text not null,
  label text,
  first_seen_at timestamp(3) with time zone not null,
  last_seen_at timestamp(3) with time zone not null,
  constraint known_device_pkey primary key (id),
  constraint known_device_user_id_digest_key unique (user_id, digest)
);
create index known_device_last_seen on known_device using btree (last_seen_at);

create table later_act (
  id uuid not null,
  act_id uuid not null,
  by_act_id uuid not null,
  nature text not null,
  since date not null,
  constraint later_act_pkey primary key (id),
  constraint later_act_is_another check (act_id <> by_act_id),
  constraint later_act_nature check (nature = any (array['corrects'::text, 'withdraws'::text, 'repeals'::text]))
);
create index later_act_act_id_idx on later_act using btree (act_id);
create unique index later_act_by_act_id_key on later_act using btree (by_act_id);

create table migrated_instance (
  migration_id uuid not null,
  instance_key text not null,
  path text not null,
  state text not null,
  cause text,
  params jsonb not null default '{}'::jsonb,
  changed_at timestamp(3) with time zone not null,
  constraint migrated_instance_pkey primary key (migration_id, instance_key),
  constraint migrated_instance_state check (state = any (array['waiting'::text, 'moved'::text, 'returned'::text, 'refused'::text, 'ended'::text]))
);

create table migration_batch (
  id uuid not null,
  from_version_id uuid not null,
  to_version_id uuid not null,
  number text,
  mapping jsonb not null default '{}'::jsonb,
  dry boolean not null,
  asked_by_id uuid not null,
  asked_at timestamp(3) with time zone not null,
  reason text not null,
  state text not null,
  ended_at timestamp(3) with time zone,
  constraint migration_batch_pkey primary key (id),
  constraint migration_batch_mapping check (jsonb_typeof(mapping) = 'object'::text),
  constraint migration_batch_mapping_plain check (mapping_is_plain(mapping)),
  constraint migration_batch_reason check (length(TRIM(BOTH from reason)) >= 3 and length(TRIM(BOTH from reason)) <= 1000),
  constraint migration_batch_state check ((state = any (array['running'::text, 'paused'::text])) and ended_at is null or state = 'ended'::text and ended_at is not null)
);
create index migration_batch_from_version_id_idx on migration_batch using btree (from_version_id);
create index migration_batch_to_version_id_idx on migration_batch using btree (to_version_id);

create table notification (
  id uuid not null,
  dedupe_key text not null,
  request_id uuid,
  act_id uuid,
  recipient_id uuid not null,
  message text not null,
  detail jsonb not null default '{}'::jsonb,
  message_id text not null,
  state text not null default 'queued'::text,
  attempts integer not null default 0,
  next_try_at timestamp(3) with time zone not null default current_timestamp,
  last_error text,
  queued_at timestamp(3) with time zone not null default current_timestamp,
  sent_at timestamp(3) with time zone,
  read_at timestamp(3) with time zone,
  address text,
  subject text,
  constraint notification_pkey primary key (id),
  constraint notification_is_about_one_thing check (num_nonnulls(request_id, subject) <= 1),
  constraint notification_state check (state = any (array['queued'::text, 'sending'::text, 'sent'::text, 'uncertain'::text, 'failed'::text, 'on-screen'::text]))
);
create unique index notification_dedupe_key_key on notification using btree (dedupe_key);
create unique index notification_message_id_key on notification using btree (message_id);
create index notification_read on notification using btree (read_at) where (read_at is not null);
create index notification_request_id_idx on notification using btree (request_id);
create index notification_sent_about_acts on notification using btree (sent_at, id) where ((act_id is not null) and (state = 'sent'::text));
create index notification_shown on notification using btree (recipient_id, queued_at, id) where (address is null);
create index notification_state_next_try_at_idx on notification using btree (state, next_try_at);
create index notification_unread on notification using btree (recipient_id) where ((read_at is null) and (address is null));

create table outbox (
  id uuid not null,
  command text not null,
  payload jsonb not null,
  subject text not null,
  created_at timestamp(3) with time zone not null default current_timestamp,
  available_at timestamp(3) with time zone not null default current_timestamp,
  locked_until timestamp(3) with time zone,
  attempts integer not null default 0,
  last_error text,
  done_at timestamp(3) with time zone,
  result jsonb,
  locked_by integer,
  constraint outbox_pkey primary key (id)
);
create index outbox_done_at_available_at_idx on outbox using btree (done_at, available_at);
create index outbox_in_turn on outbox using btree (subject, created_at, id) where (done_at is null);
create index outbox_waiting on outbox using btree (created_at, id) where (done_at is null);

create table part_file (
  version_id uuid not null,
  path text not null,
  content bytea not null,
  sha256 text not null,
  constraint part_file_pkey primary key (version_id, path)
);
create index part_file_sha256_idx on part_file using btree (sha256);

create table part_version (
  id uuid not null,
  of text not null,
  name text not null,
  number integer not null,
  bundle_hash text not null,
  published_at timestamp(3) with time zone not null default current_timestamp,
  proposal_id uuid,
  proposed_by uuid,
  published_by uuid,
  reason text,
  constraint part_version_pkey primary key (id),
  constraint part_version_of check (of = any (array['block'::text, 'theme'::text]))
);
create unique index part_version_of_name_number_key on part_version using btree (of, name, number);
create unique index part_version_proposal_id_key on part_version using btree (proposal_id);

create table passkey (
  id text not null,
  user_id text not null,
  name text not null,
  credential_id text not null,
  public_key text not null,
  counter bigint not null,
  transports text,
  backed_up boolean not null,
  created_at timestamp(3) with time zone not null,
  last_used_at timestamp(3) with time zone,
  constraint passkey_pkey primary key (id),
  constraint passkey_credential_id_key unique (credential_id)
);
create index passkey_of_user on passkey using btree (user_id);

create table pay_batch (
  id uuid not null,
  number text not null,
  month text not null,
  structure_id uuid not null,
  count integer not null,
  piece_ids uuid[],
  sent_at timestamp(3) with time zone not null,
  sent_by_id uuid not null,
  recalled_at timestamp(3) with time zone,
  recalled_by_id uuid,
  recall_reason text,
  constraint pay_batch_pkey primary key (id),
  constraint pay_batch_count check (count > 0 and count = cardinality(piece_ids)),
  constraint pay_batch_month check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text),
  constraint pay_batch_recalled_at_once check (num_nulls(recalled_at, recalled_by_id, recall_reason) = any (array[0, 3]))
);
create index pay_batch_by_sending on pay_batch using btree (sent_at, id);
create index pay_batch_month_structure_id_idx on pay_batch using btree (month, structure_id);
create unique index pay_batch_number_key on pay_batch using btree (number);

create table pay_piece (
  id uuid not null,
  agent_id uuid not null,
  structure_id uuid not null,
  month text not null,
  movement text not null,
  effect_date date not null,
  effect_until date,
  facts jsonb not null,
  request_id uuid not null,
  act_id uuid,
  act_sha256 text,
  created_at timestamp(3) with time zone not null default current_timestamp,
  checked_at timestamp(3) with time zone,
  checked_by_id uuid,
  sent_at timestamp(3) with time zone,
  batch_id uuid,
  takes_back_id uuid,
  constraint pay_piece_pkey primary key (id),
  constraint pay_piece_act check ((act_id is null) = (act_sha256 is null)),
  constraint pay_piece_checked_by check ((checked_at is null) = (checked_by_id is null)),
  constraint pay_piece_checked_by_another check (checked_by_id <> agent_id),
  constraint pay_piece_month check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text),
  constraint pay_piece_on_bordereau check ((sent_at is null) = (batch_id is null)),
  constraint pay_piece_period check (effect_until is null or effect_until >= effect_date),
  constraint pay_piece_sent_once_checked check (sent_at is null or checked_at is not null)
);
create index pay_piece_act_sha256_idx on pay_piece using hash (act_sha256);
create index pay_piece_batch_id_idx on pay_piece using btree (batch_id);
create index pay_piece_by_effect on pay_piece using btree (effect_date, id);
create index pay_piece_by_month on pay_piece using btree (month, id) include (structure_id, sent_at);
create index pay_piece_of_agent on pay_piece using btree (agent_id, month, id) include (structure_id, sent_at);
create index pay_piece_request_id_idx on pay_piece using btree (request_id);
create unique index pay_piece_request_id_movement_key on pay_piece using btree (request_id, movement) where (takes_back_id is null);
create index pay_piece_structure_id_month_idx on pay_piece using btree (structure_id, month);
create index pay_piece_takes_back_id_idx on pay_piece using btree (takes_back_id);
create unique index pay_piece_takes_back_since_key on pay_piece using btree (request_id, takes_back_id, effect_date) where (takes_back_id is not null);
create index pay_piece_unsent on pay_piece using btree (month, id) include (structure_id) where (sent_at is null);

create table person (
  id uuid not null,
  employee_number text not null,
  first_name text not null,
  last_name text not null,
  work_email text,
  language text not null default 'fr'::text,
  created_at timestamp(3) with time zone not null default current_timestamp,
  account_email text,
  constraint person_pkey primary key (id),
  constraint person_account_email_written check (account_email = lower(account_email) and account_email ~~ '_%@_%'::text),
  constraint person_has_one_account_address check (work_email is null or account_email is null)
);
create unique index person_account_email_key on person using btree (account_email);
create index person_by_name on person using btree (search_key(last_name), search_key(first_name), id) include (last_name, first_name);
create index person_by_work_email on person using btree (lower(work_email));
create unique index person_employee_number_key on person using btree (employee_number);
create index person_first_name_search on person using btree (search_key(first_name) text_pattern_ops, search_key(last_name), id) include (last_name, first_name);
create index person_last_name_first_name_idx on person using btree (last_name, first_name);
create index person_last_name_search on person using btree (search_key(last_name) text_pattern_ops, search_key(first_name), id) include (last_name, first_name);
create index person_named on person using btree (id, search_key(last_name), search_key(first_name)) include (last_name, first_name);
create index person_number_search on person using btree (search_key(employee_number) text_pattern_ops, search_key(last_name), search_key(first_name), id) include (employee_number, last_name, first_name);

create table person_change (
  id uuid not null,
  person_id uuid not null,
  before jsonb not null,
  after jsonb not null,
  reason text not null,
  by_id uuid,
  source text not null,
  proposal_id uuid,
  at timestamp(3) with time zone not null,
  constraint person_change_pkey primary key (id),
  constraint person_change_source check (source = any (array['screen'::text, 'import'::text, 'scim'::text]))
);
create index person_change_person_id_at_idx on person_change using btree (person_id, at);
create unique index person_change_proposal_id_key on person_change using btree (proposal_id);

create table piece (
  id uuid not null,
  sha256 text not null,
  size integer not null,
  media_type text not null,
  file_name text not null,
  piece_type text not null,
  owner_id uuid not null,
  draft_id uuid,
  request_id uuid,
  task_key text,
  uploaded_at timestamp(3) with time zone not null default current_timestamp,
  closed boolean not null default false,
  constraint piece_pkey primary key (id),
  constraint piece_sha256 check (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint piece_size check (size > 0)
);
create index piece_draft_id_idx on piece using btree (draft_id);
create index piece_request_id_idx on piece using btree (request_id);
create index piece_sha256_idx on piece using hash (sha256);

create table postal_correction (
  id uuid not null,
  notice_id uuid not null,
  number integer not null,
  received_on date not null,
  by_id uuid not null,
  at timestamp(3) with time zone not null,
  constraint postal_correction_pkey primary key (id)
);
create unique index postal_correction_notice_id_number_key on postal_correction using btree (notice_id, number);

create table postal_notice (
  id uuid not null,
  act_id uuid not null,
  tracking_number text not null,
  sent_on date not null,
  recorded_by_id uuid not null,
  recorded_at timestamp(3) with time zone not null,
  received_on date,
  received_by_id uuid,
  constraint postal_notice_pkey primary key (id),
  constraint postal_notice_number check (tracking_number ~ '^[A-Z0-9]{8,30}$'::text),
  constraint postal_notice_received_after check (received_on >= sent_on),
  constraint postal_notice_received_whole check ((received_on is null) = (received_by_id is null))
);
create unique index postal_notice_act_id_tracking_number_key on postal_notice using btree (act_id, tracking_number);

create table posting (
  id uuid not null,
  person_id uuid not null,
  structure_id uuid not null,
  quality text not null,
  grade text not null,
  "from" date not null,
  until date,
  proposal_id uuid,
  constraint posting_pkey primary key (id),
  constraint posting_dates check (until is null or until >= "from")
);
create index posting_of_person on posting using btree (person_id, "from", id) include (until, structure_id);
create index posting_of_structure on posting using btree (structure_id, "from", until) include (person_id);
create unique index posting_proposal_id_key on posting using btree (proposal_id);
create index posting_structure_id_idx on posting using btree (structure_id);

create table provisioned_right (
  id uuid not null,
  kind text not null,
  source text not null,
  batch_id uuid,
  structure_id uuid not null,
  person_id uuid,
  facts jsonb not null,
  reason text not null,
  made_by_id uuid,
  made_at timestamp(3) with time zone not null,
  proposal_id uuid,
  given_id uuid,
  ended_at timestamp(3) with time zone,
  ended_by_id uuid,
  end_reason text,
  constraint provisioned_right_pkey primary key (id),
  constraint provisioned_right_ends_once check (num_nonnulls(proposal_id, given_id, ended_at) <= 1),
  constraint provisioned_right_source check (source = any (array['import'::text, 'scim'::text]))
);
create index provisioned_right_person_id_idx on provisioned_right using btree (person_id);
create unique index provisioned_right_proposal_id_key on provisioned_right using btree (proposal_id);
create index provisioned_right_structure_id_idx on provisioned_right using btree (structure_id);
create index provisioned_right_waits on provisioned_right using btree (made_at, id) where ((proposal_id is null) and (given_id is null) and (ended_at is null));

create table rate_limit (
  id text not null,
  key text not null,
  count integer not null,
  last_request bigint not null,
  constraint rate_limit_pkey primary key (id)
);
create unique index rate_limit_key_key on rate_limit using btree (key);

create table registered_act (
  id uuid not null,
  act_id uuid not null,
  request_id uuid not null,
  agent_id uuid not null,
  kind text not null,
  structure_id uuid not null,
  year integer not null,
  nature text not null,
  sequence integer,
  number text not null,
  reference text,
  reserved_at timestamp(3) with time zone not null,
  sealed_at timestamp(3) with time zone,
  state text not null,
  unused_because text,
  constraint registered_act_pkey primary key (id),
  constraint registered_act_in_series check ((sequence is null) = (reference is null)),
  constraint registered_act_is_explained check ((state = 'unused'::text) = (unused_because is not null)),
  constraint registered_act_is_sealed check ((sealed_at is null) = (state = any (array['reserved'::text, 'unused'::text]))),
  constraint registered_act_nature check (nature = any (array['arrete'::text, 'decision'::text])),
  constraint registered_act_state check (state = any (array['reserved'::text, 'in-force'::text, 'corrected'::text, 'withdrawn'::text, 'repealed'::text, 'unused'::text])),
  constraint registered_act_unused_because check (unused_because = any (array['refused'::text, 'withdrawn'::text, 'closed'::text, 'replaced'::text]))
);
create index registered_act_act_id_idx on registered_act using btree (act_id);
create index registered_act_agent_id_idx on registered_act using btree (agent_id);
create index registered_act_apart on registered_act using btree (state, reserved_at, id) where (state <> 'in-force'::text);
create unique index registered_act_in_its_series on registered_act using btree (year, structure_id, nature, sequence);
create unique index registered_act_number_once on registered_act using btree (number) where (sequence is not null);
create index registered_act_number_search on registered_act using btree (search_key(number) text_pattern_ops);
create unique index registered_act_of_its_nature on registered_act using btree (act_id, nature) where (sequence is not null);
create unique index registered_act_reference_key on registered_act using btree (reference);
create index registered_act_request_id_idx on registered_act using btree (request_id);
create index registered_act_reserved_at_id_idx on registered_act using btree (reserved_at, id);
create index registered_act_structure_id_reserved_at_id_idx on registered_act using btree (structure_id, reserved_at, id);

create table request (
  id uuid not null,
  number text not null,
  kind text not null,
  version_id uuid not null,
  draft_id uuid,
  agent_id uuid not null,
  structure_id uuid not null,
  data jsonb not null,
  filed_at timestamp(3) with time zone not null,
  engine text,
  instance_key text,
  reminder_at timestamp(3) with time zone,
  due_at timestamp(3) with time zone,
  silence_at timestamp(3) with time zone,
  outcome text,
  closed_at timestamp(3) with time zone,
  stop_until timestamp(3) with time zone,
  filed_by_id uuid,
  stopped_since timestamp(3) with time zone,
  stop_decision_ids uuid[],
  on_paper boolean not null default false,
  contests_id uuid,
  constraint request_pkey primary key (id),
  constraint request_closed_with_outcome check ((closed_at is null) = (outcome is null)),
  constraint request_filed_for_another check (filed_by_id <> agent_id),
  constraint request_instance_on_engine check ((instance_key is null) = (engine is null)),
  constraint request_on_paper_is_entered check (not on_paper or filed_by_id is not null),
  constraint request_outcome check (outcome = any (array['granted'::text, 'refused'::text, 'withdrawn'::text, 'closed'::text]))
);
create index request_by_filing on request using btree (filed_at, id) include (kind, agent_id, filed_by_id, on_paper);
create index request_by_number on request using btree (length(number), number);
create index request_closed_at_idx on request using btree (closed_at);
create index request_contests_id_idx on request using btree (contests_id);
create unique index request_draft_id_key on request using btree (draft_id);
create index request_filed_by_id_filed_at_idx on request using btree (filed_by_id, filed_at);
create unique index request_instance_key_key on request using btree (instance_key);
create unique index request_number_key on request using btree (number);
create index request_number_search on request using btree (number text_pattern_ops);
create index request_of_agent on request using btree (agent_id, filed_at, id) include (structure_id, kind, filed_by_id, on_paper);
create index request_of_structure on request using btree (structure_id, filed_at, id) include (agent_id, kind);
create index request_open on request using btree (structure_id, filed_at, id) include (agent_id, kind) where (closed_at is null);
create index request_open_by_filing on request using btree (filed_at, id) where (closed_at is null);
create index request_open_of_agent on request using btree (agent_id, filed_at, id) include (filed_by_id, on_paper) where (closed_at is null);
create index request_refused on request using btree (agent_id, kind, id) where (outcome = 'refused'::text);
create index request_stopped on request using btree (id) where (stopped_since is not null);
create index request_under_way on request using btree (version_id, structure_id) where (closed_at is null);

create table request_amendment (
  acceptance_id uuid not null,
  proposal_id uuid not null,
  request_id uuid not null,
  "values" jsonb not null,
  at timestamp(3) with time zone not null,
  constraint request_amendment_pkey primary key (acceptance_id),
  constraint request_amendment_says_something check (jsonb_typeof("values") = 'object'::text and "values" <> '{}'::jsonb)
);
create unique index request_amendment_proposal_id_key on request_amendment using btree (proposal_id);
create index request_amendment_request_id_idx on request_amendment using btree (request_id);

create table request_event (
  id uuid not null,
  request_id uuid not null,
  at timestamp(3) with time zone not null default current_timestamp,
  kind text not null,
  element_id text,
  actor_id uuid,
  fact_key text not null,
  detail jsonb not null default '{}'::jsonb,
  constraint request_event_pkey primary key (id)
);
create index request_event_request_id_at_idx on request_event using btree (request_id, at);
create unique index request_event_request_id_fact_key_key on request_event using btree (request_id, fact_key);

create table request_migration (
  id uuid not null,
  request_id uuid not null,
  from_version_id uuid not null,
  to_version_id uuid not null,
  asked_by_id uuid not null,
  asked_at timestamp(3) with time zone not null,
  reason text not null,
  state text not null,
  cause text,
  params jsonb not null default '{}'::jsonb,
  ended_at timestamp(3) with time zone,
  batch_id uuid,
  constraint request_migration_pkey primary key (id),
  constraint request_migration_ends check ((state = any (array['asked'::text, 'moving'::text, 'returning'::text])) and ended_at is null or (state = any (array['would'::text, 'moved'::text, 'refused'::text, 'stopped'::text])) and ended_at is not null),
  constraint request_migration_reason check (length(TRIM(BOTH from reason)) >= 3 and length(TRIM(BOTH from reason)) <= 1000)
);
create unique index request_migration_batch_id_request_id_key on request_migration using btree (batch_id, request_id);
create index request_migration_from_version_id_idx on request_migration using btree (from_version_id);
create index request_migration_request_id_idx on request_migration using btree (request_id);
create index request_migration_to_version_id_idx on request_migration using btree (to_version_id);
create unique index request_migration_under_way on request_migration using btree (request_id) where (ended_at is null);

create table request_step (
  request_id uuid not null,
  job_key text not null,
  element_id text not null,
  began_at timestamp(3) with time zone not null,
  state text not null,
  constraint request_step_pkey primary key (request_id, job_key),
  constraint request_step_state check (state = any (array['active'::text, 'done'::text, 'left'::text]))
);

create table retried_incident (
  retry_id uuid not null,
  incident_key text not null,
  instance_key text not null,
  element_instance_key text not null,
  request_id uuid,
  place text not null,
  error_type text not null,
  state text not null,
  changed_at timestamp(3) with time zone not null,
  constraint retried_incident_pkey primary key (retry_id, incident_key),
  constraint retried_incident_state check (state = any (array['waiting'::text, 'sent'::text, 'done'::text, 'gone'::text, 'again'::text, 'refused'::text]))
);
create index retried_incident_request_id_idx on retried_incident using btree (request_id);
create unique index retried_incident_under_way on retried_incident using btree (incident_key) where (state = any (array['waiting'::text, 'sent'::text]));

create table right_proposal (
  id uuid not null,
  kind text not null,
  structure_id uuid not null,
  person_id uuid,
  facts jsonb not null,
  reason text not null,
  proposed_by_id uuid not null,
  proposed_at timestamp(3) with time zone not null,
  outcome text,
  answered_by_id uuid,
  answered_at timestamp(3) with time zone,
  answer_reason text,
  constraint right_proposal_pkey primary key (id),
  constraint right_proposal_answered_at_once check (num_nulls(outcome, answered_by_id, answered_at) = any (array[0, 3])),
  constraint right_proposal_kind check (kind = any (array['habilitation'::text, 'delegation'::text, 'posting'::text, 'move'::text, 'recovery'::text, 'identity'::text, 'address'::text, 'quality'::text])),
  constraint right_proposal_not_ones_own check (proposed_by_id is distinct from person_id),
  constraint right_proposal_outcome check (
case outcome
    when 'confirmed'::text then answered_by_id <> proposed_by_id and answered_by_id is distinct from person_id
    when 'refused'::text then answered_by_id <> proposed_by_id and answer_reason is not null
    when 'withdrawn'::text then answered_by_id = proposed_by_id
    else outcome is null
end),
  constraint right_proposal_receiver check ((kind = 'move'::text) = (person_id is null))
);
create index right_proposal_person_id_idx on right_proposal using btree (person_id);
create index right_proposal_structure_id_idx on right_proposal using btree (structure_id);

create table scim_group (
  id uuid not null,
  external_id text,
  display_name text not null,
  role text,
  structure_id uuid,
  mapped_by_id uuid,
  mapped_at timestamp(3) with time zone,
  map_reason text,
  version integer not null default 1,
  made_at timestamp(3) with time zone not null,
  changed_at timestamp(3) with time zone not null,
  deleted_at timestamp(3) with time zone,
  constraint scim_group_pkey primary key (id),
  constraint scim_group_mapped_whole check (num_nulls(role, structure_id, mapped_by_id, mapped_at, map_reason) = any (array[0, 5]))
);
create unique index scim_group_external_id_key on scim_group using btree (external_id);

create table scim_member (
  group_id uuid not null,
  value text not null,
  given_id uuid,
  provisioned_id uuid,
  fault text,
  constraint scim_member_pkey primary key (group_id, value)
);
create index scim_member_of_user on scim_member using btree (value);

create table scim_token (
  id uuid not null,
  digest text not null,
  label text not null,
  made_by_id uuid not null,
  made_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  last_used_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  constraint scim_token_pkey primary key (id)
);
create unique index scim_token_digest_key on scim_token using btree (digest);

create table scim_user (
  id uuid not null,
  external_id text,
  user_name text not null,
  person_id uuid not null,
  active boolean not null,
  version integer not null default 1,
  made_at timestamp(3) with time zone not null,
  changed_at timestamp(3) with time zone not null,
  departed_here_at timestamp(3) with time zone,
  constraint scim_user_pkey primary key (id)
);
create unique index scim_user_external_id_key on scim_user using btree (external_id);
create unique index scim_user_person_id_key on scim_user using btree (person_id);
create unique index scim_user_user_name_key on scim_user using btree (lower(user_name));

create table seal_certificate (
  sha256 text not null,
  until timestamp(3) with time zone not null,
  seen_at timestamp(3) with time zone not null,
  constraint seal_certificate_pkey primary key (sha256)
);

create table sealing_key (
  holder text not null,
  purpose text not null,
  key_id text not null,
  declared_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  constraint sealing_key_pkey primary key (holder, purpose, key_id)
);

create table session (
  id text not null,
  expires_at timestamp(3) with time zone not null,
  token text not null,
  created_at timestamp(3) with time zone not null default current_timestamp,
  updated_at timestamp(3) with time zone not null,
  ip_address text,
  user_agent text,
  user_id text not null,
  method text not null default 'password'::text,
  strength text not null default 'single-factor'::text,
  issuer text,
  acr text,
  amr text,
  id_token_sealed text,
  device_id uuid,
  constraint session_pkey primary key (id),
  constraint session_method_known check (method = any (array['password'::text, 'password+totp'::text, 'password+recovery-code'::text, 'passkey'::text, 'oidc'::text])),
  constraint session_strength_known check (strength = any (array['single-factor'::text, 'two-factor'::text])),
  constraint session_strength_of_its_method check (strength =
case method
    when 'password'::text then 'single-factor'::text
    when 'oidc'::text then strength
    else 'two-factor'::text
end)
);
create unique index session_token_key on session using btree (token);
create index session_user_id_idx on session using btree (user_id);

create table sign_in_event (
  id uuid not null,
  at timestamp(3) with time zone not null,
  user_id text,
  account_digest text not null,
  outcome text not null,
  method text,
  strength text,
  address text not null,
  device text,
  device_id uuid,
  constraint sign_in_event_pkey primary key (id),
  constraint sign_in_event_outcome_check check (outcome ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)
);
create index sign_in_event_at on sign_in_event using btree (at, id);
create index sign_in_event_of_address on sign_in_event using btree (address, at, id);
create index sign_in_event_of_user on sign_in_event using btree (user_id, at, id);

create table sign_in_tries (
  bucket text not null,
  count integer not null,
  forgotten_at timestamp(3) with time zone not null,
  constraint sign_in_tries_pkey primary key (bucket)
);
create index sign_in_tries_forgotten on sign_in_tries using btree (forgotten_at);

create table signing_aside (
  task_key text not null,
  person_id uuid not null,
  at timestamp(3) with time zone not null,
  by_id uuid,
  reason text,
  constraint signing_aside_pkey primary key (task_key, person_id),
  constraint signing_aside_by_assistant check (num_nulls(by_id, reason) = any (array[0, 2])),
  constraint signing_aside_of_another check (by_id <> person_id),
  constraint signing_aside_reason check (length(reason) >= 1 and length(reason) <= 500)
);

create table signing_assistant (
  id uuid not null,
  signatory_id uuid not null,
  assistant_id uuid not null,
  "from" date not null,
  until date not null,
  named_at timestamp(3) with time zone not null,
  revoked_at timestamp(3) with time zone,
  revoked_by_id uuid,
  constraint signing_assistant_pkey primary key (id),
  constraint signing_assistant_once exclude using gist (signatory_id with =, assistant_id with =, daterange("from", until, '[]'::text) with &&) where (revoked_at is null),
  constraint signing_assistant_dates check (until >= "from"),
  constraint signing_assistant_of_another check (signatory_id <> assistant_id),
  constraint signing_assistant_revoked check (num_nulls(revoked_at, revoked_by_id) = any (array[0, 2]))
);
create index signing_assistant_assistant_id_idx on signing_assistant using btree (assistant_id);
create index signing_assistant_signatory_id_idx on signing_assistant using btree (signatory_id);

create table signing_batch (
  id uuid not null,
  person_id uuid not null,
  root text not null,
  count integer not null,
  made_at timestamp(3) with time zone not null,
  state text not null,
  challenge text,
  challenge_until timestamp(3) with time zone,
  method text,
  authentication jsonb,
  verified_at timestamp(3) with time zone,
  expires_at timestamp(3) with time zone,
  stop_asked_at timestamp(3) with time zone,
  seen_at timestamp(3) with time zone,
  constraint signing_batch_pkey primary key (id),
  constraint signing_batch_count check (count >= 1 and count <= 1000),
  constraint signing_batch_five_minutes check (expires_at <= (verified_at + '00:05:00'::interval)),
  constraint signing_batch_method check (method = any (array['totp'::text, 'passkey'::text])),
  constraint signing_batch_proof check ((state = 'made'::text) = (method is null) and (num_nulls(method, authentication, verified_at, expires_at) = any (array[0, 4]))),
  constraint signing_batch_root check (root ~ '^[0-9a-f]{64}$'::text),
  constraint signing_batch_state check (state = any (array['made'::text, 'proved'::text, 'written'::text]))
);
create index signing_batch_person_id_made_at_idx on signing_batch using btree (person_id, made_at);

create table signing_challenge (
  task_key text not null,
  person_id uuid not null,
  sha256 text not null,
  nonce text not null,
  expires_at timestamp(3) with time zone not null,
  constraint signing_challenge_pkey primary key (task_key, person_id)
);
create index signing_challenge_expires_at on signing_challenge using btree (expires_at);

create table signing_leaf (
  batch_id uuid not null,
  place integer not null,
  task_key text not null,
  sha256 text not null,
  shown text not null,
  fold_sha256 text,
  path text[],
  code text,
  params jsonb,
  constraint signing_leaf_pkey primary key (batch_id, place),
  constraint signing_leaf_place check (place >= 0 and place <= 999),
  constraint signing_leaf_sha256 check (sha256 ~ '^[0-9a-f]{64}$'::text and fold_sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint signing_leaf_shown check (shown = any (array['fold'::text, 'opened'::text])),
  constraint signing_leaf_words_a_refusal check (code is not null or params is null)
);
create unique index signing_leaf_batch_id_task_key_key on signing_leaf using btree (batch_id, task_key);

create table signing_note (
  id uuid not null,
  task_key text not null,
  person_id uuid not null,
  by_id uuid not null,
  sealed text not null,
  at timestamp(3) with time zone not null,
  constraint signing_note_pkey primary key (id),
  constraint signing_note_task_key_person_id_by_id_key unique (task_key, person_id, by_id),
  constraint signing_note_check check (by_id <> person_id)
);

create table signing_place (
  task_key text not null,
  person_id uuid not null,
  place integer not null,
  by_id uuid not null,
  at timestamp(3) with time zone not null,
  constraint signing_place_pkey primary key (task_key, person_id),
  constraint signing_place_place_check check (place >= 0 and place <= 999)
);

create table situation_correction (
  id uuid not null,
  entry_id uuid not null,
  person_id uuid not null,
  value jsonb not null,
  "from" date not null,
  until date,
  reason text not null,
  proposed_by_id uuid not null,
  proposed_at timestamp(3) with time zone not null,
  state text not null default 'open'::text,
  decided_by_id uuid,
  decided_at timestamp(3) with time zone,
  remark text,
  constraint situation_correction_pkey primary key (id),
  constraint situation_correction_is_decided check ((state = 'open'::text) = (decided_at is null) and
case state
    when 'open'::text then decided_by_id is null
    when 'applied'::text then decided_by_id is distinct from proposed_by_id
    when 'refused'::text then decided_by_id is not null and decided_by_id <> proposed_by_id
    when 'taken-back'::text then decided_by_id = proposed_by_id
    else null::boolean
end and (state = 'refused'::text) = (coalesce(btrim(remark), ''::text) <> ''::text)),
  constraint situation_correction_period check (until is null or until >= "from"),
  constraint situation_correction_reason check (btrim(reason) <> ''::text),
  constraint situation_correction_state check (state = any (array['open'::text, 'applied'::text, 'refused'::text, 'taken-back'::text]))
);
create unique index situation_correction_one_open on situation_correction using btree (entry_id) where (state = 'open'::text);
create index situation_correction_person_id_state_idx on situation_correction using btree (person_id, state);

create table situation_entry (
  id uuid not null,
  person_id uuid not null,
  theme text not null,
  theme_sha256 text not null,
  "from" date not null,
  until date,
  value jsonb not null,
  origin text not null,
  request_id uuid,
  at timestamp(3) with time zone not null,
  guarantee text,
  act_id uuid,
  decision_ids uuid[],
  by_id uuid,
  cites_id uuid,
  superseded_at timestamp(3) with time zone,
  apart boolean,
  item_id uuid,
  moves numeric,
  import_id uuid,
  import_line integer,
  undoes_id uuid,
  carries_id uuid,
  constraint situation_entry_pkey primary key (id),
  constraint situation_entry_apart exclude using gist (person_id with =, theme with =, daterange("from", until, '[]'::text) with &&) where (apart and superseded_at is null),
  constraint situation_entry_correction check (
case origin
    when 'correction'::text then cites_id is not null
    when 'request'::text then true
    when 'undoing'::text then true
    else cites_id is null
end),
  constraint situation_entry_guarantee check (guarantee = any (array['self'::text, 'checked'::text, 'act'::text, 'two-person'::text])),
  constraint situation_entry_import check (import_id is null or (origin = any (array['import'::text, 'taken-over'::text]))),
  constraint situation_entry_import_names_file check (origin <> 'import'::text or import_id is not null),
  constraint situation_entry_import_whole check ((import_id is null) = (import_line is null)),
  constraint situation_entry_origin check (origin = any (array['request'::text, 'taken-over'::text, 'import'::text, 'correction'::text, 'undoing'::text])),
  constraint situation_entry_period check (until is null or until >= "from"),
  constraint situation_entry_undoing check ((origin = 'undoing'::text) = (undoes_id is not null) and (carries_id is null or undoes_id is not null) and (undoes_id is null or cites_id is null or cites_id = undoes_id)),
  constraint situation_entry_value check (jsonb_typeof(value) = 'object'::text)
);
create unique index situation_entry_cites_id_key on situation_entry using btree (cites_id);
create unique index situation_entry_import_id_import_line_key on situation_entry using btree (import_id, import_line);
create index situation_entry_person_id_theme_from_idx on situation_entry using btree (person_id, theme, "from");
create unique index situation_entry_request_id_theme_key on situation_entry using btree (request_id, theme);
create index situation_entry_undoes_id_idx on situation_entry using btree (undoes_id);
create index situation_entry_until_idx on situation_entry using btree (until) where ((until is not null) and (superseded_at is null));

create table situation_grid (
  id uuid not null,
  name text not null,
  number integer not null,
  grid jsonb not null,
  proposal_id uuid,
  published_at timestamp with time zone not null default clock_timestamp(),
  constraint situation_grid_pkey primary key (id)
);
create unique index situation_grid_name_number_key on situation_grid using btree (name, number);
create unique index situation_grid_proposal_id_key on situation_grid using btree (proposal_id);

create table situation_grid_proposal (
  id uuid not null,
  name text not null,
  base_id uuid,
  grid jsonb not null,
  reason text not null,
  proposed_by uuid not null,
  proposed_at timestamp(3) with time zone not null,
  state text not null default 'open'::text,
  decided_by uuid,
  decided_at timestamp(3) with time zone,
  remark text,
  constraint situation_grid_proposal_pkey primary key (id),
  constraint situation_grid_proposal_is_decided check (
case
    when state = 'open'::text then num_nonnulls(decided_by, decided_at, remark) = 0
    else decided_by is not null and decided_at is not null
end and (state = 'returned'::text) = (coalesce(TRIM(BOTH from remark), ''::text) <> ''::text)),
  constraint situation_grid_proposal_reason check (TRIM(BOTH from reason) <> ''::text),
  constraint situation_grid_proposal_state check (state = any (array['open'::text, 'returned'::text, 'taken-back'::text, 'approved'::text])),
  constraint situation_grid_proposal_two_people check (((state <> ALL (array['returned'::text, 'approved'::text])) or decided_by <> proposed_by) and (state <> 'taken-back'::text or decided_by = proposed_by))
);
create index situation_grid_proposal_name_proposed_at_idx on situation_grid_proposal using btree (name, proposed_at);
create unique index situation_grid_proposal_one_open on situation_grid_proposal using btree (name) where (state = 'open'::text);

create table situation_reminder (
  entry_id uuid not null,
  at timestamp(3) with time zone not null,
  constraint situation_reminder_pkey primary key (entry_id)
);

create table situation_theme (
  sha256 text not null,
  name text not null,
  source text not null,
  definition jsonb not null,
  floor text not null,
  use text,
  published_at timestamp(3) with time zone not null default current_timestamp,
  constraint situation_theme_pkey primary key (sha256)
);
create index situation_theme_name_published_at_idx on situation_theme using btree (name, published_at);

create table step_up_guard (
  user_id text not null,
  last_time_step bigint not null default 0,
  failed_attempts integer not null default 0,
  locked_until timestamp(3) with time zone,
  constraint step_up_guard_pkey primary key (user_id)
);

create table step_up_proof (
  id uuid not null,
  task_key text not null,
  person_id uuid not null,
  sha256 text not null,
  method text not null,
  verified_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  used_at timestamp(3) with time zone,
  batch_id uuid,
  place integer,
  constraint step_up_proof_pkey primary key (id),
  constraint step_up_proof_method check (method = any (array['totp'::text, 'passkey'::text]))
);
create unique index step_up_proof_batch_id_place_key on step_up_proof using btree (batch_id, place);

create table structure (
  id uuid not null,
  code text not null,
  name text not null,
  city text not null,
  parent_id uuid,
  path text not null,
  closed_on date,
  time_zone text not null default 'Europe/Paris'::text,
  department text,
  constraint structure_pkey primary key (id),
  constraint structure_has_a_clock check (time_zone = any (array['Europe/Paris'::text, 'Indian/Mayotte'::text, 'Indian/Reunion'::text, 'Indian/Kerguelen'::text, 'Pacific/Noumea'::text, 'Pacific/Wallis'::text, 'Pacific/Tahiti'::text, 'Pacific/Marquesas'::text, 'Pacific/Gambier'::text, 'America/Martinique'::text, 'America/Guadeloupe'::text, 'America/Cayenne'::text, 'America/Miquelon'::text])),
  constraint structure_path_ends_with_id check (path ~~ '/%'::text and "right"(path, 38) = (('/'::text || id::text) || '/'::text)),
  constraint structure_stands_somewhere check (department = any (array['01'::text, '02'::text, '03'::text, '04'::text, '05'::text, '06'::text, '07'::text, '08'::text, '09'::text, '10'::text, '11'::text, '12'::text, '13'::text, '14'::text, '15'::text, '16'::text, '17'::text, '18'::text, '19'::text, '2A'::text, '2B'::text, '21'::text, '22'::text, '23'::text, '24'::text, '25'::text, '26'::text, '27'::text, '28'::text, '29'::text, '30'::text, '31'::text, '32'::text, '33'::text, '34'::text, '35'::text, '36'::text, '37'::text, '38'::text, '39'::text, '40'::text, '41'::text, '42'::text, '43'::text, '44'::text, '45'::text, '46'::text, '47'::text, '48'::text, '49'::text, '50'::text, '51'::text, '52'::text, '53'::text, '54'::text, '55'::text, '56'::text, '57'::text, '58'::text, '59'::text, '60'::text, '61'::text, '62'::text, '63'::text, '64'::text, '65'::text, '66'::text, '67'::text, '68'::text, '69'::text, '70'::text, '71'::text, '72'::text, '73'::text, '74'::text, '75'::text, '76'::text, '77'::text, '78'::text, '79'::text, '80'::text, '81'::text, '82'::text, '83'::text, '84'::text, '85'::text, '86'::text, '87'::text, '88'::text, '89'::text, '90'::text, '91'::text, '92'::text, '93'::text, '94'::text, '95'::text, '971'::text, '972'::text, '973'::text, '974'::text, '975'::text, '976'::text, '977'::text, '978'::text, '984'::text, '986'::text, '987'::text, '988'::text, '989'::text]))
);
create unique index structure_code_key on structure using btree (code);
create index structure_parent_id_idx on structure using btree (parent_id);
create unique index structure_path_key on structure using btree (path);

create table structure_above (
  structure_id uuid not null,
  above_id uuid not null,
  distance integer not null,
  constraint structure_above_pkey primary key (structure_id, above_id)
);
create index structure_above_above_id_idx on structure_above using btree (above_id);

create table submission_proof (
  id uuid not null,
  draft_id uuid not null,
  person_id uuid not null,
  sha256 text not null,
  method text not null,
  verified_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  used_at timestamp(3) with time zone,
  constraint submission_proof_pkey primary key (id),
  constraint submission_proof_method check (method = any (array['totp'::text, 'password'::text])),
  constraint submission_proof_sha256 check (sha256 ~ '^[0-9a-f]{64}$'::text)
);
create index submission_proof_draft_id_idx on submission_proof using btree (draft_id);

create table task (
  key text not null,
  request_id uuid not null,
  instance_key text not null,
  element_id text not null,
  role text not null,
  decision text not null,
  state text not null,
  assignee_id uuid,
  priority integer not null default 50,
  due_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null default current_timestamp,
  ended_at timestamp(3) with time zone,
  distinct_from text[] default array[]::text[],
  constraint task_pkey primary key (key),
  constraint task_answer_of_agent check (decision <> 'answer'::text or role = 'agent'::text),
  constraint task_decision check (decision = any (array['opinion'::text, 'visa'::text, 'check'::text, 'signature'::text, 'answer'::text, 'complement'::text, 'correction'::text])),
  constraint task_role_may_hold check (role = any (array['agent'::text, 'demandeur'::text, 'superieur'::text, 'superieur-n2'::text, 'gestionnaire'::text, 'valideur'::text, 'signataire'::text, 'financier'::text, 'referent-deontologue'::text, 'administration-accueil'::text])),
  constraint task_state check (state = any (array['created'::text, 'completing'::text, 'completed'::text, 'canceled'::text]))
);
create index task_open on task using btree (request_id, role) where (state = any (array['created'::text, 'completing'::text]));
create index task_request_id_idx on task using btree (request_id);
create index task_state_role_idx on task using btree (state, role);
create index task_taken on task using btree (assignee_id) where (state = 'created'::text);

create table task_holding (
  task_key text not null,
  person_id uuid not null,
  "from" date not null,
  until date not null,
  due_at timestamp(3) with time zone not null,
  created_at timestamp(3) with time zone not null,
  kind text not null,
  decision text not null,
  agent_name text collate "C" not null,
  constraint task_holding_pkey primary key (task_key, person_id, "from")
);
create index task_holding_by_agent on task_holding using btree (person_id, agent_name, created_at, task_key) include (kind, decision, "from", until, due_at);
create index task_holding_by_creation on task_holding using btree (person_id, created_at, task_key) include (kind, decision, "from", until, agent_name);
create index task_holding_by_due on task_holding using btree (person_id, due_at, created_at, task_key) include (kind, decision, "from", until, agent_name);
create index task_holding_of_long_name on task_holding using btree (person_id) include (due_at, created_at, task_key, kind, decision, "from", until, agent_name) where (split_part(agent_name, ' '::text, 3) <> ''::text);
create index task_holding_of_second_word on task_holding using btree (person_id, split_part(agent_name, ' '::text, 2)) include (due_at, created_at, task_key, kind, decision, "from", until, agent_name) where (split_part(agent_name, ' '::text, 2) <> ''::text);

create table two_factor (
  id text not null,
  secret text not null,
  backup_codes text not null,
  user_id text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamp(3) with time zone,
  constraint two_factor_pkey primary key (id)
);
create unique index two_factor_of_user on two_factor using btree (user_id);

create table typed_answer (
  task_key text not null,
  person_id uuid not null,
  text text not null,
  at timestamp(3) with time zone not null,
  constraint typed_answer_pkey primary key (task_key, person_id),
  constraint typed_answer_text_check check (length(text) >= 1 and length(text) <= 5000)
);

create table "user" (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  created_at timestamp(3) with time zone not null default current_timestamp,
  updated_at timestamp(3) with time zone not null,
  two_factor_enabled boolean not null default false,
  person_id uuid,
  activated_at timestamp(3) with time zone,
  locked_at timestamp(3) with time zone,
  closed_at timestamp(3) with time zone,
  constraint user_pkey primary key (id)
);
create unique index user_email_key on "user" using btree (email);
create unique index user_person_id_key on "user" using btree (person_id);

create table verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp(3) with time zone not null,
  created_at timestamp(3) with time zone not null default current_timestamp,
  updated_at timestamp(3) with time zone not null,
  constraint verification_pkey primary key (id)
);
create index verification_identifier_idx on verification using btree (identifier);

create table withdrawal (
  id uuid not null,
  request_id uuid not null,
  by_id uuid not null,
  reason text,
  asked_at timestamp(3) with time zone not null default current_timestamp,
  accepted_at timestamp(3) with time zone,
  refused_at timestamp(3) with time zone,
  constraint withdrawal_pkey primary key (id)
);
create unique index withdrawal_one_pending on withdrawal using btree (request_id) where ((accepted_at is null) and (refused_at is null));
create index withdrawal_request_id_idx on withdrawal using btree (request_id);

alter table absence add constraint absence_person_id_fkey foreign key (person_id) references person(id) on update cascade on delete restrict;
alter table account add constraint account_user_id_fkey foreign key (user_id) references "user"(id) on update cascade on delete cascade;
alter table account_link add constraint account_link_user_id_fkey foreign key (user_id) references "user"(id) on update cascade on delete cascade;
alter table act add constraint act_decision_id_fkey foreign key (decision_id) references decision(id) on update cascade on delete set null;
alter table act add constraint act_request_id_fkey foreign key (request_id) references request(id) on update cascade on delete restrict;
alter table act_batch add constraint act_batch_made_by_id_fkey foreign key (made_by_id) references person(id) on update cascade on delete restrict;
alter table act_batch add constraint act_batch_version_id_fkey foreign key (version_id) references circuit_version(id) on update cascade on delete restrict;
alter table act_batch_line add constraint act_batch_line_agent_id_fkey foreign key (agent_id) references person(id) on update cascade on delete restrict;
alter table act_batch_line add constraint act_batch_line_batch_id_fkey foreign key (batch_id) references act_batch(id) on update cascade on delete restrict;
alter table act_batch_line add constraint act_batch_line_request_id_fkey foreign key (request_id) references request(id) on update cascade on delete restrict;
alter table act_deposit add constraint act_deposit_act_id_fkey foreign key (act_id) references act(id) on update cascade on delete restrict;
alter table act_deposit add constraint act_deposit_asked_by_id_fkey foreign key (asked_by_id) references person(id) on update cascade on delete restrict;
alter table act_edition add constraint act_edition_act_id_fkey foreign key (act_id) references act(id) on update cascade on delete restrict;
alter table act_opening add constraint act_opening_act_id_fkey foreign key (act_id) references act(id);
alter table act_preview add constraint act_preview_act_id_fkey foreign key (act_id) references act(id) on update cascade on delete restrict;
alter table act_preview add constraint act_preview_task_key_fkey foreign key (task_key) references task(key) on update cascade on delete restrict;
alter table act_series add constraint act_series_structure_id_fkey foreign key (structure_id) references structure(id) on update cascade on delete restrict;
alter table called_instance add constraint called_instance_request_id_fkey foreign key (request_id) references request(id) on update cascade on delete restrict;
alter table campaign add constraint campaign_made_by_id_fkey foreign key (made_by_id) references person(id) on update cascade on delete restrict;
alter table campaign add constraint campaign_published_by_id_fkey foreign key (published_by_id) references person(id) on update cascade on delete restrict;
alter table campaign add constraint campaign_structure_id_fkey foreign key (structure_id) references structure(id) on update cascade on delete restrict;
alter table campaign_post add constraint campaign_post_campaign_id_fkey foreign key (campaign_id) references campaign(id) on update cascade on delete restrict;
alter table campaign_post add constraint campaign_post_structure_id_fkey foreign key (structure_id) references structure(id) on update cascade on delete restrict;
alter table campaign_rank add constraint campaign_rank_ranking_id_fkey foreign key (ranking_id) references campaign_ranking(id) on update cascade on delete restrict;
alter table campaign_rank add constraint campaign_rank_request_id_fkey foreign key (request_id) references campaign_request(request_id) on update cascade on delete restrict;
alter table campaign_ranking add constraint campaign_ranking_asked_by_id_fkey foreign key (asked_by_id) references person(id) on update cascade on delete restrict;
alter table campaign_ranking add constraint campaign_ranking_campaign_id_fkey foreign key (campaign_id) references campaign(id) on update cascade on delete restrict;
alter table campaign_request add constraint campaign_request_campaign_id_fkey foreign key (campaign_id) references campaign(id) on update cascade on delete restrict;
alter table campaign_request add constraint campaign_request_request_id_fkey foreign key (request_id) references request(id) on update cascade on delete restrict;
alter table campaign_result add constraint campaign_result_campaign_id_fkey foreign key (campaign_id) references campaign(id) on update cascade on delete restrict;
alter table campaign_result add constraint campaign_result_ranking_id_fkey foreign key (ranking_id) references campaign_ranking(id) on update cascade on delete restrict;
alter table campaign_result add constraint campaign_result_request_id_fkey foreign key (request_id) references campaign_request(request_id) on update cascade on delete restrict;
alter table campaign_settlement add constraint campaign_settlement_by_id_fkey foreign key (by_id) references person(id) on update cascade on delete restrict;
alter table campaign_settlement add constraint campaign_settlement_campaign_id_fkey foreign key (campaign_id) references campaign(id) on update cascade on delete restrict;
alter table circuit_draft add constraint circuit_draft_base_part_version_id_fkey foreign key (base_part_version_id) references part_version(id) on update cascade on delete set null;
alter table circuit_draft add constraint circuit_draft_base_version_id_fkey foreign key (base_version_id) references circuit_version(id) on update cascade on delete set null;
alter table circuit_draft_file add constraint circuit_draft_file_draft_id_fkey foreign key (draft_id) references circuit_draft(id) on update cascade on delete cascade;
alter table circuit_draft_touch add constraint circuit_draft_touch_draft_id_fkey foreign key (draft_id) references circuit_draft(id) on update cascade on delete cascade;
alter table circuit_file add constraint circuit_file_version_id_fkey foreign key (version_id) references circuit_version(id) on update cascade on delete restrict;
alter table circuit_version add constraint circuit_version_proposal_id_fkey foreign key (proposal_id) references circuit_proposal(id) on update cascade on delete restrict;
alter table daily_root_copy add constraint daily_root_copy_day_fkey foreign key (day) references daily_root(day);
alter table decision add constraint decision_id_fkey foreign key (id) references decision_intent(id) on update cascade on delete restrict;
alter table decision add constraint decision_request_id_fkey foreign key (request_id) references request(id) on update cascade on delete restrict;
alter table decision add constraint decision_task_key_fkey foreign key (task_key) references task(key) on update cascade on delete restrict;
alter table decision_batch add constraint decision_batch_person_id_fkey foreign key (person_id) references person(id) on update cascade on delete restrict;
alter table decision_batch_item add constraint decision_batch_item_batch_id_fkey foreign key (batch_id) references decision_batch(id) on update cascade on delete restrict;
alter table decision_batch_item add constraint decision_batch_item_intent_id_fkey foreign key (intent_id) references decision_intent(id) on update cascade on delete restrict;
alter table decision_intent add constraint decision_intent_task_key_fkey foreign key (task_key) references task(key) on update cascade on delete restrict;
alter table decision_reply add constraint decision_reply_decision_id_fkey foreign key (decision_id) references decision_intent(id) on update cascade on delete restrict;
alter table delegation add constraint delegation_proposal_id_fkey foreign key (proposal_id) references right_proposal(id) on update cascade on delete restrict;
alter table delegation add constraint delegation_structure_id_fkey foreign key (structure_id) references structure(id) on update cascade on delete restrict;
alter table deployed_block add constraint deployed_block_version_id_fkey foreign key (version_id) references circuit_version(id) on update cascade on delete restrict;
alter table deployment add constraint deployment_version_id_fkey foreign key (version_id) references circuit_version(id) on update cascade on delete restrict;
alter table dossier add constraint dossier_person_id_fkey foreign key (person_id) references person(id) on update cascade on delete restrict;
alter table dossier_piece add constraint dossier_piece_act_id_fkey foreign key (act_id) references act(id) on update cascade on delete set null;
alter table dossier_piece add constraint dossier_piece_dossier_id_fkey foreign key (dossier_id) references dossier(id) on update cascade on delete restrict;
alter table dossier_piece add constraint dossier_piece_receipt_of_fkey foreign key (receipt_of) references request(id) on update cascade on delete set null;
alter table draft add constraint draft_agent_id_fkey foreign key (agent_id) references person(id) on update cascade on delete set null;
alter table draft add constraint draft_version_id_fkey foreign key (version_id) references circuit_version(id) on update cascade on delete restrict;
alter table eliminated_act add constraint eliminated_act_act_id_fkey foreign key (act_id) references act(id) on update cascade on delete restrict;
alter table eliminated_act add constraint eliminated_act_elimination_id_fkey foreign key (elimination_id) references elimination(id) on update cascade on delete restrict;
alter table eliminated_act add constraint eliminated_act_kept_by_id_fkey foreign key (kept_by_id) references person(id) on update cascade on delete restrict;
alter table elimination add constraint elimination_decided_by_id_fkey foreign key (decided_by_id) references person(id) on update cascade on delete restrict;
alter table elimination add constraint elimination_proposed_by_id_fkey foreign key (proposed_by_id) references person(id) on update cascade on delete restrict;
alter table habilitation add constraint habilitation_person_id_fkey foreign key (person_id) references person(id) on update cascade on delete restrict;
alter table habilitation add constraint habilitation_proposal_id_fkey foreign key (proposal_id) references right_proposal(id) on update cascade on delete restrict;
alter table habilitation add constraint habilitation_structure_id_fkey foreign key (structure_id) references structure(id) on update cascade on delete restrict;
alter table identity_check add constraint identity_check_by_id_fkey foreign key (by_id) references person(id) on update cascade on delete restrict;
alter table identity_check add constraint identity_check_person_id_fkey foreign key (person_id) references person(id) on update cascade on delete restrict;
alter table identity_claim add constraint identity_claim_user_id_fkey foreign key (user_id) references "user"(id) on update cascade on delete restrict;
alter table identity_link add constraint identity_link_user_id_fkey foreign key (user_id) references "user"(id) on update cascade on delete restrict;
alter table import_batch add constraint import_batch_approved_by_id_fkey foreign key (approved_by_id) references person(id) on update cascade on delete restrict;
alter table import_batch add constraint import_batch_made_by_id_fkey foreign key (made_by_id) references person(id) on update cascade on delete restrict;
alter table import_batch add constraint import_batch_theme_sha256_fkey foreign key (theme_sha256) references situation_theme(sha256) on update cascade on delete restrict;
alter table import_chunk add constraint import_chunk_batch_id_fkey foreign key (batch_id) references import_batch(id) on update cascade on delete restrict;
alter table import_line add constraint import_line_batch_id_fkey foreign key (batch_id) references import_batch(id) on update cascade on delete restrict;
alter table kind_opening add constraint kind_opening_structure_id_fkey foreign key (structure_id) references structure(id) on update cascade on delete restrict;
alter table known_device add constraint known_device_user_id_fkey foreign key (user_id) references "user"(id) on delete cascade;
alter table later_act add constraint later_act_act_id_fkey foreign key (act_id) references act(id) on update cascade on delete restrict;
alter table later_act add constraint later_act_by_act_id_fkey foreign key (by_act_id) references act(id) on update cascade on delete restrict;
alter table migrated_instance add constraint migrated_instance_migration_id_fkey foreign key (migration_id) references request_migration(id) on update cascade on delete restrict;
alter table migration_batch add constraint migration_batch_from_version_id_fkey foreign key (from_version_id) references circuit_version(id) on update cascade on delete restrict;
alter table migration_batch add constraint migration_batch_to_version_id_fkey foreign key (to_version_id) references circuit_version(id) on update cascade on delete restrict;
alter table part_file add constraint part_file_version_id_fkey foreign key (version_id) references part_version(id) on update cascade on delete restrict;
alter table part_version add constraint part_version_proposal_id_fkey foreign key (proposal_id) references circuit_proposal(id) on update cascade on delete restrict;
alter table passkey add constraint passkey_user_id_fkey foreign key (user_id) references "user"(id) on delete cascade;
alter table pay_piece add constraint pay_piece_batch_id_fkey foreign key (batch_id) references pay_batch(id) on update cascade on delete set null;
alter table pay_piece add constraint pay_piece_request_id_fkey foreign key (request_id) references request(id) on update cascade on delete restrict;
alter table pay_piece add constraint pay_piece_takes_back_id_fkey foreign key (takes_back_id) references pay_piece(id) on update cascade on delete restrict;
alter table person_change add constraint person_change_by_id_fkey foreign key (by_id) references person(id) on update cascade on delete set null;
alter table person_change add constraint person_change_person_id_fkey foreign key (person_id) references person(id) on update cascade on delete restrict;
alter table person_change add constraint person_change_proposal_id_fkey foreign key (proposal_id) references right_proposal(id) on update cascade on delete restrict;
alter table piece add constraint piece_draft_id_fkey foreign key (draft_id) references draft(id) on update cascade on delete set null;
alter table piece add constraint piece_request_id_fkey foreign key (request_id) references request(id) on update cascade on delete set null;
alter table postal_correction add constraint postal_correction_notice_id_fkey foreign key (notice_id) references postal_notice(id) on update cascade on delete restrict;
alter table postal_notice add constraint postal_notice_act_id_fkey foreign key (act_id) references act(id) on update cascade on delete restrict;
alter table posting add constraint posting_person_id_fkey foreign key (person_id) references person(id) on update cascade on delete restrict;
alter table posting add constraint posting_proposal_id_fkey foreign key (proposal_id) references right_proposal(id) on update cascade on delete restrict;
alter table posting add constraint posting_structure_id_fkey foreign key (structure_id) references structure(id) on update cascade on delete restrict;
alter table provisioned_right add constraint provisioned_right_batch_id_fkey foreign key (batch_id) references import_batch(id) on update cascade on delete set null;
alter table provisioned_right add constraint provisioned_right_made_by_id_fkey foreign key (made_by_id) references person(id) on update cascade on delete restrict;
alter table provisioned_right add constraint provisioned_right_person_id_fkey foreign key (person_id) references person(id) on update cascade on delete restrict;
alter table provisioned_right add constraint provisioned_right_proposal_id_fkey foreign key (proposal_id) references right_proposal(id) on update cascade on delete restrict;
alter table provisioned_right add constraint provisioned_right_structure_id_fkey foreign key (structure_id) references structure(id) on update cascade on delete restrict;
alter table registered_act add constraint registered_act_act_id_fkey foreign key (act_id) references act(id) on update cascade on delete restrict;
alter table registered_act add constraint registered_act_agent_id_fkey foreign key (agent_id) references person(id) on update cascade on delete restrict;
alter table registered_act add constraint registered_act_request_id_fkey foreign key (request_id) references request(id) on update cascade on delete restrict;
alter table registered_act add constraint registered_act_structure_id_fkey foreign key (structure_id) references structure(id) on update cascade on delete restrict;
alter table request add constraint request_contests_id_fkey foreign key (contests_id) references request(id) on update cascade on delete set null;
alter table request add constraint request_draft_id_fkey foreign key (draft_id) references draft(id) on update cascade on delete restrict;
alter table request add constraint request_version_id_fkey foreign key (version_id) references circuit_version(id) on update cascade on delete restrict;
alter table request_amendment add constraint request_amendment_acceptance_id_fkey foreign key (acceptance_id) references decision(id) on update cascade on delete restrict;
alter table request_amendment add constraint request_amendment_proposal_id_fkey foreign key (proposal_id) references decision(id) on update cascade on delete restrict;
alter table request_amendment add constraint request_amendment_request_id_fkey foreign key (request_id) references request(id) on update cascade on delete restrict;
alter table request_event add constraint request_event_request_id_fkey foreign key (request_id) references request(id) on update cascade on delete restrict;
alter table request_migration add constraint request_migration_batch_id_fkey foreign key (batch_id) references migration_batch(id) on update cascade on delete restrict;
alter table request_migration add constraint request_migration_from_version_id_fkey foreign key (from_version_id) references circuit_version(id) on update cascade on delete restrict;
alter table request_migration add constraint request_migration_request_id_fkey foreign key (request_id) references request(id) on update cascade on delete restrict;
alter table request_migration add constraint request_migration_to_version_id_fkey foreign key (to_version_id) references circuit_version(id) on update cascade on delete restrict;
alter table request_step add constraint request_step_request_id_fkey foreign key (request_id) references request(id) on update cascade on delete restrict;
alter table retried_incident add constraint retried_incident_request_id_fkey foreign key (request_id) references request(id) on update cascade on delete restrict;
alter table retried_incident add constraint retried_incident_retry_id_fkey foreign key (retry_id) references incident_retry(id) on update cascade on delete restrict;
alter table right_proposal add constraint right_proposal_answered_by_id_fkey foreign key (answered_by_id) references person(id) on update cascade on delete set null;
alter table right_proposal add constraint right_proposal_person_id_fkey foreign key (person_id) references person(id) on update cascade on delete set null;
alter table right_proposal add constraint right_proposal_proposed_by_id_fkey foreign key (proposed_by_id) references person(id) on update cascade on delete restrict;
alter table right_proposal add constraint right_proposal_structure_id_fkey foreign key (structure_id) references structure(id) on update cascade on delete restrict;
alter table scim_group add constraint scim_group_mapped_by_id_fkey foreign key (mapped_by_id) references person(id) on update cascade on delete restrict;
alter table scim_group add constraint scim_group_structure_id_fkey foreign key (structure_id) references structure(id) on update cascade on delete restrict;
alter table scim_member add constraint scim_member_group_id_fkey foreign key (group_id) references scim_group(id) on update cascade on delete restrict;
alter table scim_token add constraint scim_token_made_by_id_fkey foreign key (made_by_id) references person(id) on update cascade on delete restrict;
alter table scim_user add constraint scim_user_person_id_fkey foreign key (person_id) references person(id) on update cascade on delete restrict;
alter table session add constraint session_user_id_fkey foreign key (user_id) references "user"(id) on update cascade on delete cascade;
alter table signing_aside add constraint signing_aside_task_key_fkey foreign key (task_key) references task(key) on update cascade on delete cascade;
alter table signing_assistant add constraint signing_assistant_assistant_id_fkey foreign key (assistant_id) references person(id) on update cascade on delete restrict;
alter table signing_assistant add constraint signing_assistant_signatory_id_fkey foreign key (signatory_id) references person(id) on update cascade on delete restrict;
alter table signing_batch add constraint signing_batch_person_id_fkey foreign key (person_id) references person(id) on update cascade on delete restrict;
alter table signing_challenge add constraint signing_challenge_task_key_fkey foreign key (task_key) references task(key) on delete cascade;
alter table signing_leaf add constraint signing_leaf_batch_id_fkey foreign key (batch_id) references signing_batch(id) on update cascade on delete restrict;
alter table signing_note add constraint signing_note_task_key_fkey foreign key (task_key) references task(key) on update cascade on delete cascade;
alter table signing_place add constraint signing_place_task_key_fkey foreign key (task_key) references task(key) on update cascade on delete cascade;
alter table situation_correction add constraint situation_correction_entry_id_fkey foreign key (entry_id) references situation_entry(id) on update cascade on delete restrict;
alter table situation_entry add constraint situation_entry_import_line_fkey foreign key (import_id, import_line) references import_line(batch_id, line) on update cascade on delete restrict;
alter table situation_entry add constraint situation_entry_person_id_fkey foreign key (person_id) references person(id) on update cascade on delete restrict;
alter table situation_entry add constraint situation_entry_theme_sha256_fkey foreign key (theme_sha256) references situation_theme(sha256) on update cascade on delete restrict;
alter table situation_grid add constraint situation_grid_proposal_id_fkey foreign key (proposal_id) references situation_grid_proposal(id) on update cascade on delete restrict;
alter table situation_reminder add constraint situation_reminder_entry_id_fkey foreign key (entry_id) references situation_entry(id) on update cascade on delete restrict;
alter table step_up_proof add constraint step_up_proof_batch_id_place_fkey foreign key (batch_id, place) references signing_leaf(batch_id, place) on update cascade on delete restrict;
alter table step_up_proof add constraint step_up_proof_task_key_fkey foreign key (task_key) references task(key) on update cascade on delete restrict;
alter table structure add constraint structure_parent_id_fkey foreign key (parent_id) references structure(id) on update cascade on delete set null;
alter table submission_proof add constraint submission_proof_draft_id_fkey foreign key (draft_id) references draft(id) on update cascade on delete cascade;
alter table task add constraint task_request_id_fkey foreign key (request_id) references request(id) on update cascade on delete restrict;
alter table two_factor add constraint two_factor_user_id_fkey foreign key (user_id) references "user"(id) on update cascade on delete cascade;
alter table typed_answer add constraint typed_answer_task_key_fkey foreign key (task_key) references task(key) on update cascade on delete cascade;
alter table "user" add constraint user_person_id_fkey foreign key (person_id) references person(id) on update cascade on delete set null;
alter table withdrawal add constraint withdrawal_request_id_fkey foreign key (request_id) references request(id) on update cascade on delete restrict;

-- The themes that a person may have a value of before the first circuit is published: a seed, an import. A circuit in force brings
-- its own.
insert into situation_theme (sha256, name, source, definition, floor, use)
select encode(sha256(convert_to(source, 'UTF8')), 'hex'), source::jsonb ->> 'name', source, source::jsonb, floor, use
  from (values
    ($theme${
  "name": "adresse",
  "title": {
    "fr": "Adresse personnelle",
    "en": "Home address"
  },
  "inTime": {
    "is": "current",
    "from": "effectDate"
  },
  "guarantee": "self",
  "fields": [
    {
      "key": "voie",
      "type": "text",
      "label": {
        "fr": "Numéro et voie",
        "en": "Number and street"
      },
      "required": true
    },
    {
      "key": "complement",
      "type": "text",
      "label": {
        "fr": "Complément",
        "en": "Further line"
      }
    },
    {
      "key": "codePostal",
      "type": "text",
      "label": {
        "fr": "Code postal",
        "en": "Postcode"
      },
      "required": true
    },
    {
      "key": "ville",
      "type": "text",
      "label": {
        "fr": "Ville",
        "en": "Town"
      },
      "required": true
    },
    {
      "key": "pays",
      "type": "country",
      "label": {
        "fr": "Pays",
        "en": "Country"
      },
      "required": true
    }
  ],
  "rules": [
    {
      "id": "adresse-trop-lointaine",
      "field": "effectDate",
      "broken": "date(asked.from) > date(filedOn) + duration(\"P1Y\")",
      "params": {
        "day": "string(date(filedOn) + duration(\"P1Y\"))"
      },
      "message": {
        "fr": "Choisissez le {{day}} au plus tard.",
        "en": "Choose {{day}} or earlier."
      },
      "legal": null,
      "then": "refuses"
    },
    {
      "id": "adresse-avant-la-precedente",
      "field": "effectDate",
      "broken": "former != null and date(asked.from) < date(former.from)",
      "params": {
        "day": "former.from"
      },
      "message": {
        "fr": "L’adresse connue vaut depuis le {{day}} : choisissez ce jour ou un jour suivant.",
        "en": "The known address stands since {{day}}: choose that day or a later one."
      },
      "legal": null,
      "then": "refuses"
    },
    {
      "id": "adresse-inchangee",
      "field": "voie",
      "broken": "former != null and asked.voie = former.voie and asked.complement = former.complement and asked.codePostal = former.codePostal and asked.ville = former.ville and asked.pays = former.pays",
      "message": {
        "fr": "C’est déjà votre adresse.",
        "en": "This is your address already."
      },
      "legal": null,
      "then": "warns"
    }
  ]
}
$theme$, 'self', null),
    ($theme${
  "name": "contact",
  "title": {
    "fr": "Coordonnées personnelles",
    "en": "Personal contact details"
  },
  "use": "reach",
  "inTime": {
    "is": "current"
  },
  "guarantee": "self",
  "fields": [
    {
      "key": "phone",
      "type": "phone",
      "label": {
        "fr": "Téléphone personnel",
        "en": "Personal telephone"
      }
    },
    {
      "key": "personalEmail",
      "type": "email",
      "label": {
        "fr": "Courriel personnel",
        "en": "Personal e-mail"
      }
    }
  ],
  "rules": []
}
$theme$, 'self', 'reach'),
    ($theme${
  "name": "coordonnees-bancaires",
  "formerly": "bank-account",
  "title": {
    "fr": "Compte de paye",
    "en": "Pay account"
  },
  "inTime": {
    "is": "current"
  },
  "guarantee": "two-person",
  "pay": {
    "movement": "bank-account"
  },
  "fields": [
    {
      "key": "iban",
      "type": "iban",
      "label": {
        "fr": "IBAN",
        "en": "IBAN"
      },
      "required": true,
      "sensitive": true,
      "readers": ["gestionnaire", "financier"],
      "pay": true
    },
    {
      "key": "holder",
      "type": "text",
      "label": {
        "fr": "Titulaire du compte",
        "en": "Holder of the account"
      },
      "required": true,
      "pay": true
    },
    {
      "key": "payMonth",
      "type": "month",
      "label": {
        "fr": "Premier mois payé sur ce compte",
        "en": "First month paid to this account"
      },
      "source": "pay-month",
      "pay": true
    }
  ],
  "rules": []
}
$theme$, 'two-person', null),
    ($theme${
  "name": "echelon-grade",
  "formerly": "echelon",
  "title": {
    "fr": "Échelon",
    "en": "Step in the grade"
  },
  "inTime": {
    "is": "current",
    "from": "effectDate"
  },
  "guarantee": "act",
  "sentence": "Échelon : {echelon} échelon du grade {grade}, indice majoré {index}, à compter du {from}.",
  "pay": {
    "movement": "echelon"
  },
  "fields": [
    {
      "key": "grade",
      "type": "grade",
      "label": {
        "fr": "Grade",
        "en": "Grade"
      },
      "source": "grade",
      "pay": true
    },
    {
      "key": "echelon",
      "type": "echelon",
      "label": {
        "fr": "Échelon",
        "en": "Step"
      },
      "required": true,
      "pay": true,
      "fact": true,
      "grows": "grade"
    },
    {
      "key": "index",
      "type": "index",
      "label": {
        "fr": "Indice majoré",
        "en": "Pay index"
      },
      "required": true,
      "pay": true,
      "fact": true,
      "grows": true
    }
  ],
  "rules": [
    {
      "id": "effect-too-late",
      "field": "effectDate",
      "broken": "date(asked.from) > date(filedOn) + duration(\"P1Y\")",
      "params": {
        "day": "string(date(filedOn) + duration(\"P1Y\"))"
      },
      "message": {
        "fr": "Choisissez le {{day}} au plus tard.",
        "en": "Choose {{day}} or earlier."
      },
      "legal": null,
      "then": "refuses"
    },
    {
      "id": "effect-too-early",
      "field": "effectDate",
      "broken": "date(asked.from) < date(date(filedOn).year - 4, 1, 1)",
      "params": {
        "day": "string(date(date(filedOn).year - 4, 1, 1))"
      },
      "message": {
        "fr": "Choisissez le {{day}} au plus tôt.",
        "en": "Choose {{day}} or later."
      },
      "legal": "loi n° 68-1250 du 31 décembre 1968, article 1",
      "then": "refuses"
    },
    {
      "id": "effect-before-post",
      "field": "effectDate",
      "broken": "inPostSince != null and date(asked.from) < date(inPostSince)",
      "params": {
        "day": "inPostSince"
      },
      "message": {
        "fr": "L’agent est en poste depuis le {{day}} : l’effet ne peut pas être antérieur.",
        "en": "The agent has held a post since {{day}}: nothing takes effect before."
      },
      "legal": null,
      "then": "refuses"
    },
    {
      "id": "echelon-before-former",
      "field": "effectDate",
      "broken": "former != null and (if answers.basis = \"seniority\" then date(asked.from) <= date(former.from) else date(asked.from) < date(former.from))",
      "params": {
        "day": "former.from"
      },
      "message": {
        "fr": "L’échelon actuel a pris effet le {{day}} : le suivant ne peut pas le précéder.",
        "en": "The present échelon took effect on {{day}}: the next one cannot precede it."
      },
      "legal": "code général de la fonction publique, article L522-2",
      "then": "refuses"
    },
    {
      "id": "echelon-own-filing",
      "field": "echelon",
      "broken": "byAgent",
      "message": {
        "fr": "Un échelon est accordé à l’initiative de l’administration, non à la demande de l’agent.",
        "en": "An échelon is granted by the administration, not at the agent’s request."
      },
      "legal": null,
      "then": "refuses"
    },
    {
      "id": "echelon-beyond",
      "field": "echelon",
      "broken": "asked.echelon > 20",
      "params": {
        "max": "20"
      },
      "message": {
        "fr": "Un grade compte {{max}} échelons au plus.",
        "en": "A grade has {{max}} échelons at most."
      },
      "legal": null,
      "then": "refuses"
    },
    {
      "id": "echelon-down",
      "field": "echelon",
      "broken": "former != null and former.grade = grade and asked.echelon <= former.echelon",
      "params": {
        "echelon": "former.echelon"
      },
      "message": {
        "fr": "L’agent est au {{echelon}}e échelon de son grade : choisissez un échelon supérieur.",
        "en": "The agent is at échelon {{echelon}} of the grade: choose one above."
      },
      "legal": "code général de la fonction publique, article L522-2",
      "then": "refuses"
    },
    {
      "id": "echelon-skips",
      "field": "echelon",
      "broken": "former != null and former.grade = grade and answers.basis = \"seniority\" and asked.echelon > former.echelon + 1",
      "params": {
        "next": "former.echelon + 1"
      },
      "message": {
        "fr": "À l’ancienneté, l’échelon suivant est le {{next}}e : aucun ne se saute.",
        "en": "By seniority, the next échelon is {{next}}: none is skipped."
      },
      "legal": "code général de la fonction publique, article L522-2",
      "then": "refuses"
    },
    {
      "id": "index-down",
      "field": "index",
      "broken": "former != null and asked.index <= former.index",
      "params": {
        "index": "former.index"
      },
      "message": {
        "fr": "L’indice de l’agent est {{index}} : celui de l’échelon atteint est plus élevé.",
        "en": "The agent’s index is {{index}}: that of the échelon reached is higher."
      },
      "legal": "code général de la fonction publique, article L522-2",
      "then": "refuses"
    }
  ]
}
$theme$, 'act', null),
    ($theme${
  "name": "statut",
  "title": {
    "fr": "Statut et corps",
    "en": "Status and corps"
  },
  "use": "status",
  "inTime": {
    "is": "current",
    "from": "effectDate"
  },
  "guarantee": "act",
  "sentence": "Statut : {status}, corps {corps}, à compter du {from}.",
  "fields": [
    {
      "key": "status",
      "type": "choice",
      "label": {
        "fr": "Statut",
        "en": "Status"
      },
      "required": true,
      "choices": [
        {
          "value": "titulaire",
          "label": {
            "fr": "Titulaire",
            "en": "Tenured civil servant"
          }
        },
        {
          "value": "stagiaire",
          "label": {
            "fr": "Stagiaire",
            "en": "Probationary civil servant"
          }
        },
        {
          "value": "contractuel",
          "label": {
            "fr": "Contractuel",
            "en": "Contract agent"
          }
        },
        {
          "value": "magistrat",
          "label": {
            "fr": "Magistrat",
            "en": "Magistrate"
          }
        }
      ]
    },
    {
      "key": "corps",
      "type": "text",
      "label": {
        "fr": "Corps",
        "en": "Corps"
      },
      "help": {
        "fr": "D’un contractuel, son emploi.",
        "en": "Of a contract agent, the employment."
      },
      "required": true
    }
  ],
  "rules": []
}
$theme$, 'act', 'status'),
    ($theme${
  "name": "temps-de-travail",
  "formerly": "work-time",
  "title": {
    "fr": "Temps de travail",
    "en": "Working time"
  },
  "none": {
    "fr": "Temps plein",
    "en": "Full time"
  },
  "inTime": {
    "is": "dated",
    "from": "startDate",
    "until": "endDate",
    "min": "P6M",
    "max": "P1Y"
  },
  "guarantee": "act",
  "sentence": "Temps partiel : quotité de {quota} %, rémunération de {payFraction} d'un temps plein, du {from} au {until} inclus.",
  "pay": {
    "movement": "work-time"
  },
  "fields": [
    {
      "key": "quota",
      "type": "quota",
      "label": {
        "fr": "Quotité (%)",
        "en": "Working time (%)"
      },
      "required": true,
      "pay": true,
      "fact": true,
      "choices": [
        {
          "value": 50,
          "label": {
            "fr": "50 %",
            "en": "50%"
          },
          "gives": {
            "payFraction": "50/100"
          }
        },
        {
          "value": 60,
          "label": {
            "fr": "60 %",
            "en": "60%"
          },
          "gives": {
            "payFraction": "60/100"
          }
        },
        {
          "value": 70,
          "label": {
            "fr": "70 %",
            "en": "70%"
          },
          "gives": {
            "payFraction": "70/100"
          }
        },
        {
          "value": 80,
          "label": {
            "fr": "80 %",
            "en": "80%"
          },
          "gives": {
            "payFraction": "6/7"
          }
        },
        {
          "value": 90,
          "label": {
            "fr": "90 %",
            "en": "90%"
          },
          "gives": {
            "payFraction": "32/35"
          }
        }
      ]
    },
    {
      "key": "payFraction",
      "type": "fraction",
      "label": {
        "fr": "Fraction de la rémunération",
        "en": "Fraction of the pay"
      },
      "source": "choice",
      "pay": true
    }
  ],
  "rules": [
    {
      "id": "effect-too-early",
      "field": "startDate",
      "broken": "date(asked.from) < date(filedOn)",
      "params": {
        "day": "filedOn"
      },
      "message": {
        "fr": "Choisissez le {{day}} au plus tôt.",
        "en": "Choose {{day}} or later."
      },
      "legal": "Conseil d'État, 25 juin 1948, Société du journal « L'Aurore »",
      "then": "refuses"
    },
    {
      "id": "effect-too-late",
      "field": "startDate",
      "broken": "date(asked.from) > date(filedOn) + duration(\"P10Y\")",
      "params": {
        "day": "string(date(filedOn) + duration(\"P10Y\"))"
      },
      "message": {
        "fr": "Choisissez le {{day}} au plus tard.",
        "en": "Choose {{day}} or earlier."
      },
      "legal": null,
      "then": "refuses"
    },
    {
      "id": "part-time-short",
      "field": "endDate",
      "broken": "date(asked.until) < date(asked.from) + duration(\"P6M\") - duration(\"P1D\")",
      "params": {
        "day": "string(date(asked.from) + duration(\"P6M\") - duration(\"P1D\"))"
      },
      "message": {
        "fr": "Un temps partiel dure six mois au moins : choisissez le {{day}} au plus tôt.",
        "en": "Part-time lasts six months at least: choose {{day}} or later."
      },
      "legal": "décret n° 82-624 du 20 juillet 1982, article 2",
      "then": "refuses"
    },
    {
      "id": "part-time-long",
      "field": "endDate",
      "broken": "date(asked.until) > date(asked.from) + duration(\"P1Y\") - duration(\"P1D\")",
      "params": {
        "day": "string(date(asked.from) + duration(\"P1Y\") - duration(\"P1D\"))"
      },
      "message": {
        "fr": "Un temps partiel dure un an au plus : choisissez le {{day}} au plus tard.",
        "en": "Part-time lasts a year at most: choose {{day}} or earlier."
      },
      "legal": "décret n° 82-624 du 20 juillet 1982, article 2",
      "then": "refuses"
    },
    {
      "id": "part-time-quota",
      "field": "quota",
      "broken": "not(list contains([50, 60, 70, 80, 90], asked.quota))",
      "message": {
        "fr": "La quotité est de 50, 60, 70, 80 ou 90 %.",
        "en": "Working time is 50, 60, 70, 80 or 90% of full time."
      },
      "legal": "décret n° 82-624 du 20 juillet 1982, article 1",
      "then": "refuses"
    }
  ]
}
$theme$, 'act', null)
  ) as given (source, floor, use);
