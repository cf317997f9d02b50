-- What a signer's passkey was last asked to sign for a task: taken with its answer, once. The challenge itself is worked out
-- of the task, the signer, the bytes they were shown and the nonce: it is not kept.
create table signing_challenge (
  task_key text not null references task (key) on delete cascade,
  person_id uuid not null,
  sha256 text not null,
  -- 32 bytes, base64url.
  nonce text not null,
  expires_at timestamptz(3) not null,
  primary key (task_key, person_id)
);

-- How a signer proved that they were there.
alter table step_up_proof add constraint step_up_proof_method check (method in ('totp', 'passkey'));
