-- CreateTable
CREATE TABLE "called_instance" (
    "engine" TEXT NOT NULL,
    "instance_key" TEXT NOT NULL,
    "request_id" UUID NOT NULL,

    CONSTRAINT "called_instance_pkey" PRIMARY KEY ("engine","instance_key")
);

-- CreateIndex
CREATE INDEX "called_instance_request_id_idx" ON "called_instance"("request_id");

-- AddForeignKey
ALTER TABLE "called_instance" ADD CONSTRAINT "called_instance_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
