-- An account has a life (domain/account/life.ts): it waits for whoever it was made for, is used, locked, closed.
ALTER TABLE "user" ADD COLUMN "activated_at" TIMESTAMPTZ(3), ADD COLUMN "locked_at" TIMESTAMPTZ(3), ADD COLUMN "closed_at" TIMESTAMPTZ(3);

-- Those that have a password were in use.
update "user" u set activated_at = u.created_at
 where exists (select from account a where a.user_id = u.id and a.password is not null);
