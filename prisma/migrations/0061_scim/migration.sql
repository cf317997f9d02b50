-- SCIM 2.0: whoever keeps the ministry's directory tells the portal of people, under a token that is kept as a digest.

CREATE TABLE "scim_token" (
    "id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "made_by_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "scim_token_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "scim_token_digest_key" ON "scim_token"("digest");
ALTER TABLE "scim_token" ADD CONSTRAINT "scim_token_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "scim_user" (
    "id" UUID NOT NULL,
    "external_id" TEXT,
    "user_name" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "active" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scim_user_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "scim_user_external_id_key" ON "scim_user"("external_id");
CREATE UNIQUE INDEX "scim_user_person_id_key" ON "scim_user"("person_id");
ALTER TABLE "scim_user" ADD CONSTRAINT "scim_user_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- SCIM compares it without regard to capitals.
create unique index scim_user_user_name_key on scim_user (lower(user_name));

-- A token that ended opens nothing any more.
create function scim_token_ends_once() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or old.ended_at is null or new.ended_at is not distinct from old.ended_at then return new; end if;
  raise exception 'scim token %: it ended', old.id using errcode = 'check_violation';
end $$;
create trigger scim_token_ends_once before update on scim_token for each row execute function scim_token_ends_once();
