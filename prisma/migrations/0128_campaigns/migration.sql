-- Campaigns of a kind: with dates and posts, prepared and steered by a gestionnaire; requests are attached to one as they are
-- filed, ranked version by version, and their results published all at once, by somebody else (domain/campaign).

CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title_fr" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "structure_id" UUID NOT NULL,
    "opens_on" DATE NOT NULL,
    "closes_on" DATE NOT NULL,
    "opinions_until" DATE NOT NULL,
    "results_on" DATE NOT NULL,
    "effect_on" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "made_by_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by_id" UUID,
    "published_at" TIMESTAMPTZ(3),
    "reason_law" TEXT,
    "reason_fact" TEXT,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "campaign_post" (
    "campaign_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "structure_id" UUID NOT NULL,
    "places" INTEGER NOT NULL,
    "profile" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "campaign_post_pkey" PRIMARY KEY ("campaign_id","code")
);
CREATE TABLE "campaign_request" (
    "request_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "choices" TEXT[],

    CONSTRAINT "campaign_request_pkey" PRIMARY KEY ("request_id")
);
CREATE TABLE "campaign_ranking" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "ties" JSONB NOT NULL DEFAULT '[]',
    "fault" TEXT,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_ranking_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "campaign_rank" (
    "ranking_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "out" TEXT,
    "moved" BOOLEAN NOT NULL DEFAULT false,
    "points" INTEGER NOT NULL DEFAULT 0,
    "lines" JSONB NOT NULL DEFAULT '[]',
    "since" DATE,
    "post_code" TEXT,

    CONSTRAINT "campaign_rank_pkey" PRIMARY KEY ("ranking_id","request_id")
);
CREATE TABLE "campaign_settlement" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "post_code" TEXT NOT NULL,
    "request_ids" UUID[],
    "reason" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_settlement_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "campaign_result" (
    "request_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "ranking_id" UUID NOT NULL,
    "post_code" TEXT,
    "answers" JSONB NOT NULL DEFAULT '{}',
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_result_pkey" PRIMARY KEY ("request_id")
);
CREATE INDEX "campaign_kind_state_idx" ON "campaign"("kind", "state");
CREATE INDEX "campaign_request_campaign_id_idx" ON "campaign_request"("campaign_id");
CREATE UNIQUE INDEX "campaign_ranking_campaign_id_number_key" ON "campaign_ranking"("campaign_id", "number");
CREATE INDEX "campaign_settlement_campaign_id_idx" ON "campaign_settlement"("campaign_id");
CREATE INDEX "campaign_result_campaign_id_idx" ON "campaign_result"("campaign_id");
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_published_by_id_fkey" FOREIGN KEY ("published_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "campaign_post" ADD CONSTRAINT "campaign_post_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "campaign_post" ADD CONSTRAINT "campaign_post_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "campaign_request" ADD CONSTRAINT "campaign_request_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "campaign_request" ADD CONSTRAINT "campaign_request_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "campaign_ranking" ADD CONSTRAINT "campaign_ranking_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "campaign_ranking" ADD CONSTRAINT "campaign_ranking_asked_by_id_fkey" FOREIGN KEY ("asked_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "campaign_rank" ADD CONSTRAINT "campaign_rank_ranking_id_fkey" FOREIGN KEY ("ranking_id") REFERENCES "campaign_ranking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "campaign_rank" ADD CONSTRAINT "campaign_rank_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "campaign_request"("request_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "campaign_settlement" ADD CONSTRAINT "campaign_settlement_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "campaign_settlement" ADD CONSTRAINT "campaign_settlement_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "campaign_result" ADD CONSTRAINT "campaign_result_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "campaign_request"("request_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "campaign_result" ADD CONSTRAINT "campaign_result_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "campaign_result" ADD CONSTRAINT "campaign_result_ranking_id_fkey" FOREIGN KEY ("ranking_id") REFERENCES "campaign_ranking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table campaign add constraint campaign_state check (state in ('prepared', 'open', 'closed', 'ranked', 'published', 'ended'));
alter table campaign add constraint campaign_days check (
  opens_on <= closes_on and closes_on <= opinions_until and opinions_until <= results_on and results_on <= effect_on);
-- Results have an author, who is not whoever prepared the campaign, and reasons in law and in fact.
alter table campaign add constraint campaign_published check (
  (state in ('published', 'ended')) = (published_at is not null)
  and (published_at is null) = (published_by_id is null)
  and (published_at is null or (published_by_id <> made_by_id and reason_law <> '' and reason_fact <> '')));
alter table campaign_post add constraint campaign_post_places check (places between 0 and 1000);
alter table campaign_request add constraint campaign_request_choices check (choices is not null and cardinality(choices) between 1 and 20);
alter table campaign_settlement add constraint campaign_settlement_of check (request_ids is not null and cardinality(request_ids) > 1 and reason <> '');
alter table campaign_ranking add constraint campaign_ranking_state check (state in ('asked', 'tied', 'done', 'failed'));
alter table campaign_rank add constraint campaign_rank_out check ("out" is null or post_code is null);
create index campaign_ranking_waiting on campaign_ranking (touched_at) where state = 'asked';
-- One ranking is worked out at a time.
create unique index campaign_ranking_alone on campaign_ranking (campaign_id) where state = 'asked';

-- A campaign goes forward only, but for a ranking that is asked anew; its kind, its structure and what is published stay.
create function campaign_goes_forward() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'prepared' then
      raise exception 'campaign %: it is prepared first', new.id using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.state <> old.state and (old.state, new.state) not in (
       ('prepared', 'open'), ('open', 'closed'), ('closed', 'ranked'), ('ranked', 'closed'), ('ranked', 'published'), ('published', 'ended')) then
    raise exception 'campaign %: it does not go from « % » to « % »', new.id, old.state, new.state using errcode = 'check_violation';
  end if;
  if old.state not in ('prepared', 'open') and (new.opens_on, new.closes_on, new.opinions_until, new.results_on, new.effect_on, new.title_fr, new.title_en)
       is distinct from (old.opens_on, old.closes_on, old.opinions_until, old.results_on, old.effect_on, old.title_fr, old.title_en) then
    raise exception 'campaign %: its days are over', new.id using errcode = 'check_violation';
  end if;
  if old.published_at is not null and (new.published_at, new.published_by_id, new.reason_law, new.reason_fact)
       is distinct from (old.published_at, old.published_by_id, old.reason_law, old.reason_fact) then
    raise exception 'campaign %: its results were published', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger campaign_goes_forward before insert or update on campaign for each row execute function campaign_goes_forward();

-- What was offered stays once a campaign is open.
create function campaign_post_is_offered() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  of uuid := case tg_op when 'DELETE' then old.campaign_id else new.campaign_id end;
begin
  if not by_owner() and not exists (select from campaign c where c.id = of and c.state = 'prepared') then
    raise exception 'campaign %: its posts were offered', of using errcode = 'check_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger campaign_post_is_offered before insert or update or delete on campaign_post
  for each row execute function campaign_post_is_offered();

-- A request enters the open campaign of its kind, once, with posts that it offers.
create function campaign_request_enters() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (
    select from campaign c join request r on r.kind = c.kind join structure s on s.id = r.structure_id
      join structure_above a on a.structure_id = s.id and a.above_id = c.structure_id
     where c.id = new.campaign_id and r.id = new.request_id and c.state = 'open') then
    raise exception 'campaign %: it is not open to that request', new.campaign_id using errcode = 'check_violation';
  end if;
  if exists (select from unnest(new.choices) x where not exists (
       select from campaign_post p where p.campaign_id = new.campaign_id and p.code = x)) then
    raise exception 'campaign %: it offers no such post', new.campaign_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger campaign_request_enters before insert on campaign_request for each row execute function campaign_request_enters();

-- A ranking that ended stays as it is, and is of a campaign that is closed to filing.
create function campaign_ranking_stays() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'asked' or not exists (select from campaign c where c.id = new.campaign_id and c.state in ('closed', 'ranked')) then
      raise exception 'campaign %: it is not to be ranked', new.campaign_id using errcode = 'check_violation';
    end if;
  elsif old.state <> 'asked' then
    raise exception 'campaign %: that ranking ended', new.campaign_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger campaign_ranking_stays before insert or update on campaign_ranking for each row execute function campaign_ranking_stays();

create function campaign_rank_stays() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if not by_owner() and not exists (select from campaign_ranking g join campaign_request q on q.campaign_id = g.campaign_id
       where g.id = new.ranking_id and q.request_id = new.request_id and g.state = 'asked') then
    raise exception 'ranking %: it ended', new.ranking_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger campaign_rank_stays before insert or update on campaign_rank for each row execute function campaign_rank_stays();

-- A result is what the last ranking of a campaign says, written in the transaction that publishes it, once and for all.
create function campaign_result_is_ranked() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (
    select from campaign c
      join campaign_ranking g on g.campaign_id = c.id and g.state = 'done'
       and g.number = (select max(x.number) from campaign_ranking x where x.campaign_id = c.id)
      join campaign_rank k on k.ranking_id = g.id and k.request_id = new.request_id and k."out" is null
     where c.id = new.campaign_id and g.id = new.ranking_id and c.state = 'published' and c.published_at = new.published_at
       and k.post_code is not distinct from new.post_code) then
    raise exception 'campaign %: its ranking says no such result', new.campaign_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger campaign_result_is_ranked before insert on campaign_result for each row execute function campaign_result_is_ranked();
