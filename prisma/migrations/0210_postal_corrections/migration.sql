-- The day on which a letter was received, written anew where it was mistyped: a fact beside the former one, which stays. Why is said
-- by the event of the request, which goes with it.
CREATE TABLE "postal_correction" (
    "id" UUID NOT NULL,
    "notice_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "received_on" DATE NOT NULL,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "postal_correction_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "postal_correction_notice_id_number_key" ON "postal_correction"("notice_id", "number");
ALTER TABLE "postal_correction" ADD CONSTRAINT "postal_correction_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "postal_notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Of a letter that was received, no sooner than it left, one after the other, by somebody else than its agent.
create function postal_correction_holds() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (select from postal_notice n join act a on a.id = n.act_id join request r on r.id = a.request_id
                  where n.id = new.notice_id and n.received_on is not null and new.received_on >= n.sent_on
                    and r.agent_id <> new.by_id)
     or new.number <> 1 + (select count(*) from postal_correction c where c.notice_id = new.notice_id) then
    raise exception 'correction of postal notice %: not received, sooner than it left, out of turn, or its own agent''s',
      new.notice_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger postal_correction_holds before insert on postal_correction
  for each row execute function postal_correction_holds();

-- When a letter was received, as it was corrected last; null: nobody recorded it.
create function postal_received_on(of_notice uuid) returns date language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((select c.received_on from postal_correction c where c.notice_id = n.id order by c.number desc limit 1),
                  n.received_on)
    from postal_notice n where n.id = of_notice
$$;
