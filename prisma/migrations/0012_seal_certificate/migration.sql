-- CreateTable
CREATE TABLE "seal_certificate" (
    "sha256" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "seal_certificate_pkey" PRIMARY KEY ("sha256")
);
