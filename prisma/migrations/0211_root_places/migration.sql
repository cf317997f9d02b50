-- The places that daily roots are written in, as the workers are told of them: what says that one of several is away for days.
CREATE TABLE "daily_root_place" (
    "place" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "daily_root_place_pkey" PRIMARY KEY ("place")
);
