-- One-time links to accounts: invitation, password forgotten, recovery. The token is in no table: its digest alone is.
CREATE TABLE "account_link" (
    "id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_link_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "account_link_digest_key" ON "account_link"("digest");
CREATE INDEX "account_link_user_id_idx" ON "account_link"("user_id");
ALTER TABLE "account_link" ADD CONSTRAINT "account_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

alter table account_link add constraint account_link_is_a_digest check (digest ~ '^[0-9a-f]{64}$');
alter table account_link add constraint account_link_purpose check (purpose in ('invitation', 'reset', 'recovery'));
-- Whatever asks for it, no link lives longer than an invitation by mail.
alter table account_link add constraint account_link_lives_briefly
  check (expires_at > made_at and expires_at <= made_at + interval '72 hours');

-- Used or replaced, once and for good: a link that served opens nothing again.
create function account_link_serves_once() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.used_at is not null or old.ended_at is not null then
    raise exception 'account link %: it served, or was replaced', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger account_link_serves_once before update on account_link for each row execute function account_link_serves_once();
