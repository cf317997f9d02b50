-- AlterTable
ALTER TABLE "request" ADD COLUMN     "stopped_since" TIMESTAMPTZ(3);

-- A handful among a million: what the watch of incidents looks through at each turn.
create index request_stopped on request (id) where stopped_since is not null;
