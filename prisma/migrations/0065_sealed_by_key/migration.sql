-- A sealed value names the key that sealed it (prisma/secret-values.ts), so that keys can be rotated.
alter table bank_account drop constraint bank_account_is_sealed;
alter table bank_account add constraint bank_account_is_sealed check (sealed like 'v1.%' or sealed like 'v2.%');
