-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "two_factor_enabled" BOOLEAN NOT NULL DEFAULT false,
    "person_id" UUID,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "two_factor" (
    "id" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "two_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "step_up_guard" (
    "user_id" TEXT NOT NULL,
    "last_time_step" BIGINT NOT NULL DEFAULT 0,
    "failed_attempts" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "step_up_guard_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "employee_number" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "work_email" TEXT NOT NULL,
    "personal_email" TEXT,
    "phone" TEXT,
    "address" TEXT,
    "language" TEXT NOT NULL DEFAULT 'fr',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "structure" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "parent_id" UUID,
    "path" TEXT NOT NULL,

    CONSTRAINT "structure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "structure_above" (
    "structure_id" UUID NOT NULL,
    "above_id" UUID NOT NULL,
    "distance" INTEGER NOT NULL,

    CONSTRAINT "structure_above_pkey" PRIMARY KEY ("structure_id","above_id")
);

-- CreateTable
CREATE TABLE "posting" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "structure_id" UUID NOT NULL,
    "quality" TEXT NOT NULL,
    "grade" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "until" DATE,

    CONSTRAINT "posting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work_time" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "quota" INTEGER NOT NULL,
    "from" DATE NOT NULL,
    "until" DATE NOT NULL,
    "request_id" UUID NOT NULL,

    CONSTRAINT "work_time_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "absence" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "from" DATE NOT NULL,
    "until" DATE NOT NULL,

    CONSTRAINT "absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "habilitation" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "structure_id" UUID NOT NULL,
    "from" DATE NOT NULL,
    "until" DATE,
    "by_right" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "habilitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delegation" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "delegator_id" UUID NOT NULL,
    "delegator_quality" TEXT NOT NULL,
    "delegate_id" UUID NOT NULL,
    "matters" TEXT[],
    "structure_id" UUID NOT NULL,
    "from" DATE NOT NULL,
    "until" DATE,
    "published_on" DATE,
    "publication" TEXT,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "delegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "circuit_version" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "bundle_hash" TEXT NOT NULL,
    "sheet" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_by" UUID,
    "current" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "circuit_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "circuit_file" (
    "version_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "circuit_file_pkey" PRIMARY KEY ("version_id","path")
);

-- CreateTable
CREATE TABLE "deployment" (
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "engine" TEXT NOT NULL,
    "process_definition_key" TEXT NOT NULL,
    "deployed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft" (
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "version_id" UUID NOT NULL,
    "draft_id" UUID,
    "agent_id" UUID NOT NULL,
    "structure_id" UUID NOT NULL,
    "data" JSONB NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "engine" TEXT,
    "instance_key" TEXT,
    "reminder_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "silence_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "piece" (
    "id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "media_type" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "piece_type" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "draft_id" UUID,
    "request_id" UUID,
    "task_key" TEXT,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "piece_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_event" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "element_id" TEXT,
    "actor_id" UUID,
    "fact_key" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "request_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "withdrawal" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "reason" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "accepted_at" TIMESTAMPTZ(3),
    "refused_at" TIMESTAMPTZ(3),

    CONSTRAINT "withdrawal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "key" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "instance_key" TEXT NOT NULL,
    "element_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "assignee_id" UUID,
    "priority" INTEGER NOT NULL DEFAULT 50,
    "due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "task_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "decision_intent" (
    "id" UUID NOT NULL,
    "task_key" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "reason_law" TEXT,
    "reason_fact" TEXT,
    "interview_on" DATE,
    "shown_sha256" TEXT,
    "step_up_id" UUID,
    "authentication" JSONB NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_intent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "task_key" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "element_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "author_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "capacity" JSONB,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "step_up_proof" (
    "id" UUID NOT NULL,
    "task_key" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "verified_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "step_up_proof_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "act" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "template" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decision_id" UUID,
    "preview_sha256" TEXT,
    "sealed_sha256" TEXT,
    "sealed_size" INTEGER,
    "signed_at" TIMESTAMPTZ(3),
    "sealed_at" TIMESTAMPTZ(3),
    "evidence" JSONB,

    CONSTRAINT "act_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "act_preview" (
    "id" UUID NOT NULL,
    "act_id" UUID NOT NULL,
    "task_key" TEXT NOT NULL,
    "signer_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "act_preview_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dossier" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "counter" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "dossier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dossier_piece" (
    "id" UUID NOT NULL,
    "dossier_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "act_id" UUID,
    "request_id" UUID,
    "filed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "dossier_piece_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consultation" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "subject" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consultation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "act_id" UUID,
    "recipient_id" UUID NOT NULL,
    "message" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "message_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL,
    "command" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "subject" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "locked_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "result" JSONB,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "chain" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "verb" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "payload_digest" TEXT NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("chain","sequence")
);

-- CreateTable
CREATE TABLE "audit_payload" (
    "chain" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "salt" TEXT NOT NULL,
    "content" JSONB,

    CONSTRAINT "audit_payload_pkey" PRIMARY KEY ("chain","sequence")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "user_person_id_key" ON "user"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE INDEX "two_factor_user_id_idx" ON "two_factor"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limit_key_key" ON "rate_limit"("key");

-- CreateIndex
CREATE UNIQUE INDEX "person_employee_number_key" ON "person"("employee_number");

-- CreateIndex
CREATE INDEX "person_last_name_first_name_idx" ON "person"("last_name", "first_name");

-- CreateIndex
CREATE UNIQUE INDEX "structure_code_key" ON "structure"("code");

-- CreateIndex
CREATE UNIQUE INDEX "structure_path_key" ON "structure"("path");

-- CreateIndex
CREATE INDEX "structure_parent_id_idx" ON "structure"("parent_id");

-- CreateIndex
CREATE INDEX "structure_above_above_id_idx" ON "structure_above"("above_id");

-- CreateIndex
CREATE INDEX "posting_person_id_idx" ON "posting"("person_id");

-- CreateIndex
CREATE INDEX "posting_structure_id_idx" ON "posting"("structure_id");

-- CreateIndex
CREATE UNIQUE INDEX "work_time_request_id_key" ON "work_time"("request_id");

-- CreateIndex
CREATE INDEX "work_time_person_id_idx" ON "work_time"("person_id");

-- CreateIndex
CREATE INDEX "absence_person_id_idx" ON "absence"("person_id");

-- CreateIndex
CREATE INDEX "habilitation_person_id_role_idx" ON "habilitation"("person_id", "role");

-- CreateIndex
CREATE INDEX "habilitation_structure_id_role_idx" ON "habilitation"("structure_id", "role");

-- CreateIndex
CREATE INDEX "delegation_delegate_id_idx" ON "delegation"("delegate_id");

-- CreateIndex
CREATE UNIQUE INDEX "circuit_version_kind_bundle_hash_key" ON "circuit_version"("kind", "bundle_hash");

-- CreateIndex
CREATE UNIQUE INDEX "circuit_version_kind_number_key" ON "circuit_version"("kind", "number");

-- CreateIndex
CREATE INDEX "deployment_process_definition_key_idx" ON "deployment"("process_definition_key");

-- CreateIndex
CREATE UNIQUE INDEX "deployment_version_id_engine_key" ON "deployment"("version_id", "engine");

-- CreateIndex
CREATE INDEX "draft_owner_id_updated_at_idx" ON "draft"("owner_id", "updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "request_number_key" ON "request"("number");

-- CreateIndex
CREATE UNIQUE INDEX "request_draft_id_key" ON "request"("draft_id");

-- CreateIndex
CREATE UNIQUE INDEX "request_instance_key_key" ON "request"("instance_key");

-- CreateIndex
CREATE INDEX "request_agent_id_filed_at_idx" ON "request"("agent_id", "filed_at");

-- CreateIndex
CREATE INDEX "request_structure_id_filed_at_idx" ON "request"("structure_id", "filed_at");

-- CreateIndex
CREATE INDEX "request_closed_at_idx" ON "request"("closed_at");

-- CreateIndex
CREATE INDEX "piece_draft_id_idx" ON "piece"("draft_id");

-- CreateIndex
CREATE INDEX "piece_request_id_idx" ON "piece"("request_id");

-- CreateIndex
CREATE INDEX "request_event_request_id_at_idx" ON "request_event"("request_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "request_event_request_id_fact_key_key" ON "request_event"("request_id", "fact_key");

-- CreateIndex
CREATE INDEX "withdrawal_request_id_idx" ON "withdrawal"("request_id");

-- CreateIndex
CREATE INDEX "task_state_role_idx" ON "task"("state", "role");

-- CreateIndex
CREATE INDEX "task_request_id_idx" ON "task"("request_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_intent_step_up_id_key" ON "decision_intent"("step_up_id");

-- CreateIndex
CREATE INDEX "decision_intent_task_key_idx" ON "decision_intent"("task_key");

-- CreateIndex
CREATE INDEX "decision_task_key_idx" ON "decision"("task_key");

-- CreateIndex
CREATE INDEX "decision_request_id_idx" ON "decision"("request_id");

-- CreateIndex
CREATE UNIQUE INDEX "act_decision_id_key" ON "act"("decision_id");

-- CreateIndex
CREATE INDEX "act_request_id_idx" ON "act"("request_id");

-- CreateIndex
CREATE INDEX "act_preview_task_key_signer_id_idx" ON "act_preview"("task_key", "signer_id");

-- CreateIndex
CREATE UNIQUE INDEX "dossier_person_id_key" ON "dossier"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "dossier_piece_act_id_key" ON "dossier_piece"("act_id");

-- CreateIndex
CREATE UNIQUE INDEX "dossier_piece_dossier_id_number_key" ON "dossier_piece"("dossier_id", "number");

-- CreateIndex
CREATE INDEX "consultation_person_id_at_idx" ON "consultation"("person_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "notification_dedupe_key_key" ON "notification"("dedupe_key");

-- CreateIndex
CREATE UNIQUE INDEX "notification_message_id_key" ON "notification"("message_id");

-- CreateIndex
CREATE INDEX "notification_recipient_id_queued_at_idx" ON "notification"("recipient_id", "queued_at");

-- CreateIndex
CREATE INDEX "notification_state_next_try_at_idx" ON "notification"("state", "next_try_at");

-- CreateIndex
CREATE INDEX "notification_request_id_idx" ON "notification"("request_id");

-- CreateIndex
CREATE INDEX "outbox_done_at_available_at_idx" ON "outbox"("done_at", "available_at");

-- CreateIndex
CREATE INDEX "outbox_subject_created_at_idx" ON "outbox"("subject", "created_at");

-- CreateIndex
CREATE INDEX "audit_event_subject_idx" ON "audit_event"("subject");

-- AddForeignKey
ALTER TABLE "user" ADD CONSTRAINT "user_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "structure" ADD CONSTRAINT "structure_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "structure"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "habilitation" ADD CONSTRAINT "habilitation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "habilitation" ADD CONSTRAINT "habilitation_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "circuit_file" ADD CONSTRAINT "circuit_file_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "circuit_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "circuit_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "circuit_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "circuit_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "draft"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "piece" ADD CONSTRAINT "piece_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "draft"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "piece" ADD CONSTRAINT "piece_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_event" ADD CONSTRAINT "request_event_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "withdrawal" ADD CONSTRAINT "withdrawal_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_intent" ADD CONSTRAINT "decision_intent_task_key_fkey" FOREIGN KEY ("task_key") REFERENCES "task"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_id_fkey" FOREIGN KEY ("id") REFERENCES "decision_intent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_task_key_fkey" FOREIGN KEY ("task_key") REFERENCES "task"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step_up_proof" ADD CONSTRAINT "step_up_proof_task_key_fkey" FOREIGN KEY ("task_key") REFERENCES "task"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "act" ADD CONSTRAINT "act_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "act" ADD CONSTRAINT "act_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "act_preview" ADD CONSTRAINT "act_preview_act_id_fkey" FOREIGN KEY ("act_id") REFERENCES "act"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "act_preview" ADD CONSTRAINT "act_preview_task_key_fkey" FOREIGN KEY ("task_key") REFERENCES "task"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dossier" ADD CONSTRAINT "dossier_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dossier_piece" ADD CONSTRAINT "dossier_piece_dossier_id_fkey" FOREIGN KEY ("dossier_id") REFERENCES "dossier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dossier_piece" ADD CONSTRAINT "dossier_piece_act_id_fkey" FOREIGN KEY ("act_id") REFERENCES "act"("id") ON DELETE SET NULL ON UPDATE CASCADE;
