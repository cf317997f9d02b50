create extension btree_gist;
create sequence request_number;

create table absence (
  id uuid not null,
  person_id uuid not null,
  "from" date not null,
  until date not null,
  constraint absence_pkey PRIMARY KEY (id),
  constraint absence_dates CHECK (until >= "from")
);
CREATE INDEX absence_person_id_idx ON absence USING btree (person_id);
alter table absence add constraint absence_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER absence_changed AFTER UPDATE ON absence REFERENCING OLD TABLE AS was_so NEW TABLE AS now_so FOR EACH STATEMENT EXECUTE FUNCTION absence_changes_holdings();
CREATE TRIGGER absence_given AFTER INSERT ON absence REFERENCING NEW TABLE AS now_so FOR EACH STATEMENT EXECUTE FUNCTION absence_changes_holdings();
CREATE TRIGGER absence_kept BEFORE DELETE ON absence FOR EACH ROW EXECUTE FUNCTION keep_what_began();
CREATE TRIGGER absence_removed AFTER DELETE ON absence REFERENCING OLD TABLE AS was_so FOR EACH STATEMENT EXECUTE FUNCTION absence_changes_holdings();

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
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_keeps_no_token CHECK (access_token IS NULL AND refresh_token IS NULL AND id_token IS NULL)
);
CREATE UNIQUE INDEX account_provider_id_account_id_key ON account USING btree (provider_id, account_id);
CREATE INDEX account_user_id_idx ON account USING btree (user_id);
alter table account add constraint account_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON UPDATE CASCADE ON DELETE CASCADE;
CREATE TRIGGER account_is_linked BEFORE INSERT OR UPDATE ON account FOR EACH ROW EXECUTE FUNCTION account_is_linked();
CREATE TRIGGER recovery_takes_two BEFORE UPDATE OF password ON account FOR EACH ROW WHEN (old.password IS NOT NULL AND new.password IS NULL) EXECUTE FUNCTION recovery_takes_two();

create table account_link (
  id uuid not null,
  digest text not null,
  purpose text not null,
  user_id text not null,
  made_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  used_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  constraint account_link_pkey PRIMARY KEY (id),
  constraint account_link_is_a_digest CHECK (digest ~ '^[0-9a-f]{64}$'::text),
  constraint account_link_lives_briefly CHECK (expires_at > made_at AND expires_at <= (made_at + '72:00:00'::interval)),
  constraint account_link_purpose CHECK (purpose = ANY (ARRAY['invitation'::text, 'reset'::text, 'recovery'::text]))
);
CREATE UNIQUE INDEX account_link_digest_key ON account_link USING btree (digest);
CREATE INDEX account_link_expires_at ON account_link USING btree (expires_at);
CREATE INDEX account_link_user_id_idx ON account_link USING btree (user_id);
alter table account_link add constraint account_link_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON UPDATE CASCADE ON DELETE CASCADE;
CREATE TRIGGER account_link_serves_once BEFORE UPDATE ON account_link FOR EACH ROW EXECUTE FUNCTION account_link_serves_once();

create table act (
  id uuid not null,
  request_id uuid not null,
  template text not null,
  title text not null,
  content jsonb not null,
  drafted_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
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
  constraint act_pkey PRIMARY KEY (id),
  constraint act_claimed_until CHECK ((seal_claim IS NULL) = (seal_claimed_until IS NULL)),
  constraint act_sealed_at_once CHECK (num_nulls(decision_id, preview_sha256, sealed_sha256, sealed_size, signed_at, sealed_at, evidence) = ANY (ARRAY[0, 7])),
  constraint act_template CHECK (template = ANY (ARRAY['act'::text, 'refusal'::text]))
);
CREATE UNIQUE INDEX act_decision_id_key ON act USING btree (decision_id);
CREATE INDEX act_preview_sha256_idx ON act USING hash (preview_sha256);
CREATE INDEX act_request_id_idx ON act USING btree (request_id);
CREATE INDEX act_sealed_sha256_idx ON act USING hash (sealed_sha256);
alter table act add constraint act_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES decision(id) ON UPDATE CASCADE ON DELETE SET NULL;
alter table act add constraint act_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER act_effects_are_of_its_page BEFORE INSERT OR UPDATE ON act FOR EACH ROW EXECUTE FUNCTION act_effects_are_of_its_page();
CREATE TRIGGER act_in_batch AFTER UPDATE OF sealed_at ON act FOR EACH ROW WHEN (old.sealed_at IS NULL AND new.sealed_at IS NOT NULL) EXECUTE FUNCTION tell_signed_in_batch();
CREATE TRIGGER act_stays_sealed BEFORE DELETE OR UPDATE ON act FOR EACH ROW WHEN (old.sealed_sha256 IS NOT NULL) EXECUTE FUNCTION act_stays_sealed();
CREATE TRIGGER sealed_act_is_registered AFTER UPDATE ON act FOR EACH ROW WHEN (old.sealed_at IS NULL AND new.sealed_at IS NOT NULL) EXECUTE FUNCTION sealed_act_is_registered();
CREATE TRIGGER sealed_act_touches_another AFTER UPDATE ON act FOR EACH ROW WHEN (old.sealed_at IS NULL AND new.sealed_at IS NOT NULL AND new.template = 'act'::text) EXECUTE FUNCTION sealed_act_touches_another();

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
  constraint act_batch_pkey PRIMARY KEY (id),
  constraint act_batch_content CHECK (content IS NULL OR state = 'received'::text),
  constraint act_batch_state CHECK (state = ANY (ARRAY['received'::text, 'refused'::text, 'read'::text, 'planned'::text, 'asked'::text, 'done'::text]))
);
CREATE INDEX act_batch_made_by_id_made_at_idx ON act_batch USING btree (made_by_id, made_at);
CREATE INDEX act_batch_waiting ON act_batch USING btree (touched_at) WHERE (state = ANY (ARRAY['received'::text, 'read'::text, 'asked'::text]));
alter table act_batch add constraint act_batch_made_by_id_fkey FOREIGN KEY (made_by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table act_batch add constraint act_batch_version_id_fkey FOREIGN KEY (version_id) REFERENCES circuit_version(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER act_batch_goes_forward BEFORE UPDATE ON act_batch FOR EACH ROW EXECUTE FUNCTION act_batch_goes_forward();
CREATE TRIGGER act_batch_launched_stays BEFORE DELETE ON act_batch FOR EACH ROW EXECUTE FUNCTION act_batch_launched_stays();
CREATE TRIGGER act_batch_notify AFTER INSERT OR UPDATE ON act_batch FOR EACH ROW EXECUTE FUNCTION act_batch_notify();

create table act_batch_line (
  batch_id uuid not null,
  line integer not null,
  key text not null,
  agent_id uuid,
  said jsonb,
  state text not null,
  faults jsonb not null default '[]'::jsonb,
  request_id uuid,
  constraint act_batch_line_pkey PRIMARY KEY (batch_id, line),
  constraint act_batch_line_filed CHECK ((state = 'filed'::text) = (request_id IS NOT NULL)),
  constraint act_batch_line_state CHECK (state = ANY (ARRAY['read'::text, 'ready'::text, 'fault'::text, 'filed'::text]))
);
CREATE UNIQUE INDEX act_batch_line_agent ON act_batch_line USING btree (batch_id, agent_id) WHERE (state = ANY (ARRAY['ready'::text, 'filed'::text]));
CREATE INDEX act_batch_line_next ON act_batch_line USING btree (batch_id, line) WHERE (state = ANY (ARRAY['read'::text, 'ready'::text]));
CREATE UNIQUE INDEX act_batch_line_request_id_key ON act_batch_line USING btree (request_id);
alter table act_batch_line add constraint act_batch_line_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table act_batch_line add constraint act_batch_line_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES act_batch(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table act_batch_line add constraint act_batch_line_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER act_batch_line_is_of_its_batch BEFORE INSERT OR UPDATE ON act_batch_line FOR EACH ROW EXECUTE FUNCTION act_batch_line_is_of_its_batch();
CREATE TRIGGER act_batch_line_launched_stays BEFORE DELETE ON act_batch_line FOR EACH ROW EXECUTE FUNCTION act_batch_launched_stays();

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
  constraint act_deposit_pkey PRIMARY KEY (id),
  constraint act_deposit_attempt CHECK (attempt >= 1 AND attempt <= 1000),
  constraint act_deposit_is_answered CHECK ((state = 'acknowledged'::text OR state = 'refused'::text AND sha256 IS NOT NULL) = (answered_at IS NOT NULL) AND (answered_at IS NULL) = (answer IS NULL) AND (code IS NOT NULL) = (state = 'refused'::text AND sha256 IS NULL)),
  constraint act_deposit_is_read_back CHECK ((num_nulls(sha256, size, deposited_at) = ANY (ARRAY[0, 3])) AND ((state <> ALL (ARRAY['deposited'::text, 'acknowledged'::text])) OR sha256 IS NOT NULL)),
  constraint act_deposit_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint act_deposit_state CHECK (state = ANY (ARRAY['waiting'::text, 'deposited'::text, 'acknowledged'::text, 'refused'::text])),
  constraint act_deposit_told CHECK (told IS NULL OR told = 'late'::text AND state <> 'waiting'::text OR told = 'refused'::text AND state = 'refused'::text)
);
CREATE UNIQUE INDEX act_deposit_act_id_attempt_key ON act_deposit USING btree (act_id, attempt);
CREATE UNIQUE INDEX act_deposit_name_key ON act_deposit USING btree (name);
CREATE UNIQUE INDEX act_deposit_once ON act_deposit USING btree (act_id) WHERE (state <> 'refused'::text);
CREATE INDEX act_deposit_unanswered ON act_deposit USING btree (looked_at NULLS FIRST, id) WHERE (state = 'deposited'::text);
CREATE INDEX act_deposit_unanswered_since ON act_deposit USING btree (deposited_at) WHERE ((state = 'deposited'::text) AND (told IS NULL));
CREATE INDEX act_deposit_untold ON act_deposit USING btree (id) WHERE ((state = 'refused'::text) AND (told IS DISTINCT FROM 'refused'::text));
alter table act_deposit add constraint act_deposit_act_id_fkey FOREIGN KEY (act_id) REFERENCES act(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table act_deposit add constraint act_deposit_asked_by_id_fkey FOREIGN KEY (asked_by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER act_deposit_goes_forward BEFORE INSERT OR DELETE OR UPDATE ON act_deposit FOR EACH ROW EXECUTE FUNCTION act_deposit_goes_forward();

create table act_edition (
  act_id uuid not null,
  number integer not null,
  sha256 text not null,
  size integer not null,
  made_at timestamp(3) with time zone not null,
  level text not null,
  stamp_ends_at timestamp(3) with time zone not null,
  constraint act_edition_pkey PRIMARY KEY (act_id, number),
  constraint act_edition_level CHECK (level = 'B-LTA'::text),
  constraint act_edition_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'::text)
);
CREATE INDEX act_edition_sha256_idx ON act_edition USING hash (sha256);
CREATE INDEX act_edition_stamp_ends_at_idx ON act_edition USING btree (stamp_ends_at);
alter table act_edition add constraint act_edition_act_id_fkey FOREIGN KEY (act_id) REFERENCES act(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER act_edition_follows BEFORE INSERT ON act_edition FOR EACH ROW EXECUTE FUNCTION act_edition_follows();
CREATE TRIGGER act_edition_stays BEFORE DELETE OR UPDATE ON act_edition FOR EACH ROW EXECUTE FUNCTION act_edition_stays();

create table act_opening (
  act_id uuid not null,
  what text not null,
  at timestamp(3) with time zone not null,
  constraint act_opening_pkey PRIMARY KEY (act_id, what),
  constraint act_opening_what_check CHECK (what = ANY (ARRAY['opened'::text, 'downloaded'::text]))
);
alter table act_opening add constraint act_opening_act_id_fkey FOREIGN KEY (act_id) REFERENCES act(id);
CREATE TRIGGER act_opening_is_of_a_sealed_act BEFORE INSERT ON act_opening FOR EACH ROW EXECUTE FUNCTION act_opening_is_of_a_sealed_act();
CREATE TRIGGER act_opening_stays BEFORE DELETE OR UPDATE OR TRUNCATE ON act_opening FOR EACH STATEMENT EXECUTE FUNCTION audit_stays(); -- enabled always

create table act_preview (
  id uuid not null,
  act_id uuid not null,
  task_key text not null,
  signer_id uuid not null,
  content jsonb not null,
  sha256 text not null,
  size integer not null,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  constraint act_preview_pkey PRIMARY KEY (id),
  constraint act_preview_says_effects CHECK (COALESCE(jsonb_typeof(content -> 'effects'::text) = 'array'::text, false)),
  constraint act_preview_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'::text)
);
CREATE INDEX act_preview_document_idx ON act_preview USING hash (sha256);
CREATE UNIQUE INDEX act_preview_shown_once ON act_preview USING btree (task_key, signer_id, sha256);
CREATE INDEX act_preview_task_key_signer_id_idx ON act_preview USING btree (task_key, signer_id);
alter table act_preview add constraint act_preview_act_id_fkey FOREIGN KEY (act_id) REFERENCES act(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table act_preview add constraint act_preview_task_key_fkey FOREIGN KEY (task_key) REFERENCES task(key) ON UPDATE CASCADE ON DELETE RESTRICT;

create table act_series (
  year integer not null,
  structure_id uuid not null,
  nature text not null,
  last integer not null,
  constraint act_series_pkey PRIMARY KEY (year, structure_id, nature),
  constraint act_series_nature CHECK (nature = ANY (ARRAY['arrete'::text, 'decision'::text]))
);
alter table act_series add constraint act_series_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES structure(id) ON UPDATE CASCADE ON DELETE RESTRICT;

create table acted_request (
  request_id uuid not null,
  person_id uuid not null,
  filed_at timestamp(3) with time zone not null,
  kind text not null,
  agent_name text collate "C" not null,
  constraint acted_request_pkey PRIMARY KEY (request_id, person_id)
);
CREATE INDEX acted_request_by_agent ON acted_request USING btree (person_id, agent_name, filed_at, request_id) INCLUDE (kind);
CREATE INDEX acted_request_by_filing ON acted_request USING btree (person_id, filed_at, request_id) INCLUDE (kind, agent_name);
CREATE INDEX acted_request_of_long_name ON acted_request USING btree (person_id) INCLUDE (filed_at, request_id, kind, agent_name) WHERE (split_part(agent_name, ' '::text, 3) <> ''::text);
CREATE INDEX acted_request_of_second_word ON acted_request USING btree (person_id, split_part(agent_name, ' '::text, 2)) INCLUDE (filed_at, request_id, kind, agent_name) WHERE (split_part(agent_name, ' '::text, 2) <> ''::text);

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
  constraint audit_event_pkey PRIMARY KEY (chain, sequence),
  constraint audit_event_hashes CHECK (payload_digest ~ '^[0-9a-f]{64}$'::text AND hash ~ '^[0-9a-f]{64}$'::text),
  constraint audit_event_sequence CHECK (sequence > 0),
  constraint audit_event_verb CHECK (verb = ANY (ARRAY['draft.expire'::text, 'request.file'::text, 'request.register'::text, 'request.close'::text, 'receipt.seal'::text, 'request.silence'::text, 'withdrawal.ask'::text, 'withdrawal.accept'::text, 'withdrawal.refuse'::text, 'task.assign'::text, 'task.release'::text, 'decision.intend'::text, 'decision.record'::text, 'decision.confirm'::text, 'request.amend'::text, 'decision.void'::text, 'decision.refuse'::text, 'step-up.prove'::text, 'step-up.fail'::text, 'signing.stop'::text, 'decisions.ask'::text, 'decisions.stop'::text, 'act.draft'::text, 'act.number'::text, 'act.preview'::text, 'act.set-aside'::text, 'act.take-up'::text, 'desk.order'::text, 'desk.note'::text, 'assistant.name'::text, 'assistant.revoke'::text, 'act.archive'::text, 'act.seal'::text, 'dossier.file'::text, 'dossier.consult'::text, 'piece.add'::text, 'piece.consult'::text, 'act.consult'::text, 'act.open'::text, 'act.download'::text, 'evidence.export'::text, 'act.status'::text, 'evidence.root'::text, 'registry.export'::text, 'archive.export'::text, 'elimination.propose'::text, 'elimination.approve'::text, 'elimination.refuse'::text, 'elimination.withdraw'::text, 'elimination.keep'::text, 'act.eliminate'::text, 'act.deposit-ask'::text, 'act.deposit'::text, 'act.deposit-answer'::text, 'situation.apply'::text, 'situation.import'::text, 'situation.correct-ask'::text, 'situation.correct'::text, 'situation.undo'::text, 'situation.correct-end'::text, 'situation.consult'::text, 'situation.cool-off'::text, 'table.evaluate'::text, 'sensitive.reveal'::text, 'pay.piece'::text, 'pay.check'::text, 'pay.uncheck'::text, 'pay.send'::text, 'pay.recall'::text, 'pay.consult'::text, 'pay.export'::text, 'notification.queue'::text, 'notification.send'::text, 'notification.post'::text, 'notification.post-receive'::text, 'notification.post-correct'::text, 'circuit.publish'::text, 'circuit.deploy'::text, 'circuit.draft-begin'::text, 'circuit.draft-save'::text, 'circuit.draft-drop'::text, 'circuit.export'::text, 'circuit.publication-ask'::text, 'circuit.propose'::text, 'circuit.proposal-make'::text, 'circuit.proposal-take-back'::text, 'circuit.proposal-return'::text, 'circuit.proposal-approve'::text, 'circuit.proposal-end'::text, 'circuit.withdraw'::text, 'grid.propose'::text, 'grid.take-back'::text, 'grid.return'::text, 'grid.publish'::text, 'part.publish'::text, 'incident.resolve'::text, 'incident.retry-ask'::text, 'incident.retry-end'::text, 'request.cancel'::text, 'token.move-ask'::text, 'token.move'::text, 'fact.set-ask'::text, 'fact.set'::text, 'act-batch.launch'::text, 'act-batch.end'::text, 'campaign.prepare'::text, 'campaign.revise'::text, 'campaign.posts'::text, 'campaign.open'::text, 'campaign.close'::text, 'campaign.rank'::text, 'campaign.settle'::text, 'campaign.publish'::text, 'campaign.end'::text, 'migration.ask'::text, 'migration.pause'::text, 'migration.go-on'::text, 'migration.move'::text, 'migration.return'::text, 'migration.end'::text, 'structure.create'::text, 'structure.change'::text, 'structure.move'::text, 'structure.merge'::text, 'structure.close'::text, 'structure.keep'::text, 'posting.create'::text, 'posting.correct'::text, 'posting.end'::text, 'posting.remove'::text, 'habilitation.create'::text, 'habilitation.end'::text, 'habilitation.remove'::text, 'absence.create'::text, 'absence.end'::text, 'absence.remove'::text, 'delegation.create'::text, 'delegation.publish'::text, 'delegation.revoke'::text, 'delegation.suspend'::text, 'delegation.remove'::text, 'proposal.make'::text, 'proposal.confirm'::text, 'proposal.refuse'::text, 'proposal.withdraw'::text, 'opening.create'::text, 'opening.end'::text, 'opening.remove'::text, 'audit.consult'::text, 'audit.export'::text, 'reconcile.repair'::text, 'backup.restore'::text, 'keys.rotate'::text, 'person.create'::text, 'person.correct'::text, 'person.depart'::text, 'scim.token-make'::text, 'scim.token-end'::text, 'scim.group-map'::text, 'scim.group-unmap'::text, 'import.propose'::text, 'import.approve'::text, 'import.reject'::text, 'import.apply'::text, 'provisioned.take-up'::text, 'provisioned.end'::text, 'session.revoke'::text, 'account.invite'::text, 'account.activate'::text, 'account.lock'::text, 'account.unlock'::text, 'account.close'::text, 'account.reopen'::text, 'account.address'::text, 'password.change'::text, 'password.reset'::text, 'installation.begin'::text, 'sign-in.export'::text, 'sign-in.digest'::text, 'factor.recover'::text, 'identity.check'::text, 'identity.link'::text, 'identity.claim'::text, 'identity.relink'::text, 'identity.dismiss'::text, 'factor.enrol'::text, 'factor.remove'::text, 'recovery-codes.make'::text, 'recovery-codes.spend'::text, 'payload.erase'::text]))
);
CREATE INDEX audit_event_subject_idx ON audit_event USING btree (subject);
CREATE INDEX audit_event_verb ON audit_event USING btree (chain, verb);
CREATE TRIGGER audit_event_stays BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_stays(); -- enabled always

create table audit_payload (
  chain text not null,
  sequence integer not null,
  salt text not null,
  content jsonb,
  constraint audit_payload_pkey PRIMARY KEY (chain, sequence)
);
CREATE TRIGGER audit_payload_erased_in_words BEFORE UPDATE ON audit_payload FOR EACH ROW WHEN (old.* IS DISTINCT FROM new.*) EXECUTE FUNCTION audit_payload_erased_in_words(); -- enabled always
CREATE TRIGGER audit_payload_stays BEFORE DELETE OR TRUNCATE ON audit_payload FOR EACH STATEMENT EXECUTE FUNCTION audit_stays(); -- enabled always

create table called_instance (
  engine text not null,
  instance_key text not null,
  request_id uuid not null,
  path text not null,
  constraint called_instance_pkey PRIMARY KEY (engine, instance_key)
);
CREATE INDEX called_instance_instance_key_idx ON called_instance USING btree (instance_key);
CREATE INDEX called_instance_request_id_idx ON called_instance USING btree (request_id);
alter table called_instance add constraint called_instance_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE RESTRICT;

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
  constraint campaign_pkey PRIMARY KEY (id),
  constraint campaign_days CHECK (opens_on <= closes_on AND closes_on <= opinions_until AND opinions_until <= results_on AND results_on <= effect_on),
  constraint campaign_published CHECK ((state = ANY (ARRAY['published'::text, 'ended'::text])) = (published_at IS NOT NULL) AND (published_at IS NULL) = (published_by_id IS NULL) AND (published_at IS NULL OR published_by_id <> made_by_id AND reason_law <> ''::text AND reason_fact <> ''::text)),
  constraint campaign_state CHECK (state = ANY (ARRAY['prepared'::text, 'open'::text, 'closed'::text, 'ranked'::text, 'published'::text, 'ended'::text]))
);
CREATE INDEX campaign_kind_state_idx ON campaign USING btree (kind, state);
alter table campaign add constraint campaign_made_by_id_fkey FOREIGN KEY (made_by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table campaign add constraint campaign_published_by_id_fkey FOREIGN KEY (published_by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table campaign add constraint campaign_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES structure(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER campaign_goes_forward BEFORE INSERT OR UPDATE ON campaign FOR EACH ROW EXECUTE FUNCTION campaign_goes_forward();

create table campaign_post (
  campaign_id uuid not null,
  code text not null,
  title text not null,
  structure_id uuid not null,
  places integer not null,
  profile text not null default ''::text,
  constraint campaign_post_pkey PRIMARY KEY (campaign_id, code),
  constraint campaign_post_places CHECK (places >= 0 AND places <= 1000)
);
alter table campaign_post add constraint campaign_post_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table campaign_post add constraint campaign_post_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES structure(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER campaign_post_is_offered BEFORE INSERT OR DELETE OR UPDATE ON campaign_post FOR EACH ROW EXECUTE FUNCTION campaign_post_is_offered();

create table campaign_rank (
  ranking_id uuid not null,
  request_id uuid not null,
  "out" text,
  moved boolean not null default false,
  points integer not null default 0,
  lines jsonb not null default '[]'::jsonb,
  since date,
  post_code text,
  constraint campaign_rank_pkey PRIMARY KEY (ranking_id, request_id),
  constraint campaign_rank_out CHECK ("out" IS NULL OR post_code IS NULL)
);
alter table campaign_rank add constraint campaign_rank_ranking_id_fkey FOREIGN KEY (ranking_id) REFERENCES campaign_ranking(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table campaign_rank add constraint campaign_rank_request_id_fkey FOREIGN KEY (request_id) REFERENCES campaign_request(request_id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER campaign_rank_stays BEFORE INSERT OR UPDATE ON campaign_rank FOR EACH ROW EXECUTE FUNCTION campaign_rank_stays();

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
  constraint campaign_ranking_pkey PRIMARY KEY (id),
  constraint campaign_ranking_state CHECK (state = ANY (ARRAY['asked'::text, 'tied'::text, 'done'::text, 'failed'::text]))
);
CREATE UNIQUE INDEX campaign_ranking_alone ON campaign_ranking USING btree (campaign_id) WHERE (state = 'asked'::text);
CREATE UNIQUE INDEX campaign_ranking_campaign_id_number_key ON campaign_ranking USING btree (campaign_id, number);
CREATE INDEX campaign_ranking_waiting ON campaign_ranking USING btree (touched_at) WHERE (state = 'asked'::text);
alter table campaign_ranking add constraint campaign_ranking_asked_by_id_fkey FOREIGN KEY (asked_by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table campaign_ranking add constraint campaign_ranking_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER campaign_ranking_notify AFTER INSERT ON campaign_ranking FOR EACH ROW EXECUTE FUNCTION campaign_ranking_notify();
CREATE TRIGGER campaign_ranking_stays BEFORE INSERT OR UPDATE ON campaign_ranking FOR EACH ROW EXECUTE FUNCTION campaign_ranking_stays();

create table campaign_request (
  request_id uuid not null,
  campaign_id uuid not null,
  choices text[],
  constraint campaign_request_pkey PRIMARY KEY (request_id),
  constraint campaign_request_choices CHECK (choices IS NOT NULL AND cardinality(choices) >= 1 AND cardinality(choices) <= 20)
);
CREATE INDEX campaign_request_campaign_id_idx ON campaign_request USING btree (campaign_id);
alter table campaign_request add constraint campaign_request_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table campaign_request add constraint campaign_request_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER campaign_request_enters BEFORE INSERT ON campaign_request FOR EACH ROW EXECUTE FUNCTION campaign_request_enters();

create table campaign_result (
  request_id uuid not null,
  campaign_id uuid not null,
  ranking_id uuid not null,
  post_code text,
  answers jsonb not null default '{}'::jsonb,
  published_at timestamp(3) with time zone not null,
  delivered_at timestamp(3) with time zone,
  constraint campaign_result_pkey PRIMARY KEY (request_id)
);
CREATE INDEX campaign_result_campaign_id_idx ON campaign_result USING btree (campaign_id);
alter table campaign_result add constraint campaign_result_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table campaign_result add constraint campaign_result_ranking_id_fkey FOREIGN KEY (ranking_id) REFERENCES campaign_ranking(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table campaign_result add constraint campaign_result_request_id_fkey FOREIGN KEY (request_id) REFERENCES campaign_request(request_id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER campaign_result_is_ranked BEFORE INSERT ON campaign_result FOR EACH ROW EXECUTE FUNCTION campaign_result_is_ranked();

create table campaign_settlement (
  id uuid not null,
  campaign_id uuid not null,
  post_code text not null,
  request_ids uuid[],
  reason text not null,
  by_id uuid not null,
  at timestamp(3) with time zone not null,
  constraint campaign_settlement_pkey PRIMARY KEY (id),
  constraint campaign_settlement_of CHECK (request_ids IS NOT NULL AND cardinality(request_ids) > 1 AND reason <> ''::text)
);
CREATE INDEX campaign_settlement_campaign_id_idx ON campaign_settlement USING btree (campaign_id);
alter table campaign_settlement add constraint campaign_settlement_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table campaign_settlement add constraint campaign_settlement_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id) ON UPDATE CASCADE ON DELETE RESTRICT;

create table circuit_draft (
  id uuid not null,
  kind text not null,
  origin text not null,
  base_version_id uuid,
  revision integer not null default 0,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  created_by uuid,
  updated_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  updated_by uuid,
  publication_id uuid,
  of text not null default 'kind'::text,
  base_part_version_id uuid,
  constraint circuit_draft_pkey PRIMARY KEY (id),
  constraint circuit_draft_base_is_of_its_own CHECK (
CASE of
    WHEN 'kind'::text THEN base_part_version_id IS NULL
    ELSE base_version_id IS NULL
END),
  constraint circuit_draft_of CHECK (of = ANY (ARRAY['kind'::text, 'block'::text, 'theme'::text])),
  constraint circuit_draft_origin CHECK (origin = ANY (ARRAY['version'::text, 'import'::text, 'new'::text, 'copy'::text, 'release'::text]))
);
CREATE INDEX circuit_draft_updated_at_idx ON circuit_draft USING btree (updated_at);
alter table circuit_draft add constraint circuit_draft_base_part_version_id_fkey FOREIGN KEY (base_part_version_id) REFERENCES part_version(id) ON UPDATE CASCADE ON DELETE SET NULL;
alter table circuit_draft add constraint circuit_draft_base_version_id_fkey FOREIGN KEY (base_version_id) REFERENCES circuit_version(id) ON UPDATE CASCADE ON DELETE SET NULL;
CREATE TRIGGER circuit_draft_is_touched AFTER INSERT OR UPDATE ON circuit_draft FOR EACH ROW EXECUTE FUNCTION circuit_draft_is_touched();
CREATE TRIGGER circuit_draft_stays_of_its_own BEFORE UPDATE ON circuit_draft FOR EACH ROW WHEN (old.of IS DISTINCT FROM new.of OR old.kind IS DISTINCT FROM new.kind) EXECUTE FUNCTION circuit_draft_stays_of_its_own();

create table circuit_draft_file (
  draft_id uuid not null,
  path text not null,
  content bytea not null,
  sha256 text not null,
  constraint circuit_draft_file_pkey PRIMARY KEY (draft_id, path),
  constraint circuit_draft_file_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'::text)
);
alter table circuit_draft_file add constraint circuit_draft_file_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES circuit_draft(id) ON UPDATE CASCADE ON DELETE CASCADE;
CREATE CONSTRAINT TRIGGER circuit_draft_file_has_author AFTER INSERT OR DELETE OR UPDATE ON circuit_draft_file DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION circuit_draft_file_has_author();
CREATE TRIGGER circuit_draft_file_is_free BEFORE INSERT OR DELETE OR UPDATE ON circuit_draft_file FOR EACH ROW EXECUTE FUNCTION circuit_draft_file_is_free();

create table circuit_draft_touch (
  draft_id uuid not null,
  person_id uuid not null,
  constraint circuit_draft_touch_pkey PRIMARY KEY (draft_id, person_id)
);
alter table circuit_draft_touch add constraint circuit_draft_touch_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES circuit_draft(id) ON UPDATE CASCADE ON DELETE CASCADE;

create table circuit_file (
  version_id uuid not null,
  path text not null,
  content bytea not null,
  sha256 text not null,
  constraint circuit_file_pkey PRIMARY KEY (version_id, path)
);
alter table circuit_file add constraint circuit_file_version_id_fkey FOREIGN KEY (version_id) REFERENCES circuit_version(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE CONSTRAINT TRIGGER circuit_file_is_of_its_version AFTER INSERT ON circuit_file DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION circuit_version_is_its_files();

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
  constraint circuit_proposal_pkey PRIMARY KEY (id),
  constraint circuit_proposal_is_decided CHECK (
CASE
    WHEN state = 'open'::text THEN num_nonnulls(decided_by, decided_at, remark, failure, published_at) = 0
    ELSE decided_by IS NOT NULL AND decided_at IS NOT NULL
END AND (state = 'returned'::text) = (COALESCE(TRIM(BOTH FROM remark), ''::text) <> ''::text) AND (state = 'failed'::text) = (failure IS NOT NULL) AND (state = 'published'::text) = (published_at IS NOT NULL)),
  constraint circuit_proposal_of CHECK (of = ANY (ARRAY['kind'::text, 'block'::text, 'theme'::text])),
  constraint circuit_proposal_state CHECK (state = ANY (ARRAY['open'::text, 'returned'::text, 'taken-back'::text, 'changed'::text, 'dropped'::text, 'approved'::text, 'published'::text, 'failed'::text])),
  constraint circuit_proposal_two_people CHECK (touched_by IS NOT NULL AND ((state <> ALL (ARRAY['returned'::text, 'approved'::text, 'published'::text, 'failed'::text])) OR decided_by <> proposed_by) AND ((state <> ALL (ARRAY['approved'::text, 'published'::text, 'failed'::text])) OR (decided_by <> ALL (touched_by))) AND (state <> 'taken-back'::text OR decided_by = proposed_by))
);
CREATE INDEX circuit_proposal_draft_id_idx ON circuit_proposal USING btree (draft_id);
CREATE INDEX circuit_proposal_kind_idx ON circuit_proposal USING btree (kind);
CREATE UNIQUE INDEX circuit_proposal_one_under_way ON circuit_proposal USING btree (draft_id) WHERE (state = ANY (ARRAY['open'::text, 'approved'::text]));
CREATE TRIGGER circuit_proposal_begins BEFORE INSERT ON circuit_proposal FOR EACH ROW EXECUTE FUNCTION circuit_proposal_begins();
CREATE TRIGGER circuit_proposal_goes_on BEFORE UPDATE ON circuit_proposal FOR EACH ROW EXECUTE FUNCTION circuit_proposal_goes_on();

create table circuit_release (
  kind text not null,
  bundle_hash text not null,
  proposed_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  constraint circuit_release_pkey PRIMARY KEY (kind, bundle_hash)
);

create table circuit_version (
  id uuid not null,
  kind text not null,
  number integer not null,
  bundle_hash text not null,
  sheet jsonb not null,
  published_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  published_by uuid,
  current boolean not null default false,
  reason text,
  proposal_id uuid,
  proposed_by uuid,
  withdrawn_at timestamp(3) with time zone,
  withdrawn_by uuid,
  withdrawal_reason text,
  constraint circuit_version_pkey PRIMARY KEY (id),
  constraint circuit_version_starter_may_start CHECK (COALESCE(sheet ->> 'startedBy'::text, 'gestionnaire'::text) = 'gestionnaire'::text OR (sheet ->> 'startedBy'::text) = 'superieur'::text AND circuit_decides(sheet) IS DISTINCT FROM 'signature'::text),
  constraint circuit_version_withdrawn_in_words CHECK ((num_nonnulls(withdrawn_at, withdrawn_by, withdrawal_reason) = ANY (ARRAY[0, 3])) AND COALESCE(TRIM(BOTH FROM withdrawal_reason), 'x'::text) <> ''::text),
  constraint circuit_version_withdrawn_is_not_in_force CHECK (NOT (current AND withdrawn_at IS NOT NULL))
);
CREATE UNIQUE INDEX circuit_version_kind_bundle_hash_key ON circuit_version USING btree (kind, bundle_hash);
CREATE UNIQUE INDEX circuit_version_kind_number_key ON circuit_version USING btree (kind, number);
CREATE UNIQUE INDEX circuit_version_one_current ON circuit_version USING btree (kind) WHERE current;
CREATE UNIQUE INDEX circuit_version_proposal_id_key ON circuit_version USING btree (proposal_id);
alter table circuit_version add constraint circuit_version_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES circuit_proposal(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER circuit_version_has_two_people BEFORE INSERT ON circuit_version FOR EACH ROW EXECUTE FUNCTION circuit_version_has_two_people();
CREATE TRIGGER circuit_version_is_chosen_by_two BEFORE UPDATE OF current ON circuit_version FOR EACH ROW WHEN (new.current AND NOT old.current) EXECUTE FUNCTION circuit_version_is_chosen_by_two();
CREATE CONSTRAINT TRIGGER circuit_version_is_its_files AFTER INSERT ON circuit_version DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.proposal_id IS NOT NULL) EXECUTE FUNCTION circuit_version_is_its_files();
CREATE TRIGGER circuit_version_stays BEFORE UPDATE ON circuit_version FOR EACH ROW WHEN (old.proposal_id IS DISTINCT FROM new.proposal_id OR old.proposed_by IS DISTINCT FROM new.proposed_by OR old.published_by IS DISTINCT FROM new.published_by OR old.reason IS DISTINCT FROM new.reason OR old.withdrawn_at IS NOT NULL AND (old.withdrawn_at IS DISTINCT FROM new.withdrawn_at OR old.withdrawn_by IS DISTINCT FROM new.withdrawn_by OR old.withdrawal_reason IS DISTINCT FROM new.withdrawal_reason)) EXECUTE FUNCTION circuit_version_stays();
CREATE TRIGGER circuit_version_withdrawn_by_analyst BEFORE UPDATE OF withdrawn_at ON circuit_version FOR EACH ROW WHEN (old.withdrawn_at IS NULL AND new.withdrawn_at IS NOT NULL) EXECUTE FUNCTION circuit_version_withdrawn_by_analyst();

create table consultation (
  id uuid not null,
  person_id uuid not null,
  by_id uuid not null,
  what text not null,
  subject text,
  at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  constraint consultation_pkey PRIMARY KEY (id)
);
CREATE INDEX consultation_at ON consultation USING btree (at);
CREATE INDEX consultation_person_id_at_idx ON consultation USING btree (person_id, at);

create table daily_root (
  day date not null,
  made_at timestamp(3) with time zone not null,
  statement jsonb not null,
  stamp bytea,
  leaves_sha256 text not null,
  constraint daily_root_pkey PRIMARY KEY (day),
  constraint daily_root_leaves_sha256_check CHECK (leaves_sha256 ~ '^[0-9a-f]{64}$'::text)
);
CREATE INDEX daily_root_leaves_idx ON daily_root USING hash (leaves_sha256);
CREATE TRIGGER daily_root_stays BEFORE DELETE OR UPDATE OR TRUNCATE ON daily_root FOR EACH STATEMENT EXECUTE FUNCTION audit_stays(); -- enabled always

create table daily_root_copy (
  day date not null,
  place text not null,
  written_at timestamp(3) with time zone not null,
  constraint daily_root_copy_pkey PRIMARY KEY (day, place)
);
alter table daily_root_copy add constraint daily_root_copy_day_fkey FOREIGN KEY (day) REFERENCES daily_root(day);
CREATE TRIGGER daily_root_copy_stays BEFORE DELETE OR UPDATE OR TRUNCATE ON daily_root_copy FOR EACH STATEMENT EXECUTE FUNCTION audit_stays(); -- enabled always

create table daily_root_place (
  place text not null,
  since timestamp(3) with time zone not null,
  seen_at timestamp(3) with time zone not null,
  constraint daily_root_place_pkey PRIMARY KEY (place)
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
  recorded_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  confirmed_at timestamp(3) with time zone,
  voided_at timestamp(3) with time zone,
  constraint decision_pkey PRIMARY KEY (id),
  constraint decision_confirmed_or_voided CHECK (confirmed_at IS NULL OR voided_at IS NULL),
  constraint decision_kind CHECK (kind = ANY (ARRAY['opinion'::text, 'visa'::text, 'check'::text, 'signature'::text, 'answer'::text, 'complement'::text, 'correction'::text])),
  constraint decision_outcome CHECK (outcome = ANY (ARRAY['favorable'::text, 'reserved'::text, 'unfavorable'::text, 'approved'::text, 'complement'::text, 'proposed'::text, 'confirmed'::text, 'unconfirmed'::text, 'signed'::text, 'refused'::text, 'reconsidered'::text, 'answered'::text, 'acknowledged'::text, 'accepted'::text, 'declined'::text, 'contested'::text, 'completed'::text, 'corrected'::text]))
);
CREATE UNIQUE INDEX decision_one_per_task ON decision USING btree (task_key) WHERE (voided_at IS NULL);
CREATE INDEX decision_request_id_idx ON decision USING btree (request_id);
CREATE INDEX decision_task_key_idx ON decision USING btree (task_key);
alter table decision add constraint decision_id_fkey FOREIGN KEY (id) REFERENCES decision_intent(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table decision add constraint decision_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table decision add constraint decision_task_key_fkey FOREIGN KEY (task_key) REFERENCES task(key) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER decision_changes_holdings_when_voided AFTER UPDATE ON decision REFERENCING NEW TABLE AS now_so FOR EACH STATEMENT EXECUTE FUNCTION decision_changes_holdings();
CREATE TRIGGER decision_changes_holdings_when_written AFTER INSERT ON decision REFERENCING NEW TABLE AS now_so FOR EACH STATEMENT EXECUTE FUNCTION decision_changes_holdings();
CREATE TRIGGER decision_in_batch AFTER INSERT OR UPDATE OF voided_at ON decision FOR EACH ROW EXECUTE FUNCTION tell_signed_in_batch();
CREATE TRIGGER decision_is_acted_when_voided AFTER UPDATE OF voided_at ON decision FOR EACH ROW WHEN (old.voided_at IS DISTINCT FROM new.voided_at) EXECUTE FUNCTION decision_is_acted();
CREATE TRIGGER decision_is_acted_when_written AFTER INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_is_acted();
CREATE TRIGGER decision_is_of_its_holder BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_is_of_its_holder();
CREATE TRIGGER decision_of_no_cancelled BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION cancelled_stays();
CREATE TRIGGER decision_said_once BEFORE UPDATE ON decision FOR EACH ROW WHEN (old.confirmed_at IS NOT NULL AND new.confirmed_at IS DISTINCT FROM old.confirmed_at OR old.voided_at IS NOT NULL AND new.voided_at IS DISTINCT FROM old.voided_at) EXECUTE FUNCTION said_once();
CREATE TRIGGER signature_is_proved BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION signature_is_proved();

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
  constraint decision_batch_pkey PRIMARY KEY (id),
  constraint decision_batch_count CHECK (count >= 1 AND count <= 1000),
  constraint decision_batch_hashes CHECK (fold_sha256 ~ '^[0-9a-f]{64}$'::text AND asked_sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint decision_batch_kind CHECK (kind = ANY (ARRAY['opinion'::text, 'visa'::text, 'check'::text])),
  constraint decision_batch_outcome CHECK (outcome = ANY (ARRAY['favorable'::text, 'reserved'::text, 'unfavorable'::text, 'approved'::text, 'complement'::text, 'proposed'::text, 'confirmed'::text, 'unconfirmed'::text, 'signed'::text, 'refused'::text, 'reconsidered'::text, 'answered'::text, 'acknowledged'::text, 'accepted'::text, 'declined'::text, 'contested'::text, 'completed'::text, 'corrected'::text]))
);
CREATE UNIQUE INDEX decision_batch_once ON decision_batch USING btree (person_id, asked_sha256) WHERE (ended_at IS NULL);
CREATE INDEX decision_batch_person_id_made_at_idx ON decision_batch USING btree (person_id, made_at);
alter table decision_batch add constraint decision_batch_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER decision_batch_changes AFTER INSERT OR UPDATE ON decision_batch FOR EACH ROW EXECUTE FUNCTION tell_signing_batch();
CREATE TRIGGER decision_batch_goes_forward BEFORE UPDATE ON decision_batch FOR EACH ROW EXECUTE FUNCTION decision_batch_goes_forward();

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
  constraint decision_batch_item_pkey PRIMARY KEY (batch_id, place),
  constraint decision_batch_item_ended CHECK (intent_id IS NULL OR code IS NULL),
  constraint decision_batch_item_place CHECK (place >= 0 AND place <= 999)
);
CREATE UNIQUE INDEX decision_batch_item_batch_id_task_key_key ON decision_batch_item USING btree (batch_id, task_key);
CREATE INDEX decision_batch_item_intent_id_idx ON decision_batch_item USING btree (intent_id);
CREATE INDEX decision_batch_item_task_key_idx ON decision_batch_item USING btree (task_key);
alter table decision_batch_item add constraint decision_batch_item_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES decision_batch(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table decision_batch_item add constraint decision_batch_item_intent_id_fkey FOREIGN KEY (intent_id) REFERENCES decision_intent(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER decision_batch_item_changes AFTER UPDATE ON decision_batch_item FOR EACH ROW EXECUTE FUNCTION tell_decision_batch_item();
CREATE TRIGGER decision_batch_item_is_of_its_batch BEFORE INSERT OR UPDATE ON decision_batch_item FOR EACH ROW EXECUTE FUNCTION decision_batch_item_is_of_its_batch();

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
  constraint decision_intent_pkey PRIMARY KEY (id),
  constraint decision_intent_outcome CHECK (outcome = ANY (ARRAY['favorable'::text, 'reserved'::text, 'unfavorable'::text, 'approved'::text, 'complement'::text, 'proposed'::text, 'confirmed'::text, 'unconfirmed'::text, 'signed'::text, 'refused'::text, 'reconsidered'::text, 'answered'::text, 'acknowledged'::text, 'accepted'::text, 'declined'::text, 'contested'::text, 'completed'::text, 'corrected'::text])),
  constraint decision_intent_sha256 CHECK (shown_sha256 ~ '^[0-9a-f]{64}$'::text)
);
CREATE INDEX decision_intent_of_request ON decision_intent USING btree (request_id);
CREATE INDEX decision_intent_shown_sha256_idx ON decision_intent USING hash (shown_sha256);
CREATE UNIQUE INDEX decision_intent_step_up_id_key ON decision_intent USING btree (step_up_id);
CREATE INDEX decision_intent_task_key_idx ON decision_intent USING btree (task_key);
alter table decision_intent add constraint decision_intent_task_key_fkey FOREIGN KEY (task_key) REFERENCES task(key) ON UPDATE CASCADE ON DELETE RESTRICT;

create table decision_reply (
  decision_id uuid not null,
  reply text not null,
  code text,
  at timestamp(3) with time zone not null,
  params jsonb,
  faults jsonb,
  constraint decision_reply_pkey PRIMARY KEY (decision_id, reply),
  constraint decision_reply_is_known CHECK (reply = ANY (ARRAY['kept'::text, 'refused'::text])),
  constraint decision_reply_says_why CHECK ((reply = 'refused'::text) = (code IS NOT NULL)),
  constraint decision_reply_words_a_refusal CHECK (reply = 'refused'::text OR num_nonnulls(params, faults) = 0)
);
alter table decision_reply add constraint decision_reply_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES decision_intent(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER decision_reply_in_batch AFTER INSERT ON decision_reply FOR EACH ROW EXECUTE FUNCTION tell_signed_in_batch();

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
  constraint delegation_pkey PRIMARY KEY (id),
  constraint delegation_dates CHECK (until IS NULL OR until >= "from"),
  constraint delegation_has_ground CHECK (ground IS NOT NULL AND (ground = ANY (ARRAY['installation'::text, 'former'::text, 'proposal'::text])) AND (ground = 'proposal'::text) = (proposal_id IS NOT NULL)),
  constraint delegation_matters CHECK (cardinality(matters) > 0),
  constraint delegation_suspension_whole CHECK ((num_nonnulls(suspended_from, suspended_until, suspension_reason) = ANY (ARRAY[0, 3])) AND suspended_until >= suspended_from),
  constraint delegation_to_another CHECK (delegator_id <> delegate_id)
);
CREATE INDEX delegation_delegate_id_idx ON delegation USING btree (delegate_id);
CREATE UNIQUE INDEX delegation_proposal_id_key ON delegation USING btree (proposal_id);
CREATE INDEX delegation_structure ON delegation USING btree (structure_id);
alter table delegation add constraint delegation_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES right_proposal(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table delegation add constraint delegation_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES structure(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER delegation_is_as_confirmed BEFORE INSERT ON delegation FOR EACH ROW EXECUTE FUNCTION power_is_as_confirmed();
CREATE TRIGGER delegation_kept BEFORE DELETE ON delegation FOR EACH ROW EXECUTE FUNCTION keep_what_began();
CREATE TRIGGER delegation_published_once_confirmed BEFORE INSERT OR UPDATE OF published_on ON delegation FOR EACH ROW WHEN (new.published_on IS NOT NULL) EXECUTE FUNCTION delegation_published_once_confirmed();
CREATE TRIGGER delegation_said_once BEFORE UPDATE ON delegation FOR EACH ROW WHEN (old.revoked_at IS NOT NULL AND old.revoked_at IS DISTINCT FROM new.revoked_at OR old.published_on IS NOT NULL AND (old.published_on IS DISTINCT FROM new.published_on OR old.publication IS DISTINCT FROM new.publication)) EXECUTE FUNCTION delegation_said_once();
CREATE TRIGGER delegation_suspension_is_not_shortened BEFORE UPDATE ON delegation FOR EACH ROW WHEN (old.suspended_until >= paris_day(now()) AND (new.suspended_until IS NULL OR new.suspended_until < old.suspended_until OR new.suspended_from > GREATEST(old.suspended_from, paris_day(now())))) EXECUTE FUNCTION suspension_is_not_shortened();

create table deployed_block (
  version_id uuid not null,
  engine text not null,
  block text not null,
  process_definition_key text not null,
  constraint deployed_block_pkey PRIMARY KEY (version_id, engine, block)
);
alter table deployed_block add constraint deployed_block_version_id_fkey FOREIGN KEY (version_id) REFERENCES circuit_version(id) ON UPDATE CASCADE ON DELETE RESTRICT;

create table deployment (
  id uuid not null,
  version_id uuid not null,
  engine text not null,
  process_definition_key text not null,
  deployed_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  constraint deployment_pkey PRIMARY KEY (id)
);
CREATE INDEX deployment_process_definition_key_idx ON deployment USING btree (process_definition_key);
CREATE UNIQUE INDEX deployment_version_id_engine_key ON deployment USING btree (version_id, engine);
alter table deployment add constraint deployment_version_id_fkey FOREIGN KEY (version_id) REFERENCES circuit_version(id) ON UPDATE CASCADE ON DELETE RESTRICT;

create table dossier (
  id uuid not null,
  person_id uuid not null,
  counter integer not null default 0,
  constraint dossier_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX dossier_person_id_key ON dossier USING btree (person_id);
alter table dossier add constraint dossier_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER dossier_counter_follows BEFORE UPDATE OF counter ON dossier FOR EACH ROW WHEN (new.counter <> (old.counter + 1)) EXECUTE FUNCTION dossier_counter_follows();

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
  filed_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  withdrawn_at timestamp(3) with time zone,
  receipt_of uuid,
  constraint dossier_piece_pkey PRIMARY KEY (id),
  constraint dossier_piece_number CHECK (number > 0),
  constraint dossier_piece_receipt_or_act CHECK (receipt_of IS NULL OR act_id IS NULL AND request_id = receipt_of)
);
CREATE UNIQUE INDEX dossier_piece_act_id_key ON dossier_piece USING btree (act_id);
CREATE UNIQUE INDEX dossier_piece_dossier_id_number_key ON dossier_piece USING btree (dossier_id, number);
CREATE UNIQUE INDEX dossier_piece_receipt_of_key ON dossier_piece USING btree (receipt_of);
CREATE INDEX dossier_piece_sha256_idx ON dossier_piece USING hash (sha256);
alter table dossier_piece add constraint dossier_piece_act_id_fkey FOREIGN KEY (act_id) REFERENCES act(id) ON UPDATE CASCADE ON DELETE SET NULL;
alter table dossier_piece add constraint dossier_piece_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table dossier_piece add constraint dossier_piece_receipt_of_fkey FOREIGN KEY (receipt_of) REFERENCES request(id) ON UPDATE CASCADE ON DELETE SET NULL;
CREATE TRIGGER receipt_holds BEFORE INSERT ON dossier_piece FOR EACH ROW WHEN (new.receipt_of IS NOT NULL) EXECUTE FUNCTION receipt_holds();

create table draft (
  id uuid not null,
  version_id uuid not null,
  owner_id uuid not null,
  data jsonb not null default '{}'::jsonb,
  revision integer not null default 0,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone not null,
  agent_id uuid,
  warned_at timestamp(3) with time zone,
  constraint draft_pkey PRIMARY KEY (id),
  constraint draft_for_another CHECK (agent_id <> owner_id)
);
CREATE INDEX draft_owner_id_updated_at_idx ON draft USING btree (owner_id, updated_at);
alter table draft add constraint draft_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE SET NULL;
alter table draft add constraint draft_version_id_fkey FOREIGN KEY (version_id) REFERENCES circuit_version(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER draft_starts_on_no_withdrawn_version BEFORE INSERT OR UPDATE OF version_id ON draft FOR EACH ROW EXECUTE FUNCTION circuit_version_is_not_withdrawn();

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
  constraint eliminated_act_pkey PRIMARY KEY (elimination_id, act_id),
  constraint eliminated_act_is_done CHECK ((state = 'eliminated'::text) = (eliminated_at IS NOT NULL)),
  constraint eliminated_act_is_kept CHECK ((state = 'kept'::text) = (kept_at IS NOT NULL) AND (kept_at IS NULL) = (kept_by_id IS NULL)),
  constraint eliminated_act_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint eliminated_act_state CHECK (state = ANY (ARRAY['proposed'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text, 'eliminated'::text, 'kept'::text]))
);
CREATE UNIQUE INDEX eliminated_act_once ON eliminated_act USING btree (act_id) WHERE (state = ANY (ARRAY['proposed'::text, 'approved'::text, 'eliminated'::text]));
CREATE INDEX eliminated_act_request_id_idx ON eliminated_act USING btree (request_id);
alter table eliminated_act add constraint eliminated_act_act_id_fkey FOREIGN KEY (act_id) REFERENCES act(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table eliminated_act add constraint eliminated_act_elimination_id_fkey FOREIGN KEY (elimination_id) REFERENCES elimination(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table eliminated_act add constraint eliminated_act_kept_by_id_fkey FOREIGN KEY (kept_by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER eliminated_act_follows BEFORE INSERT OR DELETE OR UPDATE ON eliminated_act FOR EACH ROW EXECUTE FUNCTION eliminated_act_follows();
CREATE TRIGGER eliminated_act_is_due BEFORE INSERT OR UPDATE OF state ON eliminated_act FOR EACH ROW WHEN (new.state = ANY (ARRAY['proposed'::text, 'approved'::text])) EXECUTE FUNCTION eliminated_act_is_due();

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
  constraint elimination_pkey PRIMARY KEY (id),
  constraint elimination_by_two CHECK (state = 'proposed'::text OR (state = 'withdrawn'::text) = (decided_by_id = proposed_by_id)),
  constraint elimination_is_decided CHECK ((state = 'proposed'::text) = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by_id IS NULL) AND (state = 'refused'::text) = (remark IS NOT NULL)),
  constraint elimination_state CHECK (state = ANY (ARRAY['proposed'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text]))
);
CREATE INDEX elimination_proposed_at_id_idx ON elimination USING btree (proposed_at, id);
alter table elimination add constraint elimination_decided_by_id_fkey FOREIGN KEY (decided_by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table elimination add constraint elimination_proposed_by_id_fkey FOREIGN KEY (proposed_by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER elimination_goes_forward BEFORE INSERT OR DELETE OR UPDATE ON elimination FOR EACH ROW EXECUTE FUNCTION elimination_goes_forward();

create table fold_shown (
  person_id uuid not null,
  sha256 text not null,
  task_keys text[],
  shown_at timestamp(3) with time zone not null,
  fold_id text not null,
  constraint fold_shown_pkey PRIMARY KEY (person_id, sha256),
  constraint fold_shown_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint fold_shown_task_keys_check CHECK (task_keys IS NOT NULL AND cardinality(task_keys) >= 1 AND cardinality(task_keys) <= 1000)
);
CREATE INDEX fold_shown_at ON fold_shown USING btree (shown_at);
CREATE INDEX fold_shown_person ON fold_shown USING btree (person_id, shown_at);

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
  constraint habilitation_pkey PRIMARY KEY (id),
  constraint habilitation_appointment_whole CHECK (appointment IS NULL OR by_right AND length(appointment ->> 'reference'::text) > 0 AND (appointment ->> 'signedOn'::text) ~ '^\d{4}-\d\d-\d\d$'::text AND (appointment ->> 'effectiveOn'::text) ~ '^\d{4}-\d\d-\d\d$'::text AND ((appointment ->> 'publishedOn'::text) IS NULL OR (appointment ->> 'publishedOn'::text) ~ '^\d{4}-\d\d-\d\d$'::text)),
  constraint habilitation_by_right_signs CHECK (NOT by_right OR role = 'signataire'::text),
  constraint habilitation_dates CHECK (until IS NULL OR until >= "from"),
  constraint habilitation_has_ground CHECK (is_sensitive_role(role) = (ground IS NOT NULL) AND (ground IS NULL OR (ground = ANY (ARRAY['installation'::text, 'former'::text, 'proposal'::text]))) AND ((ground = 'proposal'::text) IS TRUE) = (proposal_id IS NOT NULL)),
  constraint habilitation_power_by_text CHECK ((power_reference IS NULL OR by_right) AND (in_name_of IS NULL OR power_reference IS NOT NULL)),
  constraint habilitation_role CHECK (role = ANY (ARRAY['superieur'::text, 'gestionnaire'::text, 'valideur'::text, 'signataire'::text, 'financier'::text, 'referent-deontologue'::text, 'administration-accueil'::text, 'comptable'::text, 'analyste'::text, 'administrateur'::text])),
  constraint habilitation_within_appointment CHECK (
CASE
    WHEN appointment IS NULL THEN true
    ELSE "from" >= ((appointment ->> 'effectiveOn'::text)::date) AND ((appointment ->> 'publishedOn'::text) IS NULL OR "from" > ((appointment ->> 'publishedOn'::text)::date))
END)
);
CREATE INDEX habilitation_person_id_role_idx ON habilitation USING btree (person_id, role);
CREATE UNIQUE INDEX habilitation_proposal_id_key ON habilitation USING btree (proposal_id);
CREATE INDEX habilitation_structure ON habilitation USING btree (structure_id);
CREATE INDEX habilitation_structure_id_role_idx ON habilitation USING btree (structure_id, role);
alter table habilitation add constraint habilitation_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table habilitation add constraint habilitation_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES right_proposal(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table habilitation add constraint habilitation_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES structure(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER analyst_at_the_top BEFORE INSERT ON habilitation FOR EACH ROW WHEN (new.role = 'analyste'::text) EXECUTE FUNCTION analyst_at_the_top();
CREATE TRIGGER habilitation_ends_no_later BEFORE UPDATE OF until ON habilitation FOR EACH ROW WHEN (old.until IS NOT NULL AND (new.until IS NULL OR new.until > old.until)) EXECUTE FUNCTION end_comes_no_later();
CREATE TRIGGER habilitation_is_as_confirmed BEFORE INSERT ON habilitation FOR EACH ROW EXECUTE FUNCTION power_is_as_confirmed();
CREATE TRIGGER habilitation_kept BEFORE DELETE ON habilitation FOR EACH ROW EXECUTE FUNCTION keep_what_began();
CREATE TRIGGER right_changed AFTER UPDATE ON habilitation REFERENCING OLD TABLE AS was_so NEW TABLE AS now_so FOR EACH STATEMENT EXECUTE FUNCTION right_changes_holdings();
CREATE TRIGGER right_given AFTER INSERT ON habilitation REFERENCING NEW TABLE AS now_so FOR EACH STATEMENT EXECUTE FUNCTION right_changes_holdings();
CREATE TRIGGER right_removed AFTER DELETE ON habilitation REFERENCING OLD TABLE AS was_so FOR EACH STATEMENT EXECUTE FUNCTION right_changes_holdings();
CREATE TRIGGER two_administrators_remain BEFORE UPDATE OF until ON habilitation FOR EACH ROW WHEN (old.role = 'administrateur'::text AND old.until IS DISTINCT FROM new.until) EXECUTE FUNCTION two_administrators_remain();

create table holding_scope (
  id uuid not null default gen_random_uuid(),
  role text,
  structure_id uuid not null,
  waits boolean not null,
  at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  constraint holding_scope_pkey PRIMARY KEY (id)
);

create table housekeeping_run (
  day date not null,
  started_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  removed jsonb not null default '{}'::jsonb,
  constraint housekeeping_run_pkey PRIMARY KEY (day)
);

create table identity_check (
  id uuid not null,
  person_id uuid not null,
  by_id uuid not null,
  document_kind text not null,
  at timestamp(3) with time zone not null,
  address_digest text,
  constraint identity_check_pkey PRIMARY KEY (id),
  constraint identity_check_document CHECK (document_kind = ANY (ARRAY['identity-card'::text, 'passport'::text, 'residence-permit'::text, 'driving-licence'::text, 'professional-card'::text])),
  constraint identity_check_of_another CHECK (by_id <> person_id)
);
CREATE INDEX identity_check_person_id_at_idx ON identity_check USING btree (person_id, at);
alter table identity_check add constraint identity_check_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table identity_check add constraint identity_check_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;

create table identity_claim (
  id uuid not null,
  user_id text not null,
  issuer text not null,
  subject text not null,
  employee_number text not null,
  came_at timestamp(3) with time zone not null,
  outcome text,
  answered_at timestamp(3) with time zone,
  constraint identity_claim_pkey PRIMARY KEY (id),
  constraint identity_claim_answered CHECK ((outcome IS NULL) = (answered_at IS NULL)),
  constraint identity_claim_outcome CHECK (outcome = ANY (ARRAY['linked'::text, 'dismissed'::text]))
);
CREATE INDEX identity_claim_user_id_idx ON identity_claim USING btree (user_id);
CREATE UNIQUE INDEX identity_claim_waits_once ON identity_claim USING btree (user_id, issuer, subject) WHERE (answered_at IS NULL);
alter table identity_claim add constraint identity_claim_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER identity_claim_said_once BEFORE UPDATE ON identity_claim FOR EACH ROW WHEN (old.answered_at IS NOT NULL AND (new.outcome IS DISTINCT FROM old.outcome OR new.answered_at IS DISTINCT FROM old.answered_at)) EXECUTE FUNCTION said_once();

create table identity_link (
  id uuid not null,
  user_id text not null,
  issuer text not null,
  subject text not null,
  employee_number text,
  ground text not null,
  linked_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  constraint identity_link_pkey PRIMARY KEY (id),
  constraint identity_link_ground CHECK (ground = ANY (ARRAY['invitation'::text, 'recovery'::text, 'administrators'::text])),
  constraint identity_link_issuer_is_one_word CHECK (issuer !~ '\s'::text AND subject <> ''::text)
);
CREATE UNIQUE INDEX identity_link_of_one_account ON identity_link USING btree (issuer, subject) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX identity_link_of_one_identity ON identity_link USING btree (user_id, issuer) WHERE (ended_at IS NULL);
CREATE INDEX identity_link_user_id_idx ON identity_link USING btree (user_id);
alter table identity_link add constraint identity_link_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER account_follows_identity AFTER INSERT OR UPDATE ON identity_link FOR EACH ROW EXECUTE FUNCTION account_follows_identity();
CREATE TRIGGER identity_link_ends_by_two BEFORE UPDATE ON identity_link FOR EACH ROW WHEN (old.ended_at IS NULL) EXECUTE FUNCTION identity_link_ends_by_two();
CREATE TRIGGER identity_link_has_ground BEFORE INSERT ON identity_link FOR EACH ROW EXECUTE FUNCTION identity_link_has_ground();

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
  constraint import_batch_pkey PRIMARY KEY (id),
  constraint import_batch_approved CHECK ((approved_by_id IS NULL) = (approved_at IS NULL)),
  constraint import_batch_kind CHECK (kind = ANY (ARRAY['structures'::text, 'people'::text, 'postings'::text, 'rights'::text, 'delegations'::text, 'situation'::text])),
  constraint import_batch_state CHECK (state = ANY (ARRAY['receiving'::text, 'received'::text, 'refused'::text, 'planned'::text, 'proposed'::text, 'asked'::text, 'applied'::text])),
  constraint import_batch_theme CHECK ((kind = 'situation'::text) = (theme IS NOT NULL) AND (theme IS NULL) = (theme_sha256 IS NULL))
);
CREATE INDEX import_batch_made_at_idx ON import_batch USING btree (made_at);
alter table import_batch add constraint import_batch_approved_by_id_fkey FOREIGN KEY (approved_by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table import_batch add constraint import_batch_made_by_id_fkey FOREIGN KEY (made_by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table import_batch add constraint import_batch_theme_sha256_fkey FOREIGN KEY (theme_sha256) REFERENCES situation_theme(sha256) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER import_batch_notify AFTER UPDATE ON import_batch FOR EACH ROW EXECUTE FUNCTION import_batch_notify();
CREATE TRIGGER import_batch_takes_two BEFORE INSERT OR UPDATE ON import_batch FOR EACH ROW WHEN (new.kind = 'situation'::text) EXECUTE FUNCTION import_batch_takes_two();

create table import_chunk (
  batch_id uuid not null,
  number integer not null,
  content bytea not null,
  constraint import_chunk_pkey PRIMARY KEY (batch_id, number)
);
alter table import_chunk add constraint import_chunk_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES import_batch(id) ON UPDATE CASCADE ON DELETE RESTRICT;

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
  constraint import_line_pkey PRIMARY KEY (batch_id, line),
  constraint import_line_state CHECK (state = ANY (ARRAY['read'::text, 'ready'::text, 'same'::text, 'fault'::text, 'applied'::text, 'waits'::text]))
);
CREATE INDEX import_line_at_fault ON import_line USING btree (batch_id, line) WHERE (state = 'fault'::text);
CREATE INDEX import_line_next ON import_line USING btree (batch_id, "position") WHERE (state = ANY (ARRAY['read'::text, 'ready'::text]));
alter table import_line add constraint import_line_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES import_batch(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER import_line_says_once BEFORE INSERT OR UPDATE OF said ON import_line FOR EACH ROW EXECUTE FUNCTION import_line_says_once();
CREATE TRIGGER import_line_stays BEFORE DELETE ON import_line FOR EACH ROW EXECUTE FUNCTION import_line_stays();

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
  constraint incident_retry_pkey PRIMARY KEY (id),
  constraint incident_retry_ends CHECK ((state = 'ended'::text) = (ended_at IS NOT NULL)),
  constraint incident_retry_reason CHECK (length(TRIM(BOTH FROM reason)) >= 3 AND length(TRIM(BOTH FROM reason)) <= 1000),
  constraint incident_retry_state CHECK (state = ANY (ARRAY['asked'::text, 'watching'::text, 'ended'::text])),
  constraint incident_retry_watches CHECK (state = 'asked'::text OR watched_until IS NOT NULL)
);
CREATE INDEX incident_retry_asked_by_id_idx ON incident_retry USING btree (asked_by_id);
CREATE TRIGGER incident_retry_goes_on BEFORE INSERT OR UPDATE ON incident_retry FOR EACH ROW EXECUTE FUNCTION incident_retry_goes_on();

create table kind_opening (
  id uuid not null,
  kind text not null,
  structure_id uuid not null,
  open boolean not null,
  "from" date not null,
  until date,
  constraint kind_opening_pkey PRIMARY KEY (id),
  constraint kind_opening_dates CHECK (until IS NULL OR until >= "from")
);
CREATE INDEX kind_opening_structure_id_idx ON kind_opening USING btree (structure_id);
alter table kind_opening add constraint kind_opening_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES structure(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER kind_opening_kept BEFORE DELETE ON kind_opening FOR EACH ROW EXECUTE FUNCTION keep_what_began();

create table known_device (
  id uuid not null,
  user_id text not null,
  digest text not null,
  label text,
  first_seen_at timestamp(3) with time zone not null,
  last_seen_at timestamp(3) with time zone not null,
  constraint known_device_pkey PRIMARY KEY (id),
  constraint known_device_user_id_digest_key UNIQUE (user_id, digest)
);
CREATE INDEX known_device_last_seen ON known_device USING btree (last_seen_at);
alter table known_device add constraint known_device_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON DELETE CASCADE;

create table later_act (
  id uuid not null,
  act_id uuid not null,
  by_act_id uuid not null,
  nature text not null,
  since date not null,
  constraint later_act_pkey PRIMARY KEY (id),
  constraint later_act_is_another CHECK (act_id <> by_act_id),
  constraint later_act_nature CHECK (nature = ANY (ARRAY['corrects'::text, 'withdraws'::text, 'repeals'::text]))
);
CREATE INDEX later_act_act_id_idx ON later_act USING btree (act_id);
CREATE UNIQUE INDEX later_act_by_act_id_key ON later_act USING btree (by_act_id);
alter table later_act add constraint later_act_act_id_fkey FOREIGN KEY (act_id) REFERENCES act(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table later_act add constraint later_act_by_act_id_fkey FOREIGN KEY (by_act_id) REFERENCES act(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER later_act_stays BEFORE DELETE OR UPDATE ON later_act FOR EACH ROW EXECUTE FUNCTION later_act_stays();
CREATE TRIGGER later_act_touches AFTER INSERT ON later_act FOR EACH ROW EXECUTE FUNCTION later_act_touches();

create table migrated_instance (
  migration_id uuid not null,
  instance_key text not null,
  path text not null,
  state text not null,
  cause text,
  params jsonb not null default '{}'::jsonb,
  changed_at timestamp(3) with time zone not null,
  constraint migrated_instance_pkey PRIMARY KEY (migration_id, instance_key),
  constraint migrated_instance_state CHECK (state = ANY (ARRAY['waiting'::text, 'moved'::text, 'returned'::text, 'refused'::text, 'ended'::text]))
);
alter table migrated_instance add constraint migrated_instance_migration_id_fkey FOREIGN KEY (migration_id) REFERENCES request_migration(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER migrated_instance_moves_request BEFORE INSERT OR UPDATE ON migrated_instance FOR EACH ROW EXECUTE FUNCTION migrated_instance_moves_request();

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
  constraint migration_batch_pkey PRIMARY KEY (id),
  constraint migration_batch_mapping CHECK (jsonb_typeof(mapping) = 'object'::text),
  constraint migration_batch_mapping_plain CHECK (mapping_is_plain(mapping)),
  constraint migration_batch_reason CHECK (length(TRIM(BOTH FROM reason)) >= 3 AND length(TRIM(BOTH FROM reason)) <= 1000),
  constraint migration_batch_state CHECK ((state = ANY (ARRAY['running'::text, 'paused'::text])) AND ended_at IS NULL OR state = 'ended'::text AND ended_at IS NOT NULL)
);
CREATE INDEX migration_batch_from_version_id_idx ON migration_batch USING btree (from_version_id);
CREATE INDEX migration_batch_to_version_id_idx ON migration_batch USING btree (to_version_id);
alter table migration_batch add constraint migration_batch_from_version_id_fkey FOREIGN KEY (from_version_id) REFERENCES circuit_version(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table migration_batch add constraint migration_batch_to_version_id_fkey FOREIGN KEY (to_version_id) REFERENCES circuit_version(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER migration_batch_goes_on BEFORE UPDATE ON migration_batch FOR EACH ROW EXECUTE FUNCTION migration_batch_goes_on();

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
  next_try_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  last_error text,
  queued_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  sent_at timestamp(3) with time zone,
  read_at timestamp(3) with time zone,
  address text,
  subject text,
  constraint notification_pkey PRIMARY KEY (id),
  constraint notification_is_about_one_thing CHECK (num_nonnulls(request_id, subject) <= 1),
  constraint notification_state CHECK (state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'uncertain'::text, 'failed'::text, 'on-screen'::text]))
);
CREATE UNIQUE INDEX notification_dedupe_key_key ON notification USING btree (dedupe_key);
CREATE UNIQUE INDEX notification_message_id_key ON notification USING btree (message_id);
CREATE INDEX notification_read ON notification USING btree (read_at) WHERE (read_at IS NOT NULL);
CREATE INDEX notification_request_id_idx ON notification USING btree (request_id);
CREATE INDEX notification_sent_about_acts ON notification USING btree (sent_at, id) WHERE ((act_id IS NOT NULL) AND (state = 'sent'::text));
CREATE INDEX notification_shown ON notification USING btree (recipient_id, queued_at, id) WHERE (address IS NULL);
CREATE INDEX notification_state_next_try_at_idx ON notification USING btree (state, next_try_at);
CREATE INDEX notification_unread ON notification USING btree (recipient_id) WHERE ((read_at IS NULL) AND (address IS NULL));
CREATE TRIGGER notification_begins_queued BEFORE INSERT ON notification FOR EACH ROW WHEN (new.state <> 'queued'::text OR new.attempts <> 0 OR new.sent_at IS NOT NULL OR new.read_at IS NOT NULL) EXECUTE FUNCTION notification_begins_queued();
CREATE TRIGGER notification_goes_somewhere BEFORE INSERT ON notification FOR EACH ROW WHEN (new.address IS NULL AND new.state = 'queued'::text) EXECUTE FUNCTION notification_goes_somewhere();
CREATE TRIGGER notification_rings AFTER INSERT OR UPDATE OF read_at ON notification FOR EACH ROW EXECUTE FUNCTION ring_notification();
CREATE TRIGGER notification_stays_sent BEFORE UPDATE ON notification FOR EACH ROW WHEN (old.sent_at IS NOT NULL AND (old.sent_at IS DISTINCT FROM new.sent_at OR old.state IS DISTINCT FROM new.state) OR old.read_at IS NOT NULL AND old.read_at IS DISTINCT FROM new.read_at) EXECUTE FUNCTION notification_stays_sent();

create table outbox (
  id uuid not null,
  command text not null,
  payload jsonb not null,
  subject text not null,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  available_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  locked_until timestamp(3) with time zone,
  attempts integer not null default 0,
  last_error text,
  done_at timestamp(3) with time zone,
  result jsonb,
  locked_by integer,
  constraint outbox_pkey PRIMARY KEY (id)
);
CREATE INDEX outbox_done_at_available_at_idx ON outbox USING btree (done_at, available_at);
CREATE INDEX outbox_in_turn ON outbox USING btree (subject, created_at, id) WHERE (done_at IS NULL);
CREATE INDEX outbox_waiting ON outbox USING btree (created_at, id) WHERE (done_at IS NULL);

create table part_file (
  version_id uuid not null,
  path text not null,
  content bytea not null,
  sha256 text not null,
  constraint part_file_pkey PRIMARY KEY (version_id, path)
);
CREATE INDEX part_file_sha256_idx ON part_file USING btree (sha256);
alter table part_file add constraint part_file_version_id_fkey FOREIGN KEY (version_id) REFERENCES part_version(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE CONSTRAINT TRIGGER part_file_is_of_its_version AFTER INSERT ON part_file DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION part_version_is_its_files();

create table part_version (
  id uuid not null,
  of text not null,
  name text not null,
  number integer not null,
  bundle_hash text not null,
  published_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  proposal_id uuid,
  proposed_by uuid,
  published_by uuid,
  reason text,
  constraint part_version_pkey PRIMARY KEY (id),
  constraint part_version_of CHECK (of = ANY (ARRAY['block'::text, 'theme'::text]))
);
CREATE UNIQUE INDEX part_version_of_name_number_key ON part_version USING btree (of, name, number);
CREATE UNIQUE INDEX part_version_proposal_id_key ON part_version USING btree (proposal_id);
alter table part_version add constraint part_version_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES circuit_proposal(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER part_version_has_two_people BEFORE INSERT ON part_version FOR EACH ROW EXECUTE FUNCTION part_version_has_two_people();
CREATE CONSTRAINT TRIGGER part_version_is_its_files AFTER INSERT ON part_version DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION part_version_is_its_files();

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
  constraint passkey_pkey PRIMARY KEY (id),
  constraint passkey_credential_id_key UNIQUE (credential_id)
);
CREATE INDEX passkey_of_user ON passkey USING btree (user_id);
alter table passkey add constraint passkey_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON DELETE CASCADE;

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
  constraint pay_batch_pkey PRIMARY KEY (id),
  constraint pay_batch_count CHECK (count > 0 AND count = cardinality(piece_ids)),
  constraint pay_batch_month CHECK (month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text),
  constraint pay_batch_recalled_at_once CHECK (num_nulls(recalled_at, recalled_by_id, recall_reason) = ANY (ARRAY[0, 3]))
);
CREATE INDEX pay_batch_by_sending ON pay_batch USING btree (sent_at, id);
CREATE INDEX pay_batch_month_structure_id_idx ON pay_batch USING btree (month, structure_id);
CREATE UNIQUE INDEX pay_batch_number_key ON pay_batch USING btree (number);
CREATE TRIGGER pay_batch_said_once BEFORE UPDATE ON pay_batch FOR EACH ROW WHEN (old.recalled_at IS NOT NULL AND (new.recalled_at IS DISTINCT FROM old.recalled_at OR new.recalled_by_id IS DISTINCT FROM old.recalled_by_id OR new.recall_reason IS DISTINCT FROM old.recall_reason)) EXECUTE FUNCTION said_once();

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
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  checked_at timestamp(3) with time zone,
  checked_by_id uuid,
  sent_at timestamp(3) with time zone,
  batch_id uuid,
  takes_back_id uuid,
  constraint pay_piece_pkey PRIMARY KEY (id),
  constraint pay_piece_act CHECK ((act_id IS NULL) = (act_sha256 IS NULL)),
  constraint pay_piece_checked_by CHECK ((checked_at IS NULL) = (checked_by_id IS NULL)),
  constraint pay_piece_checked_by_another CHECK (checked_by_id <> agent_id),
  constraint pay_piece_month CHECK (month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text),
  constraint pay_piece_on_bordereau CHECK ((sent_at IS NULL) = (batch_id IS NULL)),
  constraint pay_piece_period CHECK (effect_until IS NULL OR effect_until >= effect_date),
  constraint pay_piece_sent_once_checked CHECK (sent_at IS NULL OR checked_at IS NOT NULL)
);
CREATE INDEX pay_piece_act_sha256_idx ON pay_piece USING hash (act_sha256);
CREATE INDEX pay_piece_batch_id_idx ON pay_piece USING btree (batch_id);
CREATE INDEX pay_piece_by_effect ON pay_piece USING btree (effect_date, id);
CREATE INDEX pay_piece_by_month ON pay_piece USING btree (month, id) INCLUDE (structure_id, sent_at);
CREATE INDEX pay_piece_of_agent ON pay_piece USING btree (agent_id, month, id) INCLUDE (structure_id, sent_at);
CREATE INDEX pay_piece_request_id_idx ON pay_piece USING btree (request_id);
CREATE UNIQUE INDEX pay_piece_request_id_movement_key ON pay_piece USING btree (request_id, movement) WHERE (takes_back_id IS NULL);
CREATE INDEX pay_piece_structure_id_month_idx ON pay_piece USING btree (structure_id, month);
CREATE INDEX pay_piece_takes_back_id_idx ON pay_piece USING btree (takes_back_id);
CREATE UNIQUE INDEX pay_piece_takes_back_since_key ON pay_piece USING btree (request_id, takes_back_id, effect_date) WHERE (takes_back_id IS NOT NULL);
CREATE INDEX pay_piece_unsent ON pay_piece USING btree (month, id) INCLUDE (structure_id) WHERE (sent_at IS NULL);
alter table pay_piece add constraint pay_piece_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES pay_batch(id) ON UPDATE CASCADE ON DELETE SET NULL;
alter table pay_piece add constraint pay_piece_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table pay_piece add constraint pay_piece_takes_back_id_fkey FOREIGN KEY (takes_back_id) REFERENCES pay_piece(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER pay_piece_has_grounds BEFORE INSERT ON pay_piece FOR EACH ROW WHEN (new.takes_back_id IS NULL) EXECUTE FUNCTION pay_piece_has_grounds();
CREATE TRIGGER pay_piece_said_once BEFORE UPDATE ON pay_piece FOR EACH ROW WHEN (old.sent_at IS NOT NULL AND new.sent_at IS NOT NULL AND (new.sent_at IS DISTINCT FROM old.sent_at OR new.checked_at IS DISTINCT FROM old.checked_at OR new.checked_by_id IS DISTINCT FROM old.checked_by_id)) EXECUTE FUNCTION said_once();
CREATE TRIGGER pay_piece_stays BEFORE DELETE OR UPDATE ON pay_piece FOR EACH ROW EXECUTE FUNCTION pay_piece_stays();
CREATE TRIGGER pay_piece_takes_back BEFORE INSERT ON pay_piece FOR EACH ROW WHEN (new.takes_back_id IS NOT NULL) EXECUTE FUNCTION pay_piece_takes_back();

create table person (
  id uuid not null,
  employee_number text not null,
  first_name text not null,
  last_name text not null,
  work_email text,
  language text not null default 'fr'::text,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  account_email text,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_account_email_written CHECK (account_email = lower(account_email) AND account_email ~~ '_%@_%'::text),
  constraint person_has_one_account_address CHECK (work_email IS NULL OR account_email IS NULL)
);
CREATE UNIQUE INDEX person_account_email_key ON person USING btree (account_email);
CREATE INDEX person_by_name ON person USING btree (search_key(last_name), search_key(first_name), id) INCLUDE (last_name, first_name);
CREATE INDEX person_by_work_email ON person USING btree (lower(work_email));
CREATE UNIQUE INDEX person_employee_number_key ON person USING btree (employee_number);
CREATE INDEX person_first_name_search ON person USING btree (search_key(first_name) text_pattern_ops, search_key(last_name), id) INCLUDE (last_name, first_name);
CREATE INDEX person_last_name_first_name_idx ON person USING btree (last_name, first_name);
CREATE INDEX person_last_name_search ON person USING btree (search_key(last_name) text_pattern_ops, search_key(first_name), id) INCLUDE (last_name, first_name);
CREATE INDEX person_named ON person USING btree (id, search_key(last_name), search_key(first_name)) INCLUDE (last_name, first_name);
CREATE INDEX person_number_search ON person USING btree (search_key(employee_number) text_pattern_ops, search_key(last_name), search_key(first_name), id) INCLUDE (employee_number, last_name, first_name);
CREATE TRIGGER account_email_is_confirmed BEFORE INSERT OR UPDATE OF account_email ON person FOR EACH ROW WHEN (new.account_email IS NOT NULL) EXECUTE FUNCTION account_email_is_confirmed();
CREATE TRIGGER name_changes_acted AFTER UPDATE OF last_name, first_name ON person FOR EACH ROW EXECUTE FUNCTION name_changes_acted();
CREATE TRIGGER name_changes_holdings AFTER UPDATE OF last_name, first_name ON person FOR EACH ROW EXECUTE FUNCTION name_changes_holdings();
CREATE TRIGGER person_is_kept BEFORE UPDATE OF first_name, last_name, work_email, employee_number ON person FOR EACH ROW EXECUTE FUNCTION person_is_kept();
CREATE TRIGGER work_email_stays BEFORE UPDATE OF work_email ON person FOR EACH ROW EXECUTE FUNCTION work_email_stays();

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
  constraint person_change_pkey PRIMARY KEY (id),
  constraint person_change_source CHECK (source = ANY (ARRAY['screen'::text, 'import'::text, 'scim'::text]))
);
CREATE INDEX person_change_person_id_at_idx ON person_change USING btree (person_id, at);
CREATE UNIQUE INDEX person_change_proposal_id_key ON person_change USING btree (proposal_id);
alter table person_change add constraint person_change_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE SET NULL;
alter table person_change add constraint person_change_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table person_change add constraint person_change_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES right_proposal(id) ON UPDATE CASCADE ON DELETE RESTRICT;

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
  uploaded_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  closed boolean not null default false,
  constraint piece_pkey PRIMARY KEY (id),
  constraint piece_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint piece_size CHECK (size > 0)
);
CREATE INDEX piece_draft_id_idx ON piece USING btree (draft_id);
CREATE INDEX piece_request_id_idx ON piece USING btree (request_id);
CREATE INDEX piece_sha256_idx ON piece USING hash (sha256);
alter table piece add constraint piece_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES draft(id) ON UPDATE CASCADE ON DELETE SET NULL;
alter table piece add constraint piece_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE SET NULL;
CREATE TRIGGER piece_stays_as_filed BEFORE UPDATE ON piece FOR EACH ROW WHEN (old.request_id IS NOT NULL AND (old.request_id IS DISTINCT FROM new.request_id OR old.sha256 IS DISTINCT FROM new.sha256 OR old.size IS DISTINCT FROM new.size OR old.media_type IS DISTINCT FROM new.media_type OR old.file_name IS DISTINCT FROM new.file_name OR old.piece_type IS DISTINCT FROM new.piece_type OR old.owner_id IS DISTINCT FROM new.owner_id OR old.uploaded_at IS DISTINCT FROM new.uploaded_at)) EXECUTE FUNCTION piece_stays_as_filed();
CREATE TRIGGER piece_stays_closed BEFORE UPDATE ON piece FOR EACH ROW WHEN (old.closed IS DISTINCT FROM new.closed) EXECUTE FUNCTION piece_stays_closed();
CREATE TRIGGER piece_stays_filed BEFORE DELETE ON piece FOR EACH ROW WHEN (old.request_id IS NOT NULL) EXECUTE FUNCTION piece_stays_filed();

create table postal_correction (
  id uuid not null,
  notice_id uuid not null,
  number integer not null,
  received_on date not null,
  by_id uuid not null,
  at timestamp(3) with time zone not null,
  constraint postal_correction_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX postal_correction_notice_id_number_key ON postal_correction USING btree (notice_id, number);
alter table postal_correction add constraint postal_correction_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES postal_notice(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER postal_correction_holds BEFORE INSERT ON postal_correction FOR EACH ROW EXECUTE FUNCTION postal_correction_holds();

create table postal_notice (
  id uuid not null,
  act_id uuid not null,
  tracking_number text not null,
  sent_on date not null,
  recorded_by_id uuid not null,
  recorded_at timestamp(3) with time zone not null,
  received_on date,
  received_by_id uuid,
  constraint postal_notice_pkey PRIMARY KEY (id),
  constraint postal_notice_number CHECK (tracking_number ~ '^[A-Z0-9]{8,30}$'::text),
  constraint postal_notice_received_after CHECK (received_on >= sent_on),
  constraint postal_notice_received_whole CHECK ((received_on IS NULL) = (received_by_id IS NULL))
);
CREATE UNIQUE INDEX postal_notice_act_id_tracking_number_key ON postal_notice USING btree (act_id, tracking_number);
alter table postal_notice add constraint postal_notice_act_id_fkey FOREIGN KEY (act_id) REFERENCES act(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER postal_notice_holds BEFORE INSERT OR UPDATE ON postal_notice FOR EACH ROW EXECUTE FUNCTION postal_notice_holds();

create table posting (
  id uuid not null,
  person_id uuid not null,
  structure_id uuid not null,
  quality text not null,
  grade text not null,
  "from" date not null,
  until date,
  proposal_id uuid,
  constraint posting_pkey PRIMARY KEY (id),
  constraint posting_dates CHECK (until IS NULL OR until >= "from")
);
CREATE INDEX posting_of_person ON posting USING btree (person_id, "from", id) INCLUDE (until, structure_id);
CREATE INDEX posting_of_structure ON posting USING btree (structure_id, "from", until) INCLUDE (person_id);
CREATE UNIQUE INDEX posting_proposal_id_key ON posting USING btree (proposal_id);
CREATE INDEX posting_structure_id_idx ON posting USING btree (structure_id);
alter table posting add constraint posting_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table posting add constraint posting_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES right_proposal(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table posting add constraint posting_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES structure(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER posting_ends_no_later BEFORE UPDATE OF until ON posting FOR EACH ROW WHEN (old.until IS NOT NULL AND (new.until IS NULL OR new.until > old.until)) EXECUTE FUNCTION end_comes_no_later();
CREATE TRIGGER posting_is_as_confirmed BEFORE INSERT ON posting FOR EACH ROW EXECUTE FUNCTION power_is_as_confirmed();
CREATE TRIGGER posting_kept BEFORE DELETE ON posting FOR EACH ROW EXECUTE FUNCTION keep_what_began();
CREATE TRIGGER posting_quality_is_as_confirmed BEFORE UPDATE OF quality ON posting FOR EACH ROW WHEN (old.quality IS DISTINCT FROM new.quality) EXECUTE FUNCTION posting_quality_is_as_confirmed();

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
  constraint provisioned_right_pkey PRIMARY KEY (id),
  constraint provisioned_right_ends_once CHECK (num_nonnulls(proposal_id, given_id, ended_at) <= 1),
  constraint provisioned_right_source CHECK (source = ANY (ARRAY['import'::text, 'scim'::text]))
);
CREATE INDEX provisioned_right_person_id_idx ON provisioned_right USING btree (person_id);
CREATE UNIQUE INDEX provisioned_right_proposal_id_key ON provisioned_right USING btree (proposal_id);
CREATE INDEX provisioned_right_structure_id_idx ON provisioned_right USING btree (structure_id);
CREATE INDEX provisioned_right_waits ON provisioned_right USING btree (made_at, id) WHERE ((proposal_id IS NULL) AND (given_id IS NULL) AND (ended_at IS NULL));
alter table provisioned_right add constraint provisioned_right_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES import_batch(id) ON UPDATE CASCADE ON DELETE SET NULL;
alter table provisioned_right add constraint provisioned_right_made_by_id_fkey FOREIGN KEY (made_by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table provisioned_right add constraint provisioned_right_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table provisioned_right add constraint provisioned_right_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES right_proposal(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table provisioned_right add constraint provisioned_right_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES structure(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER provisioned_right_said_once BEFORE UPDATE ON provisioned_right FOR EACH ROW EXECUTE FUNCTION provisioned_right_said_once();

create table rate_limit (
  id text not null,
  key text not null,
  count integer not null,
  last_request bigint not null,
  constraint rate_limit_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX rate_limit_key_key ON rate_limit USING btree (key);

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
  constraint registered_act_pkey PRIMARY KEY (id),
  constraint registered_act_in_series CHECK ((sequence IS NULL) = (reference IS NULL)),
  constraint registered_act_is_explained CHECK ((state = 'unused'::text) = (unused_because IS NOT NULL)),
  constraint registered_act_is_sealed CHECK ((sealed_at IS NULL) = (state = ANY (ARRAY['reserved'::text, 'unused'::text]))),
  constraint registered_act_nature CHECK (nature = ANY (ARRAY['arrete'::text, 'decision'::text])),
  constraint registered_act_state CHECK (state = ANY (ARRAY['reserved'::text, 'in-force'::text, 'corrected'::text, 'withdrawn'::text, 'repealed'::text, 'unused'::text])),
  constraint registered_act_unused_because CHECK (unused_because = ANY (ARRAY['refused'::text, 'withdrawn'::text, 'closed'::text, 'replaced'::text]))
);
CREATE INDEX registered_act_act_id_idx ON registered_act USING btree (act_id);
CREATE INDEX registered_act_agent_id_idx ON registered_act USING btree (agent_id);
CREATE INDEX registered_act_apart ON registered_act USING btree (state, reserved_at, id) WHERE (state <> 'in-force'::text);
CREATE UNIQUE INDEX registered_act_in_its_series ON registered_act USING btree (year, structure_id, nature, sequence);
CREATE UNIQUE INDEX registered_act_number_once ON registered_act USING btree (number) WHERE (sequence IS NOT NULL);
CREATE INDEX registered_act_number_search ON registered_act USING btree (search_key(number) text_pattern_ops);
CREATE UNIQUE INDEX registered_act_of_its_nature ON registered_act USING btree (act_id, nature) WHERE (sequence IS NOT NULL);
CREATE UNIQUE INDEX registered_act_reference_key ON registered_act USING btree (reference);
CREATE INDEX registered_act_request_id_idx ON registered_act USING btree (request_id);
CREATE INDEX registered_act_reserved_at_id_idx ON registered_act USING btree (reserved_at, id);
CREATE INDEX registered_act_structure_id_reserved_at_id_idx ON registered_act USING btree (structure_id, reserved_at, id);
alter table registered_act add constraint registered_act_act_id_fkey FOREIGN KEY (act_id) REFERENCES act(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table registered_act add constraint registered_act_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table registered_act add constraint registered_act_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table registered_act add constraint registered_act_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES structure(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER act_is_numbered BEFORE INSERT ON registered_act FOR EACH ROW WHEN (new.sealed_at IS NULL) EXECUTE FUNCTION act_is_numbered();
CREATE TRIGGER registered_act_stays BEFORE DELETE OR UPDATE ON registered_act FOR EACH ROW EXECUTE FUNCTION registered_act_stays();

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
  constraint request_pkey PRIMARY KEY (id),
  constraint request_closed_with_outcome CHECK ((closed_at IS NULL) = (outcome IS NULL)),
  constraint request_filed_for_another CHECK (filed_by_id <> agent_id),
  constraint request_instance_on_engine CHECK ((instance_key IS NULL) = (engine IS NULL)),
  constraint request_on_paper_is_entered CHECK (NOT on_paper OR filed_by_id IS NOT NULL),
  constraint request_outcome CHECK (outcome = ANY (ARRAY['granted'::text, 'refused'::text, 'withdrawn'::text, 'closed'::text]))
);
CREATE INDEX request_by_filing ON request USING btree (filed_at, id) INCLUDE (kind, agent_id, filed_by_id, on_paper);
CREATE INDEX request_by_number ON request USING btree (length(number), number);
CREATE INDEX request_closed_at_idx ON request USING btree (closed_at);
CREATE INDEX request_contests_id_idx ON request USING btree (contests_id);
CREATE UNIQUE INDEX request_draft_id_key ON request USING btree (draft_id);
CREATE INDEX request_filed_by_id_filed_at_idx ON request USING btree (filed_by_id, filed_at);
CREATE UNIQUE INDEX request_instance_key_key ON request USING btree (instance_key);
CREATE UNIQUE INDEX request_number_key ON request USING btree (number);
CREATE INDEX request_number_search ON request USING btree (number text_pattern_ops);
CREATE INDEX request_of_agent ON request USING btree (agent_id, filed_at, id) INCLUDE (structure_id, kind, filed_by_id, on_paper);
CREATE INDEX request_of_structure ON request USING btree (structure_id, filed_at, id) INCLUDE (agent_id, kind);
CREATE INDEX request_open ON request USING btree (structure_id, filed_at, id) INCLUDE (agent_id, kind) WHERE (closed_at IS NULL);
CREATE INDEX request_open_by_filing ON request USING btree (filed_at, id) WHERE (closed_at IS NULL);
CREATE INDEX request_open_of_agent ON request USING btree (agent_id, filed_at, id) INCLUDE (filed_by_id, on_paper) WHERE (closed_at IS NULL);
CREATE INDEX request_refused ON request USING btree (agent_id, kind, id) WHERE (outcome = 'refused'::text);
CREATE INDEX request_stopped ON request USING btree (id) WHERE (stopped_since IS NOT NULL);
CREATE INDEX request_under_way ON request USING btree (version_id, structure_id) WHERE (closed_at IS NULL);
alter table request add constraint request_contests_id_fkey FOREIGN KEY (contests_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE SET NULL;
alter table request add constraint request_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES draft(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table request add constraint request_version_id_fkey FOREIGN KEY (version_id) REFERENCES circuit_version(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER filing_is_acted AFTER INSERT ON request FOR EACH ROW WHEN (new.filed_by_id IS NOT NULL) EXECUTE FUNCTION filing_is_acted();
CREATE TRIGGER request_contests_its_own BEFORE INSERT ON request FOR EACH ROW WHEN (new.contests_id IS NOT NULL) EXECUTE FUNCTION request_contests_its_own();
CREATE TRIGGER request_filed_open BEFORE INSERT ON request FOR EACH ROW WHEN (new.outcome IS NOT NULL) EXECUTE FUNCTION request_outcome_has_grounds();
CREATE TRIGGER request_is_offered BEFORE INSERT ON request FOR EACH ROW EXECUTE FUNCTION request_is_offered();
CREATE CONSTRAINT TRIGGER request_on_paper_has_its_paper AFTER INSERT ON request DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.on_paper) EXECUTE FUNCTION request_on_paper_has_its_paper();
CREATE TRIGGER request_outcome_has_grounds BEFORE UPDATE OF outcome ON request FOR EACH ROW WHEN (old.outcome IS DISTINCT FROM new.outcome) EXECUTE FUNCTION request_outcome_has_grounds();
CREATE TRIGGER request_rings AFTER INSERT OR UPDATE ON request FOR EACH ROW EXECUTE FUNCTION ring_request();
CREATE TRIGGER request_starts_on_no_withdrawn_version BEFORE INSERT ON request FOR EACH ROW EXECUTE FUNCTION circuit_version_is_not_withdrawn();
CREATE TRIGGER request_stays_closed BEFORE UPDATE OF outcome, closed_at ON request FOR EACH ROW WHEN (old.closed_at IS NOT NULL AND (old.outcome IS DISTINCT FROM new.outcome OR old.closed_at IS DISTINCT FROM new.closed_at)) EXECUTE FUNCTION request_stays_closed();
CREATE TRIGGER silence_at_is_of_the_law BEFORE INSERT OR UPDATE OF silence_at ON request FOR EACH ROW WHEN (new.silence_at IS NOT NULL) EXECUTE FUNCTION silence_at_is_of_the_law();
CREATE TRIGGER stop_until_after_filing BEFORE INSERT ON request FOR EACH ROW WHEN (new.stop_until IS NOT NULL) EXECUTE FUNCTION stop_until_is_ahead();
CREATE TRIGGER stop_until_is_ahead BEFORE UPDATE OF stop_until ON request FOR EACH ROW WHEN (old.stop_until IS NULL AND new.stop_until IS NOT NULL) EXECUTE FUNCTION stop_until_is_ahead();
CREATE TRIGGER stop_until_needs_agreement BEFORE INSERT OR UPDATE OF stop_until ON request FOR EACH ROW WHEN (new.stop_until IS NOT NULL) EXECUTE FUNCTION stop_until_needs_agreement();
CREATE TRIGGER stop_until_stays BEFORE UPDATE OF stop_until ON request FOR EACH ROW WHEN (old.stop_until IS NOT NULL AND old.stop_until IS DISTINCT FROM new.stop_until) EXECUTE FUNCTION stop_until_stays();
CREATE TRIGGER unsigned_number_is_explained AFTER UPDATE OF closed_at ON request FOR EACH ROW WHEN (old.closed_at IS NULL AND new.closed_at IS NOT NULL) EXECUTE FUNCTION unsigned_number_is_explained();

create table request_amendment (
  acceptance_id uuid not null,
  proposal_id uuid not null,
  request_id uuid not null,
  "values" jsonb not null,
  at timestamp(3) with time zone not null,
  constraint request_amendment_pkey PRIMARY KEY (acceptance_id),
  constraint request_amendment_says_something CHECK (jsonb_typeof("values") = 'object'::text AND "values" <> '{}'::jsonb)
);
CREATE UNIQUE INDEX request_amendment_proposal_id_key ON request_amendment USING btree (proposal_id);
CREATE INDEX request_amendment_request_id_idx ON request_amendment USING btree (request_id);
alter table request_amendment add constraint request_amendment_acceptance_id_fkey FOREIGN KEY (acceptance_id) REFERENCES decision(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table request_amendment add constraint request_amendment_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES decision(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table request_amendment add constraint request_amendment_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER request_amendment_is_agreed BEFORE INSERT ON request_amendment FOR EACH ROW EXECUTE FUNCTION request_amendment_is_agreed();
CREATE TRIGGER request_amendment_stays BEFORE DELETE OR UPDATE ON request_amendment FOR EACH ROW EXECUTE FUNCTION request_amendment_stays();

create table request_event (
  id uuid not null,
  request_id uuid not null,
  at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  kind text not null,
  element_id text,
  actor_id uuid,
  fact_key text not null,
  detail jsonb not null default '{}'::jsonb,
  constraint request_event_pkey PRIMARY KEY (id),
  constraint request_event_kind CHECK (kind = ANY (ARRAY['filed'::text, 'registered'::text, 'acknowledged'::text, 'deadline'::text, 'delay'::text, 'reminded'::text, 'table'::text, 'decision'::text, 'complement-asked'::text, 'complement-given'::text, 'act-incomplete'::text, 'drafted'::text, 'sealed'::text, 'silence'::text, 'withdrawal-asked'::text, 'withdrawn'::text, 'withdrawal-refused'::text, 'cooling-off'::text, 'pay-piece'::text, 'applied'::text, 'undone'::text, 'reorganised'::text, 'migrated'::text, 'notified'::text, 'posted'::text, 'post-received'::text, 'post-corrected'::text, 'closed'::text, 'receipted'::text, 'moved'::text, 'fact-set'::text, 'cancelled'::text]))
);
CREATE INDEX request_event_request_id_at_idx ON request_event USING btree (request_id, at);
CREATE UNIQUE INDEX request_event_request_id_fact_key_key ON request_event USING btree (request_id, fact_key);
alter table request_event add constraint request_event_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER cancelled_undecided BEFORE INSERT ON request_event FOR EACH ROW WHEN (new.kind = 'cancelled'::text) EXECUTE FUNCTION cancelled_undecided();
CREATE TRIGGER intervened_by_right BEFORE INSERT ON request_event FOR EACH ROW WHEN (new.kind = ANY (ARRAY['cancelled'::text, 'moved'::text, 'fact-set'::text])) EXECUTE FUNCTION intervened_by_right();
CREATE TRIGGER request_event_rings AFTER INSERT ON request_event FOR EACH ROW EXECUTE FUNCTION ring_request_event();
CREATE TRIGGER silence_is_over BEFORE INSERT ON request_event FOR EACH ROW WHEN (new.kind = 'silence'::text) EXECUTE FUNCTION silence_is_over();

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
  constraint request_migration_pkey PRIMARY KEY (id),
  constraint request_migration_ends CHECK ((state = ANY (ARRAY['asked'::text, 'moving'::text, 'returning'::text])) AND ended_at IS NULL OR (state = ANY (ARRAY['would'::text, 'moved'::text, 'refused'::text, 'stopped'::text])) AND ended_at IS NOT NULL),
  constraint request_migration_reason CHECK (length(TRIM(BOTH FROM reason)) >= 3 AND length(TRIM(BOTH FROM reason)) <= 1000)
);
CREATE UNIQUE INDEX request_migration_batch_id_request_id_key ON request_migration USING btree (batch_id, request_id);
CREATE INDEX request_migration_from_version_id_idx ON request_migration USING btree (from_version_id);
CREATE INDEX request_migration_request_id_idx ON request_migration USING btree (request_id);
CREATE INDEX request_migration_to_version_id_idx ON request_migration USING btree (to_version_id);
CREATE UNIQUE INDEX request_migration_under_way ON request_migration USING btree (request_id) WHERE (ended_at IS NULL);
alter table request_migration add constraint request_migration_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES migration_batch(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table request_migration add constraint request_migration_from_version_id_fkey FOREIGN KEY (from_version_id) REFERENCES circuit_version(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table request_migration add constraint request_migration_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table request_migration add constraint request_migration_to_version_id_fkey FOREIGN KEY (to_version_id) REFERENCES circuit_version(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER request_migration_holds BEFORE INSERT OR UPDATE ON request_migration FOR EACH ROW EXECUTE FUNCTION request_migration_holds();
CREATE TRIGGER request_migration_tried BEFORE INSERT OR UPDATE ON request_migration FOR EACH ROW EXECUTE FUNCTION request_migration_tried();

create table request_step (
  request_id uuid not null,
  job_key text not null,
  element_id text not null,
  began_at timestamp(3) with time zone not null,
  state text not null,
  constraint request_step_pkey PRIMARY KEY (request_id, job_key),
  constraint request_step_state CHECK (state = ANY (ARRAY['active'::text, 'done'::text, 'left'::text]))
);
alter table request_step add constraint request_step_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER request_step_notifies AFTER INSERT OR UPDATE ON request_step FOR EACH ROW EXECUTE FUNCTION ring_request_event();

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
  constraint retried_incident_pkey PRIMARY KEY (retry_id, incident_key),
  constraint retried_incident_state CHECK (state = ANY (ARRAY['waiting'::text, 'sent'::text, 'done'::text, 'gone'::text, 'again'::text, 'refused'::text]))
);
CREATE INDEX retried_incident_request_id_idx ON retried_incident USING btree (request_id);
CREATE UNIQUE INDEX retried_incident_under_way ON retried_incident USING btree (incident_key) WHERE (state = ANY (ARRAY['waiting'::text, 'sent'::text]));
alter table retried_incident add constraint retried_incident_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table retried_incident add constraint retried_incident_retry_id_fkey FOREIGN KEY (retry_id) REFERENCES incident_retry(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER retried_incident_holds BEFORE INSERT OR UPDATE ON retried_incident FOR EACH ROW EXECUTE FUNCTION retried_incident_holds();

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
  constraint right_proposal_pkey PRIMARY KEY (id),
  constraint right_proposal_answered_at_once CHECK (num_nulls(outcome, answered_by_id, answered_at) = ANY (ARRAY[0, 3])),
  constraint right_proposal_kind CHECK (kind = ANY (ARRAY['habilitation'::text, 'delegation'::text, 'posting'::text, 'move'::text, 'recovery'::text, 'identity'::text, 'address'::text, 'quality'::text])),
  constraint right_proposal_not_ones_own CHECK (proposed_by_id IS DISTINCT FROM person_id),
  constraint right_proposal_outcome CHECK (
CASE outcome
    WHEN 'confirmed'::text THEN answered_by_id <> proposed_by_id AND answered_by_id IS DISTINCT FROM person_id
    WHEN 'refused'::text THEN answered_by_id <> proposed_by_id AND answer_reason IS NOT NULL
    WHEN 'withdrawn'::text THEN answered_by_id = proposed_by_id
    ELSE outcome IS NULL
END),
  constraint right_proposal_receiver CHECK ((kind = 'move'::text) = (person_id IS NULL))
);
CREATE INDEX right_proposal_person_id_idx ON right_proposal USING btree (person_id);
CREATE INDEX right_proposal_structure_id_idx ON right_proposal USING btree (structure_id);
alter table right_proposal add constraint right_proposal_answered_by_id_fkey FOREIGN KEY (answered_by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE SET NULL;
alter table right_proposal add constraint right_proposal_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE SET NULL;
alter table right_proposal add constraint right_proposal_proposed_by_id_fkey FOREIGN KEY (proposed_by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table right_proposal add constraint right_proposal_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES structure(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER right_proposal_waits BEFORE INSERT OR UPDATE ON right_proposal FOR EACH ROW EXECUTE FUNCTION right_proposal_waits();

create table schema_object (
  name text not null,
  sha256 text not null,
  applied_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  constraint schema_object_pkey PRIMARY KEY (name)
);

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
  constraint scim_group_pkey PRIMARY KEY (id),
  constraint scim_group_mapped_whole CHECK (num_nulls(role, structure_id, mapped_by_id, mapped_at, map_reason) = ANY (ARRAY[0, 5]))
);
CREATE UNIQUE INDEX scim_group_external_id_key ON scim_group USING btree (external_id);
alter table scim_group add constraint scim_group_mapped_by_id_fkey FOREIGN KEY (mapped_by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table scim_group add constraint scim_group_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES structure(id) ON UPDATE CASCADE ON DELETE RESTRICT;

create table scim_member (
  group_id uuid not null,
  value text not null,
  given_id uuid,
  provisioned_id uuid,
  fault text,
  constraint scim_member_pkey PRIMARY KEY (group_id, value)
);
CREATE INDEX scim_member_of_user ON scim_member USING btree (value);
alter table scim_member add constraint scim_member_group_id_fkey FOREIGN KEY (group_id) REFERENCES scim_group(id) ON UPDATE CASCADE ON DELETE RESTRICT;

create table scim_token (
  id uuid not null,
  digest text not null,
  label text not null,
  made_by_id uuid not null,
  made_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  last_used_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  constraint scim_token_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX scim_token_digest_key ON scim_token USING btree (digest);
alter table scim_token add constraint scim_token_made_by_id_fkey FOREIGN KEY (made_by_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER scim_token_ends_once BEFORE UPDATE ON scim_token FOR EACH ROW EXECUTE FUNCTION scim_token_ends_once();

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
  constraint scim_user_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX scim_user_external_id_key ON scim_user USING btree (external_id);
CREATE UNIQUE INDEX scim_user_person_id_key ON scim_user USING btree (person_id);
CREATE UNIQUE INDEX scim_user_user_name_key ON scim_user USING btree (lower(user_name));
alter table scim_user add constraint scim_user_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;

create table seal_certificate (
  sha256 text not null,
  until timestamp(3) with time zone not null,
  seen_at timestamp(3) with time zone not null,
  constraint seal_certificate_pkey PRIMARY KEY (sha256)
);

create table sealing_key (
  holder text not null,
  purpose text not null,
  key_id text not null,
  declared_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  constraint sealing_key_pkey PRIMARY KEY (holder, purpose, key_id)
);

create table session (
  id text not null,
  expires_at timestamp(3) with time zone not null,
  token text not null,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
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
  constraint session_pkey PRIMARY KEY (id),
  constraint session_method_known CHECK (method = ANY (ARRAY['password'::text, 'password+totp'::text, 'password+recovery-code'::text, 'passkey'::text, 'oidc'::text])),
  constraint session_strength_known CHECK (strength = ANY (ARRAY['single-factor'::text, 'two-factor'::text])),
  constraint session_strength_of_its_method CHECK (strength =
CASE method
    WHEN 'password'::text THEN 'single-factor'::text
    WHEN 'oidc'::text THEN strength
    ELSE 'two-factor'::text
END)
);
CREATE UNIQUE INDEX session_token_key ON session USING btree (token);
CREATE INDEX session_user_id_idx ON session USING btree (user_id);
alter table session add constraint session_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON UPDATE CASCADE ON DELETE CASCADE;
CREATE TRIGGER session_needs_an_open_account BEFORE INSERT ON session FOR EACH ROW EXECUTE FUNCTION session_needs_an_open_account();

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
  constraint sign_in_event_pkey PRIMARY KEY (id),
  constraint sign_in_event_outcome_check CHECK (outcome ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)
);
CREATE INDEX sign_in_event_at ON sign_in_event USING btree (at, id);
CREATE INDEX sign_in_event_of_address ON sign_in_event USING btree (address, at, id);
CREATE INDEX sign_in_event_of_user ON sign_in_event USING btree (user_id, at, id);

create table sign_in_tries (
  bucket text not null,
  count integer not null,
  forgotten_at timestamp(3) with time zone not null,
  constraint sign_in_tries_pkey PRIMARY KEY (bucket)
);
CREATE INDEX sign_in_tries_forgotten ON sign_in_tries USING btree (forgotten_at);

create table signing_aside (
  task_key text not null,
  person_id uuid not null,
  at timestamp(3) with time zone not null,
  by_id uuid,
  reason text,
  constraint signing_aside_pkey PRIMARY KEY (task_key, person_id),
  constraint signing_aside_by_assistant CHECK (num_nulls(by_id, reason) = ANY (ARRAY[0, 2])),
  constraint signing_aside_of_another CHECK (by_id <> person_id),
  constraint signing_aside_reason CHECK (length(reason) >= 1 AND length(reason) <= 500)
);
alter table signing_aside add constraint signing_aside_task_key_fkey FOREIGN KEY (task_key) REFERENCES task(key) ON UPDATE CASCADE ON DELETE CASCADE;
CREATE TRIGGER signing_aside_by_right BEFORE INSERT ON signing_aside FOR EACH ROW WHEN (new.by_id IS NOT NULL) EXECUTE FUNCTION desk_is_prepared_by_right();

create table signing_assistant (
  id uuid not null,
  signatory_id uuid not null,
  assistant_id uuid not null,
  "from" date not null,
  until date not null,
  named_at timestamp(3) with time zone not null,
  revoked_at timestamp(3) with time zone,
  revoked_by_id uuid,
  constraint signing_assistant_pkey PRIMARY KEY (id),
  constraint signing_assistant_once EXCLUDE USING gist (signatory_id WITH =, assistant_id WITH =, daterange("from", until, '[]'::text) WITH &&) WHERE (revoked_at IS NULL),
  constraint signing_assistant_dates CHECK (until >= "from"),
  constraint signing_assistant_of_another CHECK (signatory_id <> assistant_id),
  constraint signing_assistant_revoked CHECK (num_nulls(revoked_at, revoked_by_id) = ANY (ARRAY[0, 2]))
);
CREATE INDEX signing_assistant_assistant_id_idx ON signing_assistant USING btree (assistant_id);
CREATE INDEX signing_assistant_signatory_id_idx ON signing_assistant USING btree (signatory_id);
alter table signing_assistant add constraint signing_assistant_assistant_id_fkey FOREIGN KEY (assistant_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table signing_assistant add constraint signing_assistant_signatory_id_fkey FOREIGN KEY (signatory_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER signing_assistant_is_named BEFORE INSERT OR UPDATE ON signing_assistant FOR EACH ROW EXECUTE FUNCTION signing_assistant_is_named();

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
  constraint signing_batch_pkey PRIMARY KEY (id),
  constraint signing_batch_count CHECK (count >= 1 AND count <= 1000),
  constraint signing_batch_five_minutes CHECK (expires_at <= (verified_at + '00:05:00'::interval)),
  constraint signing_batch_method CHECK (method = ANY (ARRAY['totp'::text, 'passkey'::text])),
  constraint signing_batch_proof CHECK ((state = 'made'::text) = (method IS NULL) AND (num_nulls(method, authentication, verified_at, expires_at) = ANY (ARRAY[0, 4]))),
  constraint signing_batch_root CHECK (root ~ '^[0-9a-f]{64}$'::text),
  constraint signing_batch_state CHECK (state = ANY (ARRAY['made'::text, 'proved'::text, 'written'::text]))
);
CREATE INDEX signing_batch_person_id_made_at_idx ON signing_batch USING btree (person_id, made_at);
alter table signing_batch add constraint signing_batch_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER signing_batch_changes AFTER INSERT OR UPDATE ON signing_batch FOR EACH ROW EXECUTE FUNCTION tell_signing_batch();
CREATE TRIGGER signing_batch_goes_forward BEFORE UPDATE ON signing_batch FOR EACH ROW EXECUTE FUNCTION signing_batch_goes_forward();
CREATE TRIGGER signing_batch_stays BEFORE DELETE ON signing_batch FOR EACH ROW EXECUTE FUNCTION signing_batch_stays();

create table signing_challenge (
  task_key text not null,
  person_id uuid not null,
  sha256 text not null,
  nonce text not null,
  expires_at timestamp(3) with time zone not null,
  constraint signing_challenge_pkey PRIMARY KEY (task_key, person_id)
);
CREATE INDEX signing_challenge_expires_at ON signing_challenge USING btree (expires_at);
alter table signing_challenge add constraint signing_challenge_task_key_fkey FOREIGN KEY (task_key) REFERENCES task(key) ON DELETE CASCADE;

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
  constraint signing_leaf_pkey PRIMARY KEY (batch_id, place),
  constraint signing_leaf_place CHECK (place >= 0 AND place <= 999),
  constraint signing_leaf_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'::text AND fold_sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint signing_leaf_shown CHECK (shown = ANY (ARRAY['fold'::text, 'opened'::text])),
  constraint signing_leaf_words_a_refusal CHECK (code IS NOT NULL OR params IS NULL)
);
CREATE UNIQUE INDEX signing_leaf_batch_id_task_key_key ON signing_leaf USING btree (batch_id, task_key);
alter table signing_leaf add constraint signing_leaf_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES signing_batch(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER signing_leaf_is_of_its_batch BEFORE INSERT OR UPDATE ON signing_leaf FOR EACH ROW EXECUTE FUNCTION signing_leaf_is_of_its_batch();
CREATE TRIGGER signing_leaf_stays BEFORE DELETE ON signing_leaf FOR EACH ROW EXECUTE FUNCTION signing_batch_stays();

create table signing_note (
  id uuid not null,
  task_key text not null,
  person_id uuid not null,
  by_id uuid not null,
  sealed text not null,
  at timestamp(3) with time zone not null,
  constraint signing_note_pkey PRIMARY KEY (id),
  constraint signing_note_task_key_person_id_by_id_key UNIQUE (task_key, person_id, by_id),
  constraint signing_note_check CHECK (by_id <> person_id)
);
alter table signing_note add constraint signing_note_task_key_fkey FOREIGN KEY (task_key) REFERENCES task(key) ON UPDATE CASCADE ON DELETE CASCADE;
CREATE TRIGGER signing_note_by_right BEFORE INSERT OR UPDATE ON signing_note FOR EACH ROW EXECUTE FUNCTION desk_is_prepared_by_right();

create table signing_place (
  task_key text not null,
  person_id uuid not null,
  place integer not null,
  by_id uuid not null,
  at timestamp(3) with time zone not null,
  constraint signing_place_pkey PRIMARY KEY (task_key, person_id),
  constraint signing_place_place_check CHECK (place >= 0 AND place <= 999)
);
alter table signing_place add constraint signing_place_task_key_fkey FOREIGN KEY (task_key) REFERENCES task(key) ON UPDATE CASCADE ON DELETE CASCADE;
CREATE TRIGGER signing_place_by_right BEFORE INSERT ON signing_place FOR EACH ROW EXECUTE FUNCTION desk_is_prepared_by_right();

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
  constraint situation_correction_pkey PRIMARY KEY (id),
  constraint situation_correction_is_decided CHECK ((state = 'open'::text) = (decided_at IS NULL) AND
CASE state
    WHEN 'open'::text THEN decided_by_id IS NULL
    WHEN 'applied'::text THEN decided_by_id IS DISTINCT FROM proposed_by_id
    WHEN 'refused'::text THEN decided_by_id IS NOT NULL AND decided_by_id <> proposed_by_id
    WHEN 'taken-back'::text THEN decided_by_id = proposed_by_id
    ELSE NULL::boolean
END AND (state = 'refused'::text) = (COALESCE(btrim(remark), ''::text) <> ''::text)),
  constraint situation_correction_period CHECK (until IS NULL OR until >= "from"),
  constraint situation_correction_reason CHECK (btrim(reason) <> ''::text),
  constraint situation_correction_state CHECK (state = ANY (ARRAY['open'::text, 'applied'::text, 'refused'::text, 'taken-back'::text]))
);
CREATE UNIQUE INDEX situation_correction_one_open ON situation_correction USING btree (entry_id) WHERE (state = 'open'::text);
CREATE INDEX situation_correction_person_id_state_idx ON situation_correction USING btree (person_id, state);
alter table situation_correction add constraint situation_correction_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES situation_entry(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER situation_correction_begins BEFORE INSERT ON situation_correction FOR EACH ROW EXECUTE FUNCTION situation_correction_begins();
CREATE TRIGGER situation_correction_goes_on BEFORE UPDATE ON situation_correction FOR EACH ROW EXECUTE FUNCTION situation_correction_goes_on();

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
  constraint situation_entry_pkey PRIMARY KEY (id),
  constraint situation_entry_apart EXCLUDE USING gist (person_id WITH =, theme WITH =, daterange("from", until, '[]'::text) WITH &&) WHERE (apart AND superseded_at IS NULL),
  constraint situation_entry_correction CHECK (
CASE origin
    WHEN 'correction'::text THEN cites_id IS NOT NULL
    WHEN 'request'::text THEN true
    WHEN 'undoing'::text THEN true
    ELSE cites_id IS NULL
END),
  constraint situation_entry_guarantee CHECK (guarantee = ANY (ARRAY['self'::text, 'checked'::text, 'act'::text, 'two-person'::text])),
  constraint situation_entry_import CHECK (import_id IS NULL OR (origin = ANY (ARRAY['import'::text, 'taken-over'::text]))),
  constraint situation_entry_import_names_file CHECK (origin <> 'import'::text OR import_id IS NOT NULL),
  constraint situation_entry_import_whole CHECK ((import_id IS NULL) = (import_line IS NULL)),
  constraint situation_entry_origin CHECK (origin = ANY (ARRAY['request'::text, 'taken-over'::text, 'import'::text, 'correction'::text, 'undoing'::text])),
  constraint situation_entry_period CHECK (until IS NULL OR until >= "from"),
  constraint situation_entry_undoing CHECK ((origin = 'undoing'::text) = (undoes_id IS NOT NULL) AND (carries_id IS NULL OR undoes_id IS NOT NULL) AND (undoes_id IS NULL OR cites_id IS NULL OR cites_id = undoes_id)),
  constraint situation_entry_value CHECK (jsonb_typeof(value) = 'object'::text)
);
CREATE UNIQUE INDEX situation_entry_cites_id_key ON situation_entry USING btree (cites_id);
CREATE UNIQUE INDEX situation_entry_import_id_import_line_key ON situation_entry USING btree (import_id, import_line);
CREATE INDEX situation_entry_person_id_theme_from_idx ON situation_entry USING btree (person_id, theme, "from");
CREATE UNIQUE INDEX situation_entry_request_id_theme_key ON situation_entry USING btree (request_id, theme);
CREATE INDEX situation_entry_undoes_id_idx ON situation_entry USING btree (undoes_id);
CREATE INDEX situation_entry_until_idx ON situation_entry USING btree (until) WHERE ((until IS NOT NULL) AND (superseded_at IS NULL));
alter table situation_entry add constraint situation_entry_import_line_fkey FOREIGN KEY (import_id, import_line) REFERENCES import_line(batch_id, line) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table situation_entry add constraint situation_entry_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table situation_entry add constraint situation_entry_theme_sha256_fkey FOREIGN KEY (theme_sha256) REFERENCES situation_theme(sha256) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER account_change_has_call BEFORE INSERT ON situation_entry FOR EACH ROW WHEN (new.origin = 'request'::text AND new.guarantee = 'two-person'::text) EXECUTE FUNCTION account_change_has_call();
CREATE TRIGGER change_has_waited BEFORE INSERT ON situation_entry FOR EACH ROW WHEN (new.origin = 'request'::text AND new.guarantee = 'two-person'::text) EXECUTE FUNCTION change_has_waited();
CREATE TRIGGER situation_entry_counts_days BEFORE INSERT ON situation_entry FOR EACH ROW WHEN (new.origin = 'request'::text) EXECUTE FUNCTION situation_entry_counts_days();
CREATE TRIGGER situation_entry_ends_a_period BEFORE INSERT ON situation_entry FOR EACH ROW WHEN (new.origin = 'request'::text) EXECUTE FUNCTION situation_entry_ends_a_period();
CREATE TRIGGER situation_entry_has_grounds BEFORE INSERT ON situation_entry FOR EACH ROW WHEN (new.import_id IS NULL) EXECUTE FUNCTION situation_entry_has_grounds();
CREATE TRIGGER situation_entry_is_as_asked BEFORE INSERT ON situation_entry FOR EACH ROW WHEN (new.origin = 'request'::text) EXECUTE FUNCTION situation_entry_is_as_asked();
CREATE TRIGGER situation_entry_is_by_its_grids BEFORE INSERT ON situation_entry FOR EACH ROW WHEN (new.origin = 'request'::text) EXECUTE FUNCTION situation_entry_is_by_its_grids();
CREATE TRIGGER situation_entry_is_of_its_act BEFORE INSERT ON situation_entry FOR EACH ROW WHEN (new.origin = 'request'::text AND new.guarantee = 'act'::text) EXECUTE FUNCTION situation_entry_is_of_its_act();
CREATE TRIGGER situation_entry_is_of_its_file BEFORE INSERT ON situation_entry FOR EACH ROW WHEN (new.import_id IS NOT NULL) EXECUTE FUNCTION situation_entry_is_of_its_file();
CREATE TRIGGER situation_entry_is_put_right BEFORE INSERT ON situation_entry FOR EACH ROW WHEN (new.origin = 'correction'::text) EXECUTE FUNCTION situation_entry_is_put_right();
CREATE TRIGGER situation_entry_is_undone BEFORE INSERT ON situation_entry FOR EACH ROW WHEN (new.origin = 'undoing'::text) EXECUTE FUNCTION situation_entry_is_undone();
CREATE TRIGGER situation_entry_of_an_act_that_stands BEFORE INSERT ON situation_entry FOR EACH ROW WHEN (new.origin = 'request'::text AND new.act_id IS NOT NULL) EXECUTE FUNCTION situation_entry_of_an_act_that_stands();
CREATE TRIGGER situation_entry_of_no_cancelled BEFORE INSERT ON situation_entry FOR EACH ROW WHEN (new.request_id IS NOT NULL) EXECUTE FUNCTION cancelled_stays();
CREATE TRIGGER situation_entry_stands_in_time BEFORE INSERT ON situation_entry FOR EACH ROW EXECUTE FUNCTION situation_entry_stands_in_time();
CREATE TRIGGER situation_entry_supersedes BEFORE INSERT ON situation_entry FOR EACH ROW WHEN (new.cites_id IS NOT NULL) EXECUTE FUNCTION situation_entry_supersedes();

create table situation_grid (
  id uuid not null,
  name text not null,
  number integer not null,
  grid jsonb not null,
  proposal_id uuid,
  published_at timestamp with time zone not null default clock_timestamp(),
  constraint situation_grid_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX situation_grid_name_number_key ON situation_grid USING btree (name, number);
CREATE UNIQUE INDEX situation_grid_proposal_id_key ON situation_grid USING btree (proposal_id);
alter table situation_grid add constraint situation_grid_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES situation_grid_proposal(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER situation_grid_has_two_people BEFORE INSERT ON situation_grid FOR EACH ROW EXECUTE FUNCTION situation_grid_has_two_people();

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
  constraint situation_grid_proposal_pkey PRIMARY KEY (id),
  constraint situation_grid_proposal_is_decided CHECK (
CASE
    WHEN state = 'open'::text THEN num_nonnulls(decided_by, decided_at, remark) = 0
    ELSE decided_by IS NOT NULL AND decided_at IS NOT NULL
END AND (state = 'returned'::text) = (COALESCE(TRIM(BOTH FROM remark), ''::text) <> ''::text)),
  constraint situation_grid_proposal_reason CHECK (TRIM(BOTH FROM reason) <> ''::text),
  constraint situation_grid_proposal_state CHECK (state = ANY (ARRAY['open'::text, 'returned'::text, 'taken-back'::text, 'approved'::text])),
  constraint situation_grid_proposal_two_people CHECK (((state <> ALL (ARRAY['returned'::text, 'approved'::text])) OR decided_by <> proposed_by) AND (state <> 'taken-back'::text OR decided_by = proposed_by))
);
CREATE INDEX situation_grid_proposal_name_proposed_at_idx ON situation_grid_proposal USING btree (name, proposed_at);
CREATE UNIQUE INDEX situation_grid_proposal_one_open ON situation_grid_proposal USING btree (name) WHERE (state = 'open'::text);
CREATE TRIGGER situation_grid_proposal_begins BEFORE INSERT ON situation_grid_proposal FOR EACH ROW EXECUTE FUNCTION situation_grid_proposal_begins();
CREATE TRIGGER situation_grid_proposal_goes_on BEFORE UPDATE ON situation_grid_proposal FOR EACH ROW EXECUTE FUNCTION situation_grid_proposal_goes_on();

create table situation_reminder (
  entry_id uuid not null,
  at timestamp(3) with time zone not null,
  constraint situation_reminder_pkey PRIMARY KEY (entry_id)
);
alter table situation_reminder add constraint situation_reminder_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES situation_entry(id) ON UPDATE CASCADE ON DELETE RESTRICT;

create table situation_theme (
  sha256 text not null,
  name text not null,
  source text not null,
  definition jsonb not null,
  floor text not null,
  use text,
  published_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  constraint situation_theme_pkey PRIMARY KEY (sha256)
);
CREATE INDEX situation_theme_name_published_at_idx ON situation_theme USING btree (name, published_at);
CREATE TRIGGER situation_theme_ends BEFORE INSERT ON situation_theme FOR EACH ROW EXECUTE FUNCTION situation_theme_ends();
CREATE TRIGGER situation_theme_keeps_time BEFORE INSERT ON situation_theme FOR EACH ROW EXECUTE FUNCTION situation_theme_keeps_time();
CREATE TRIGGER situation_theme_names_grids BEFORE INSERT ON situation_theme FOR EACH ROW EXECUTE FUNCTION situation_theme_names_grids();
CREATE TRIGGER situation_theme_stands BEFORE INSERT ON situation_theme FOR EACH ROW EXECUTE FUNCTION situation_theme_stands();
CREATE TRIGGER situation_theme_stands_paid BEFORE INSERT ON situation_theme FOR EACH ROW EXECUTE FUNCTION situation_theme_pays_what_was_checked();

create table step_up_guard (
  user_id text not null,
  last_time_step bigint not null default 0,
  failed_attempts integer not null default 0,
  locked_until timestamp(3) with time zone,
  constraint step_up_guard_pkey PRIMARY KEY (user_id)
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
  constraint step_up_proof_pkey PRIMARY KEY (id),
  constraint step_up_proof_method CHECK (method = ANY (ARRAY['totp'::text, 'passkey'::text]))
);
CREATE UNIQUE INDEX step_up_proof_batch_id_place_key ON step_up_proof USING btree (batch_id, place);
alter table step_up_proof add constraint step_up_proof_batch_id_place_fkey FOREIGN KEY (batch_id, place) REFERENCES signing_leaf(batch_id, place) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table step_up_proof add constraint step_up_proof_task_key_fkey FOREIGN KEY (task_key) REFERENCES task(key) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER step_up_proof_is_of_its_leaf BEFORE INSERT ON step_up_proof FOR EACH ROW EXECUTE FUNCTION step_up_proof_is_of_its_leaf();
CREATE TRIGGER step_up_proof_said_once BEFORE UPDATE ON step_up_proof FOR EACH ROW WHEN (old.used_at IS NOT NULL AND new.used_at IS DISTINCT FROM old.used_at) EXECUTE FUNCTION said_once();

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
  constraint structure_pkey PRIMARY KEY (id),
  constraint structure_has_a_clock CHECK (time_zone = ANY (ARRAY['Europe/Paris'::text, 'Indian/Mayotte'::text, 'Indian/Reunion'::text, 'Indian/Kerguelen'::text, 'Pacific/Noumea'::text, 'Pacific/Wallis'::text, 'Pacific/Tahiti'::text, 'Pacific/Marquesas'::text, 'Pacific/Gambier'::text, 'America/Martinique'::text, 'America/Guadeloupe'::text, 'America/Cayenne'::text, 'America/Miquelon'::text])),
  constraint structure_path_ends_with_id CHECK (path ~~ '/%'::text AND "right"(path, 38) = (('/'::text || id::text) || '/'::text)),
  constraint structure_stands_somewhere CHECK (department = ANY (ARRAY['01'::text, '02'::text, '03'::text, '04'::text, '05'::text, '06'::text, '07'::text, '08'::text, '09'::text, '10'::text, '11'::text, '12'::text, '13'::text, '14'::text, '15'::text, '16'::text, '17'::text, '18'::text, '19'::text, '2A'::text, '2B'::text, '21'::text, '22'::text, '23'::text, '24'::text, '25'::text, '26'::text, '27'::text, '28'::text, '29'::text, '30'::text, '31'::text, '32'::text, '33'::text, '34'::text, '35'::text, '36'::text, '37'::text, '38'::text, '39'::text, '40'::text, '41'::text, '42'::text, '43'::text, '44'::text, '45'::text, '46'::text, '47'::text, '48'::text, '49'::text, '50'::text, '51'::text, '52'::text, '53'::text, '54'::text, '55'::text, '56'::text, '57'::text, '58'::text, '59'::text, '60'::text, '61'::text, '62'::text, '63'::text, '64'::text, '65'::text, '66'::text, '67'::text, '68'::text, '69'::text, '70'::text, '71'::text, '72'::text, '73'::text, '74'::text, '75'::text, '76'::text, '77'::text, '78'::text, '79'::text, '80'::text, '81'::text, '82'::text, '83'::text, '84'::text, '85'::text, '86'::text, '87'::text, '88'::text, '89'::text, '90'::text, '91'::text, '92'::text, '93'::text, '94'::text, '95'::text, '971'::text, '972'::text, '973'::text, '974'::text, '975'::text, '976'::text, '977'::text, '978'::text, '984'::text, '986'::text, '987'::text, '988'::text, '989'::text]))
);
CREATE UNIQUE INDEX structure_code_key ON structure USING btree (code);
CREATE INDEX structure_parent_id_idx ON structure USING btree (parent_id);
CREATE UNIQUE INDEX structure_path_key ON structure USING btree (path);
alter table structure add constraint structure_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES structure(id) ON UPDATE CASCADE ON DELETE SET NULL;
CREATE TRIGGER move_changes_holdings AFTER UPDATE OF parent_id ON structure FOR EACH ROW WHEN (old.parent_id IS DISTINCT FROM new.parent_id) EXECUTE FUNCTION move_changes_holdings();
CREATE TRIGGER move_is_as_confirmed AFTER UPDATE OF parent_id ON structure FOR EACH ROW WHEN (old.parent_id IS DISTINCT FROM new.parent_id) EXECUTE FUNCTION move_is_as_confirmed();
CREATE TRIGGER structure_above_kept AFTER INSERT OR UPDATE OF path, parent_id ON structure FOR EACH ROW EXECUTE FUNCTION structure_keep_above();

create table structure_above (
  structure_id uuid not null,
  above_id uuid not null,
  distance integer not null,
  constraint structure_above_pkey PRIMARY KEY (structure_id, above_id)
);
CREATE INDEX structure_above_above_id_idx ON structure_above USING btree (above_id);

create table submission_proof (
  id uuid not null,
  draft_id uuid not null,
  person_id uuid not null,
  sha256 text not null,
  method text not null,
  verified_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  used_at timestamp(3) with time zone,
  constraint submission_proof_pkey PRIMARY KEY (id),
  constraint submission_proof_method CHECK (method = ANY (ARRAY['totp'::text, 'password'::text])),
  constraint submission_proof_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'::text)
);
CREATE INDEX submission_proof_draft_id_idx ON submission_proof USING btree (draft_id);
alter table submission_proof add constraint submission_proof_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES draft(id) ON UPDATE CASCADE ON DELETE CASCADE;
CREATE TRIGGER submission_proof_said_once BEFORE UPDATE ON submission_proof FOR EACH ROW WHEN (old.used_at IS NOT NULL AND new.used_at IS DISTINCT FROM old.used_at) EXECUTE FUNCTION said_once();

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
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  ended_at timestamp(3) with time zone,
  distinct_from text[] default ARRAY[]::text[],
  constraint task_pkey PRIMARY KEY (key),
  constraint task_answer_of_agent CHECK (decision <> 'answer'::text OR role = 'agent'::text),
  constraint task_decision CHECK (decision = ANY (ARRAY['opinion'::text, 'visa'::text, 'check'::text, 'signature'::text, 'answer'::text, 'complement'::text, 'correction'::text])),
  constraint task_role_may_hold CHECK (role = ANY (ARRAY['agent'::text, 'demandeur'::text, 'superieur'::text, 'superieur-n2'::text, 'gestionnaire'::text, 'valideur'::text, 'signataire'::text, 'financier'::text, 'referent-deontologue'::text, 'administration-accueil'::text])),
  constraint task_state CHECK (state = ANY (ARRAY['created'::text, 'completing'::text, 'completed'::text, 'canceled'::text]))
);
CREATE INDEX task_open ON task USING btree (request_id, role) WHERE (state = ANY (ARRAY['created'::text, 'completing'::text]));
CREATE INDEX task_request_id_idx ON task USING btree (request_id);
CREATE INDEX task_state_role_idx ON task USING btree (state, role);
CREATE INDEX task_taken ON task USING btree (assignee_id) WHERE (state = 'created'::text);
alter table task add constraint task_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER task_holdings_begin AFTER INSERT ON task REFERENCING NEW TABLE AS now_so FOR EACH STATEMENT EXECUTE FUNCTION task_changes_holdings();
CREATE TRIGGER task_holdings_follow AFTER UPDATE ON task REFERENCING OLD TABLE AS was_so NEW TABLE AS now_so FOR EACH STATEMENT EXECUTE FUNCTION task_changes_holdings();
CREATE TRIGGER task_rings AFTER INSERT OR UPDATE ON task FOR EACH ROW EXECUTE FUNCTION ring_task();

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
  constraint task_holding_pkey PRIMARY KEY (task_key, person_id, "from")
);
CREATE INDEX task_holding_by_agent ON task_holding USING btree (person_id, agent_name, created_at, task_key) INCLUDE (kind, decision, "from", until, due_at);
CREATE INDEX task_holding_by_creation ON task_holding USING btree (person_id, created_at, task_key) INCLUDE (kind, decision, "from", until, agent_name);
CREATE INDEX task_holding_by_due ON task_holding USING btree (person_id, due_at, created_at, task_key) INCLUDE (kind, decision, "from", until, agent_name);
CREATE INDEX task_holding_of_long_name ON task_holding USING btree (person_id) INCLUDE (due_at, created_at, task_key, kind, decision, "from", until, agent_name) WHERE (split_part(agent_name, ' '::text, 3) <> ''::text);
CREATE INDEX task_holding_of_second_word ON task_holding USING btree (person_id, split_part(agent_name, ' '::text, 2)) INCLUDE (due_at, created_at, task_key, kind, decision, "from", until, agent_name) WHERE (split_part(agent_name, ' '::text, 2) <> ''::text);

create table two_factor (
  id text not null,
  secret text not null,
  backup_codes text not null,
  user_id text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamp(3) with time zone,
  constraint two_factor_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX two_factor_of_user ON two_factor USING btree (user_id);
alter table two_factor add constraint two_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON UPDATE CASCADE ON DELETE CASCADE;

create table typed_answer (
  task_key text not null,
  person_id uuid not null,
  text text not null,
  at timestamp(3) with time zone not null,
  constraint typed_answer_pkey PRIMARY KEY (task_key, person_id),
  constraint typed_answer_text_check CHECK (length(text) >= 1 AND length(text) <= 5000)
);
alter table typed_answer add constraint typed_answer_task_key_fkey FOREIGN KEY (task_key) REFERENCES task(key) ON UPDATE CASCADE ON DELETE CASCADE;

create table "user" (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone not null,
  two_factor_enabled boolean not null default false,
  person_id uuid,
  activated_at timestamp(3) with time zone,
  locked_at timestamp(3) with time zone,
  closed_at timestamp(3) with time zone,
  constraint user_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX user_email_key ON "user" USING btree (email);
CREATE UNIQUE INDEX user_person_id_key ON "user" USING btree (person_id);
alter table "user" add constraint user_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON UPDATE CASCADE ON DELETE SET NULL;
CREATE TRIGGER two_accounts_remain BEFORE UPDATE OF locked_at, closed_at ON "user" FOR EACH ROW WHEN (old.locked_at IS NULL AND old.closed_at IS NULL AND (new.locked_at IS NOT NULL OR new.closed_at IS NOT NULL)) EXECUTE FUNCTION two_accounts_remain();

create table verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp(3) with time zone not null,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone not null,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_identifier_idx ON verification USING btree (identifier);

create table withdrawal (
  id uuid not null,
  request_id uuid not null,
  by_id uuid not null,
  reason text,
  asked_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  accepted_at timestamp(3) with time zone,
  refused_at timestamp(3) with time zone,
  constraint withdrawal_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX withdrawal_one_pending ON withdrawal USING btree (request_id) WHERE ((accepted_at IS NULL) AND (refused_at IS NULL));
CREATE INDEX withdrawal_request_id_idx ON withdrawal USING btree (request_id);
alter table withdrawal add constraint withdrawal_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON UPDATE CASCADE ON DELETE RESTRICT;
CREATE TRIGGER withdrawal_said_once BEFORE UPDATE ON withdrawal FOR EACH ROW WHEN ((old.accepted_at IS NOT NULL OR old.refused_at IS NOT NULL) AND (new.accepted_at IS DISTINCT FROM old.accepted_at OR new.refused_at IS DISTINCT FROM old.refused_at)) EXECUTE FUNCTION said_once();

-- function absence_changes_holdings() returns trigger
-- function account_change_has_call() returns trigger
-- function account_email_is_confirmed() returns trigger
-- function account_follows_identity() returns trigger
-- function account_is_linked() returns trigger
-- function account_link_serves_once() returns trigger
-- function act_batch_goes_forward() returns trigger
-- function act_batch_launched_stays() returns trigger
-- function act_batch_line_is_of_its_batch() returns trigger
-- function act_batch_notify() returns trigger
-- function act_deposit_goes_forward() returns trigger
-- function act_edition_follows() returns trigger
-- function act_edition_stays() returns trigger
-- function act_effects_are_of_its_page() returns trigger
-- function act_is_numbered() returns trigger
-- function act_nature(content jsonb, template text) returns text
-- function act_opening_is_of_a_sealed_act() returns trigger
-- function act_stands(of_act uuid) returns text
-- function act_stays_sealed() returns trigger
-- function administers(person uuid, structure uuid) returns boolean
-- function administers_all(person uuid) returns boolean
-- function administrators_but(person uuid, structure uuid) returns bigint
-- function agreements_of(request uuid) returns uuid[]
-- function analyst_at_the_top() returns trigger
-- function assists(assistant uuid, signatory uuid, day date) returns boolean
-- function audit_payload_erased_in_words() returns trigger
-- function audit_stays() returns trigger
-- function barred_as_assistant(role text) returns boolean
-- function by_owner() returns boolean
-- function campaign_goes_forward() returns trigger
-- function campaign_post_is_offered() returns trigger
-- function campaign_rank_stays() returns trigger
-- function campaign_ranking_notify() returns trigger
-- function campaign_ranking_stays() returns trigger
-- function campaign_request_enters() returns trigger
-- function campaign_result_is_ranked() returns trigger
-- function cancelled_stays() returns trigger
-- function cancelled_undecided() returns trigger
-- function change_has_waited() returns trigger
-- function circuit_decides(sheet jsonb) returns text
-- function circuit_draft_file_has_author() returns trigger
-- function circuit_draft_file_is_free() returns trigger
-- function circuit_draft_is_touched() returns trigger
-- function circuit_draft_stays_of_its_own() returns trigger
-- function circuit_proposal_begins() returns trigger
-- function circuit_proposal_goes_on() returns trigger
-- function circuit_version_has_two_people() returns trigger
-- function circuit_version_in_force(of_kind text) returns uuid
-- function circuit_version_is_chosen_by_two() returns trigger
-- function circuit_version_is_its_files() returns trigger
-- function circuit_version_is_not_withdrawn() returns trigger
-- function circuit_version_stays() returns trigger
-- function circuit_version_withdrawn_by_analyst() returns trigger
-- function correction_takes(entry situation_entry, floor text) returns integer
-- function decided_what_is_contested(of_request uuid, of_decision text, person uuid) returns boolean
-- function decision_batch_goes_forward() returns trigger
-- function decision_batch_item_is_of_its_batch() returns trigger
-- function decision_changes_holdings() returns trigger
-- function decision_is_acted() returns trigger
-- function decision_is_of_its_holder() returns trigger
-- function delegation_published_once_confirmed() returns trigger
-- function delegation_said_once() returns trigger
-- function desk_is_prepared_by_right() returns trigger
-- function dossier_counter_follows() returns trigger
-- function draws_circuits(person uuid, at timestamp with time zone) returns boolean
-- function eliminable_requests(acts uuid[]) returns SETOF uuid
-- function eliminate_request(of_elimination uuid, of_request uuid, done_at timestamp with time zone) returns integer
-- function eliminated_act_follows() returns trigger
-- function eliminated_act_is_due() returns trigger
-- function elimination_goes_forward() returns trigger
-- function end_comes_no_later() returns trigger
-- function entry_facts(value jsonb, "from" date, until date) returns jsonb
-- function entry_value(id uuid, value jsonb, moves numeric) returns jsonb
-- function field_floor(type text) returns text
-- function filing_is_acted() returns trigger
-- function first_pay_piece(of_piece uuid) returns uuid
-- function grid_key(columns jsonb, said jsonb) returns jsonb
-- function grid_must_be_sound(name text, grid jsonb) returns void
-- function grid_shape(columns jsonb) returns jsonb
-- function grid_value_is(type text, value jsonb) returns boolean
-- function guarantee_rank(guarantee text) returns integer
-- function hold_audit_chain(of_chain text) returns TABLE(events integer, head text)
-- function holds_sensitive_right(person uuid, day date) returns boolean
-- function identity_link_ends_by_two() returns trigger
-- function identity_link_has_ground() returns trigger
-- function import_batch_notify() returns trigger
-- function import_batch_takes_two() returns trigger
-- function import_line_says_once() returns trigger
-- function import_line_stays() returns trigger
-- function incident_retry_goes_on() returns trigger
-- function intervened_by_right() returns trigger
-- function is_eliminated(request uuid) returns boolean
-- function is_sensitive_role(role text) returns boolean
-- function keep_acted_requests(requests uuid[]) returns void
-- function keep_task_holdings(keys text[]) returns void
-- function keep_what_began() returns trigger
-- function keeps_file_of(keeper uuid, person uuid, day date) returns boolean
-- function keeps_registry_of(person uuid, act uuid, day date) returns boolean
-- function kind_is_open(asked text, structure uuid, day date) returns boolean
-- function later_act_stays() returns trigger
-- function later_act_touches() returns trigger
-- function mapping_is_plain(mapping jsonb) returns boolean
-- function migrated_instance_moves_request() returns trigger
-- function migration_batch_goes_on() returns trigger
-- function move_changes_holdings() returns trigger
-- function move_gives_power(path_before text, path_after text) returns boolean
-- function move_is_as_confirmed() returns trigger
-- function moved_by(value jsonb, definition jsonb) returns numeric
-- function name_changes_acted() returns trigger
-- function name_changes_holdings() returns trigger
-- function next_request_number(filed_at timestamp with time zone) returns text
-- function notification_begins_queued() returns trigger
-- function notification_goes_somewhere() returns trigger
-- function notification_stays_sent() returns trigger
-- function notify_holders(people uuid[]) returns void
-- function open_holding_scope(of_role text, of_structure uuid) returns void
-- function paris_day(instant timestamp with time zone) returns date
-- function part_version_has_two_people() returns trigger
-- function part_version_is_its_files() returns trigger
-- function pay_piece_has_grounds() returns trigger
-- function pay_piece_is_taken_back(of_piece uuid, day date) returns boolean
-- function pay_piece_stays() returns trigger
-- function pay_piece_takes_back() returns trigger
-- function person_is_kept() returns trigger
-- function person_place(person uuid, day date) returns uuid
-- function phone_digits(phone text) returns text
-- function phone_known_before(person uuid, phone text, danger timestamp with time zone) returns boolean
-- function piece_stays_as_filed() returns trigger
-- function piece_stays_closed() returns trigger
-- function piece_stays_filed() returns trigger
-- function place_before(mapping jsonb, place text) returns text
-- function place_now(request uuid, place text) returns text
-- function place_there(mapping jsonb, place text) returns text
-- function postal_correction_holds() returns trigger
-- function postal_notice_holds() returns trigger
-- function postal_received_on(of_notice uuid) returns date
-- function posting_quality_is_as_confirmed() returns trigger
-- function posting_takes_two(person uuid, structure uuid, first_day date, last_day date, today date) returns boolean
-- function power_is_as_confirmed() returns trigger
-- function provisioned_right_said_once() returns trigger
-- function purge_account_links(max integer) returns integer
-- function purge_consultations(most integer) returns integer
-- function purge_folds_shown(most integer) returns integer
-- function purge_notifications(most integer) returns integer
-- function purge_sign_ins(max integer) returns integer
-- function receipt_holds() returns trigger
-- function recovery_takes_two() returns trigger
-- function registered_act_stays() returns trigger
-- function request_amendment_is_agreed() returns trigger
-- function request_amendment_stays() returns trigger
-- function request_answers(request uuid, filed jsonb) returns jsonb
-- function request_contests_its_own() returns trigger
-- function request_is_offered() returns trigger
-- function request_migration_holds() returns trigger
-- function request_migration_tried() returns trigger
-- function request_on_paper_has_its_paper() returns trigger
-- function request_outcome_has_grounds() returns trigger
-- function request_stays_closed() returns trigger
-- function retention_of(kind text, day date, OUT years integer, OUT fate text) returns record
-- function retried_incident_holds() returns trigger
-- function right_changes_holdings() returns trigger
-- function right_proposal_waits() returns trigger
-- function ring_notification() returns trigger
-- function ring_request() returns trigger
-- function ring_request_event() returns trigger
-- function ring_task() returns trigger
-- function said_once() returns trigger
-- function scim_token_ends_once() returns trigger
-- function sealed_act_is_registered() returns trigger
-- function sealed_act_touches_another() returns trigger
-- function search_key(text) returns text
-- function session_needs_an_open_account() returns trigger
-- function sign_ins_kept_since() returns timestamp with time zone
-- function signature_is_proved() returns trigger
-- function signing_assistant_is_named() returns trigger
-- function signing_batch_goes_forward() returns trigger
-- function signing_batch_stays() returns trigger
-- function signing_leaf_is_of_its_batch() returns trigger
-- function signs_acts(person uuid, day date) returns boolean
-- function silence_at_is_of_the_law() returns trigger
-- function silence_delay(of_kind text) returns interval
-- function silence_is_over() returns trigger
-- function silence_meaning(of_kind text) returns text
-- function situation_correction_begins() returns trigger
-- function situation_correction_goes_on() returns trigger
-- function situation_entry_counts_days() returns trigger
-- function situation_entry_ends_a_period() returns trigger
-- function situation_entry_has_grounds() returns trigger
-- function situation_entry_is_as_asked() returns trigger
-- function situation_entry_is_by_its_grids() returns trigger
-- function situation_entry_is_of_its_act() returns trigger
-- function situation_entry_is_of_its_file() returns trigger
-- function situation_entry_is_put_right() returns trigger
-- function situation_entry_is_undone() returns trigger
-- function situation_entry_of_an_act_that_stands() returns trigger
-- function situation_entry_stands_in_time() returns trigger
-- function situation_entry_supersedes() returns trigger
-- function situation_grid_has_two_people() returns trigger
-- function situation_grid_proposal_begins() returns trigger
-- function situation_grid_proposal_goes_on() returns trigger
-- function situation_theme_ends() returns trigger
-- function situation_theme_keeps_time() returns trigger
-- function situation_theme_names_grids() returns trigger
-- function situation_theme_pays_what_was_checked() returns trigger
-- function situation_theme_stands() returns trigger
-- function status_on(person uuid, day date) returns text
-- function step_up_proof_is_of_its_leaf() returns trigger
-- function stop_until_is_ahead() returns trigger
-- function stop_until_needs_agreement() returns trigger
-- function stop_until_stays() returns trigger
-- function structure_keep_above() returns trigger
-- function superiors_change_holdings(people uuid[]) returns void
-- function suspension_is_not_shortened() returns trigger
-- function task_agent_name(last_name text, first_name text) returns text
-- function task_changes_holdings() returns trigger
-- function task_holders(keys text[], day date) returns TABLE(task_key text, person_id uuid)
-- function task_holding_of(keys text[]) returns TABLE(task_key text, person_id uuid, during datemultirange)
-- function tasks_in_scope(of_role text, of_structure uuid, most integer) returns text[]
-- function tell_decision_batch_item() returns trigger
-- function tell_signed_in_batch() returns trigger
-- function tell_signing_batch() returns trigger
-- function theme_floor(definition jsonb) returns text
-- function themes_in_force() returns SETOF situation_theme
-- function two_accounts_remain() returns trigger
-- function two_administrators_remain() returns trigger
-- function unsigned_number_is_explained() returns trigger
-- function work_email_stays() returns trigger
