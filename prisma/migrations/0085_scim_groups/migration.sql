-- Groups of a directory. One gives something only where an administrator says which right, never by its name; what two give waits.

CREATE TABLE "scim_group" (
    "id" UUID NOT NULL,
    "external_id" TEXT,
    "display_name" TEXT NOT NULL,
    "role" TEXT,
    "structure_id" UUID,
    "mapped_by_id" UUID,
    "mapped_at" TIMESTAMPTZ(3),
    "map_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "scim_group_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "scim_group_external_id_key" ON "scim_group"("external_id");
ALTER TABLE "scim_group" ADD CONSTRAINT "scim_group_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "scim_group" ADD CONSTRAINT "scim_group_mapped_by_id_fkey" FOREIGN KEY ("mapped_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table scim_group add constraint scim_group_mapped_whole check (num_nulls(role, structure_id, mapped_by_id, mapped_at, map_reason) in (0, 5));

CREATE TABLE "scim_member" (
    "group_id" UUID NOT NULL,
    "value" TEXT NOT NULL,
    "given_id" UUID,
    "provisioned_id" UUID,
    "fault" TEXT,

    CONSTRAINT "scim_member_pkey" PRIMARY KEY ("group_id","value")
);
ALTER TABLE "scim_member" ADD CONSTRAINT "scim_member_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "scim_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
create index scim_member_of_user on scim_member (value);
