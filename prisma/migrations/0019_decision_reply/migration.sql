-- What the author of a decision was answered when the engine took longer than a screen waits: that it is kept, then, if the
-- circuit refuses it, why. Who was told « kept » is told of a refusal.
CREATE TABLE "decision_reply" (
    "decision_id" UUID NOT NULL,
    "reply" TEXT NOT NULL,
    "code" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_reply_pkey" PRIMARY KEY ("decision_id","reply")
);

-- AddForeignKey
ALTER TABLE "decision_reply" ADD CONSTRAINT "decision_reply_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision_intent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table decision_reply add constraint decision_reply_is_known check (reply in ('kept', 'refused'));
alter table decision_reply add constraint decision_reply_says_why check ((reply = 'refused') = (code is not null));
