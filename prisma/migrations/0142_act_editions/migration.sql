-- Editions of a sealed act for its archive: each begins with the one before, byte for byte, and adds what proves it for longer.
-- The first edition is the act itself, whose hash stays that of the act.
CREATE TABLE "act_edition" (
    "act_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "level" TEXT NOT NULL,
    "stamp_ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "act_edition_pkey" PRIMARY KEY ("act_id","number")
);
CREATE INDEX "act_edition_stamp_ends_at_idx" ON "act_edition"("stamp_ends_at");
CREATE INDEX "act_edition_sha256_idx" ON "act_edition" USING HASH ("sha256");
ALTER TABLE "act_edition" ADD CONSTRAINT "act_edition_act_id_fkey" FOREIGN KEY ("act_id") REFERENCES "act"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table act_edition
  add constraint act_edition_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
  add constraint act_edition_level check (level in ('B-LTA'));

-- One after the other, each longer than what it begins with; what was written stays.
create function act_edition_follows() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  former record;
begin
  select coalesce(e.number, 1) as number, coalesce(e.size, a.sealed_size) as size into former
    from act a left join act_edition e on e.act_id = a.id
   where a.id = new.act_id and a.sealed_at is not null
   order by e.number desc limit 1;
  if not found or new.number <> former.number + 1 or new.size <= former.size then
    raise exception 'edition % of act %: it does not follow what is there', new.number, new.act_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger act_edition_follows before insert on act_edition for each row execute function act_edition_follows();

create function act_edition_stays() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'edition % of act %: it can be neither changed nor removed', old.number, old.act_id;
end $$;
create trigger act_edition_stays before update or delete on act_edition for each row execute function act_edition_stays();
