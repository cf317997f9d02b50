-- Whether a rule of what an act changes warned as it was drafted: its signer is shown it apart (domain/signing/fold.ts). Judged then
-- and not as a desk is read: rules are worked out apart, one request at a time.
alter table act add column warned boolean not null default false;
