-- Housekeeping asks of each document whether a row names it: seven columns were read from end to end for five hundred of them.
-- Hash indexes: equality is all that is asked, and a digest of 64 characters takes four bytes there.
CREATE INDEX "piece_sha256_idx" ON "piece" USING HASH ("sha256");
CREATE INDEX "act_preview_sha256_idx" ON "act" USING HASH ("preview_sha256");
CREATE INDEX "act_sealed_sha256_idx" ON "act" USING HASH ("sealed_sha256");
CREATE INDEX "act_preview_document_idx" ON "act_preview" USING HASH ("sha256");
CREATE INDEX "dossier_piece_sha256_idx" ON "dossier_piece" USING HASH ("sha256");
CREATE INDEX "decision_intent_shown_sha256_idx" ON "decision_intent" USING HASH ("shown_sha256");
CREATE INDEX "pay_piece_act_sha256_idx" ON "pay_piece" USING HASH ("act_sha256");
