-- CreateTable
CREATE TABLE "request_step" (
    "request_id" UUID NOT NULL,
    "job_key" TEXT NOT NULL,
    "element_id" TEXT NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,

    CONSTRAINT "request_step_pkey" PRIMARY KEY ("request_id","job_key")
);

-- AddForeignKey
ALTER TABLE "request_step" ADD CONSTRAINT "request_step_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table request_step add constraint request_step_state check (state in ('active', 'done', 'left'));

-- Screens that show the request read it again (prisma/channels.ts).
create trigger request_step_notifies after insert or update on request_step
  for each row execute function ring_request_event();
