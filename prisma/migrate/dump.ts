import { fileURLToPath } from 'node:url';
import type pg from 'pg';

/** Path of the committed dump: the schema of the database as this release makes it. */
export const SCHEMA_DUMP = fileURLToPath(new URL('../schema.sql', import.meta.url));

/**
 * Describes a database as prisma/schema.sql does: extensions, sequences, each table with its
 * columns, constraints, indexes, foreign keys and triggers, then the signatures of functions, whose
 * bodies are in prisma/sql. Leaves out what an extension brings, Prisma's own table, and whether a
 * check was ever validated on rows older than it.
 */
export async function dumpSchema(client: pg.Client): Promise<string> {
  const lines = async (query: string) => (await client.query<{ line: string }>(query)).rows.map(({ line }) => line);
  return `${[
    ...(await lines(EXTENSIONS)),
    ...(await lines(SEQUENCES)),
    ...(await lines(TABLES)),
    '',
    ...(await lines(FUNCTIONS)),
  ].join('\n')}\n`;
}

/** Condition for a function or relation of our schema that is no part of an extension. */
const OURS = (alias: string, catalog: 'pg_proc' | 'pg_class') =>
  `${alias}.${catalog === 'pg_proc' ? 'pronamespace' : 'relnamespace'} = 'public'::regnamespace
   and not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${alias}.oid and d.deptype = 'e')`;

const A_TABLE = `c.relkind = 'r' and c.relname <> '_prisma_migrations' and ${OURS('c', 'pg_class')}`;

const EXTENSIONS = `
  select format('create extension %I;', extname) as line from pg_extension where extname <> 'plpgsql' order by 1`;

const SEQUENCES = `
  select format('create sequence %I;', c.relname) as line from pg_class c
   where c.relkind = 'S' and ${OURS('c', 'pg_class')}
     and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i')) order by 1`;

/** Each table, then its indexes, foreign keys and triggers, one line each. */
const TABLES = `
  with tables as (select c.oid, c.relname from pg_class c where ${A_TABLE})
  select line from (
    select relname, 0 as rank, '' as name, format(E'\\ncreate table %I (\\n%s\\n);', relname, (
             select string_agg(part.line, E',\\n' order by part.rank, part.at, part.line) from (
               select 0 as rank, a.attnum::int as at,
                      format('  %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                             (select ' collate ' || quote_ident(l.collname) from pg_collation l join pg_type t on t.oid = a.atttypid
                               where l.oid = a.attcollation and a.attcollation <> t.typcollation),
                             case when a.attnotnull then ' not null' end, ' default ' || pg_get_expr(d.adbin, d.adrelid)) as line
                 from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                where a.attrelid = tables.oid and a.attnum > 0 and not a.attisdropped
               union all
               select array_position('{p,u,x,c}', k.contype::text), 0,
                      format('  constraint %I %s', k.conname, regexp_replace(pg_get_constraintdef(k.oid, true), ' NOT VALID$', ''))
                 from pg_constraint k where k.conrelid = tables.oid and k.contype in ('p', 'u', 'x', 'c')) as part)) as line
      from tables
    union all
    select relname, 1, i.indexrelid::regclass::text, replace(pg_get_indexdef(i.indexrelid), ' ON public.', ' ON ') || ';'
      from tables join pg_index i on i.indrelid = tables.oid
     where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
    union all
    select relname, 2, k.conname, format('alter table %I add constraint %I %s;', relname, k.conname, pg_get_constraintdef(k.oid, true))
      from tables join pg_constraint k on k.conrelid = tables.oid and k.contype = 'f'
    union all
    select relname, 3, t.tgname, pg_get_triggerdef(t.oid, true) || ';' || case t.tgenabled when 'A' then ' -- enabled always' when 'D' then ' -- disabled' else '' end
      from tables join pg_trigger t on t.tgrelid = tables.oid and not t.tgisinternal) as said
   order by relname, rank, name`;

const FUNCTIONS = `
  select format('-- function %I(%s) returns %s', p.proname, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid)) as line
    from pg_proc p where ${OURS('p', 'pg_proc')} order by p.proname`;

/**
 * Returns the tables of a dump, as it writes them: their name, quoted where it must be, and the
 * lines of their columns and constraints.
 */
export const tablesIn = (dump: string): { table: string; body: string }[] =>
  [...dump.matchAll(/^create table (\S+) \(\n([\s\S]*?)\n\);$/gm)].map(([, table = '', body = '']) => ({
    table,
    body,
  }));

/** A check that only lists the words of one column. */
export interface WordsCheck {
  readonly column: string;
  readonly constraint: string;
  readonly words: readonly string[];
}

/** Reads the checks of a table, by its lines in a dump, that only list the words of one column. */
export const wordChecksIn = (body: string): WordsCheck[] =>
  [...body.matchAll(/^ {2}constraint (\S+) CHECK \("?(\w+)"? = ANY \(ARRAY\[([^\]]*)\]\)\),?$/gm)].map(
    ([, constraint = '', column = '', list = '']) => ({
      ...{ column, constraint },
      words: [...list.matchAll(/'([^']*)'::text/g)].map(([, word = '']) => word),
    }),
  );
