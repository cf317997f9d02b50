-- What prisma/sql last created here, object by object (prisma/migrate/schema-objects.ts).
create table schema_object (
  name text not null,
  sha256 text not null,
  applied_at timestamp(3) with time zone not null default current_timestamp,
  constraint schema_object_pkey primary key (name)
);
-- In a database of 0.1.0, its functions and triggers are known, without a digest: each is created again, and goes if prisma/sql
-- no longer has it. Those of 0001_baseline, which a check or an index calls, are not of prisma/sql.
insert into schema_object (name, sha256)
select 'function ' || p.proname, '' from pg_proc p
 where p.pronamespace = 'public'::regnamespace
   and p.proname not in ('search_key', 'circuit_decides', 'is_sensitive_role', 'mapping_is_plain')
   and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
union all
select 'trigger ' || t.tgname || ' on ' || c.relname, '' from pg_trigger t join pg_class c on c.oid = t.tgrelid
 where not t.tgisinternal and c.relnamespace = 'public'::regnamespace;
