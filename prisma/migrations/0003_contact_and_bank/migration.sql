-- What a request changes in an agent's own data, proofs given when filing, checks with answers, two people rather than one.

create table situation_change (
  id uuid primary key,
  request_id uuid not null,
  person_id uuid not null,
  what text not null,
  before jsonb not null,
  after jsonb not null,
  at timestamptz(3) not null
);
create unique index situation_change_request_id_what_key on situation_change (request_id, what);
create index situation_change_person_id_at_idx on situation_change (person_id, at);

create table bank_account (
  id uuid primary key,
  person_id uuid not null,
  sealed text not null,
  shown text not null,
  holder text not null,
  pay_month text not null,
  applied_at timestamptz(3) not null,
  request_id uuid not null
);
create unique index bank_account_request_id_key on bank_account (request_id);
create index bank_account_person_id_applied_at_idx on bank_account (person_id, applied_at);
alter table bank_account add constraint bank_account_pay_month check (pay_month ~ '^\d{4}-(0[1-9]|1[0-2])$');
-- A number in clear would not begin like this: what is not encrypted is refused.
alter table bank_account add constraint bank_account_is_sealed check (sealed like 'v1.%');

create table submission_proof (
  id uuid primary key,
  draft_id uuid not null references draft (id) on delete cascade on update cascade,
  person_id uuid not null,
  sha256 text not null,
  method text not null,
  verified_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
create index submission_proof_draft_id_idx on submission_proof (draft_id);
alter table submission_proof add constraint submission_proof_sha256 check (sha256 ~ '^[0-9a-f]{64}$');
alter table submission_proof add constraint submission_proof_method check (method in ('totp', 'password'));

alter table request add column stop_until timestamptz(3);
alter table decision_intent add column answers jsonb;
alter table notification add column address text;

alter table task add column distinct_from text[] default array[]::text[];
alter table task drop constraint task_decision;
alter table task add constraint task_decision
  check (decision in ('opinion', 'visa', 'check', 'signature', 'complement', 'correction'));
alter table decision drop constraint decision_kind;
alter table decision add constraint decision_kind
  check (kind in ('opinion', 'visa', 'check', 'signature', 'complement', 'correction'));

-- Two people, not one twice: whoever decided at a step that this one must be distinct from does not hold it. Judged on
-- top of who holds the role, whatever makes someone hold it.
create or replace view task_holder as
  select h.task_key, h.person_id
    from task_holder_on(paris_day(now())) h
    join task t on t.key = h.task_key
   where coalesce(cardinality(t.distinct_from), 0) = 0
      or not exists (
        select from decision d
         where d.request_id = t.request_id and d.element_id = any (t.distinct_from)
           and d.author_id = h.person_id and d.voided_at is null);
