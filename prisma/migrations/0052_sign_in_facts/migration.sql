-- A session says how it began: what was given, how strong that is, and what the identity provider answered. Those that
-- began before began by a password alone.
alter table session
  add column method text not null default 'password',
  add column strength text not null default 'single-factor',
  add column issuer text,
  add column acr text,
  add column amr text,
  add column id_token_sealed text,
  add column device_id uuid,
  add constraint session_method_known
    check (method in ('password', 'password+totp', 'password+recovery-code', 'passkey', 'oidc')),
  add constraint session_strength_of_its_method
    check (strength = case method when 'password' then 'single-factor' when 'oidc' then strength else 'two-factor' end),
  add constraint session_strength_known check (strength in ('single-factor', 'two-factor'));
