import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { whole } from './whole.ts';

/** A function or trigger of prisma/sql. */
export interface SchemaObject {
  /** `function by_owner`, `trigger person_is_kept on person`: unique, since no function has two signatures. */
  readonly name: string;
  readonly kind: 'function' | 'trigger';
  /** The statement that creates it, without the comment above it. */
  readonly sql: string;
  readonly sha256: string;
}

const FOLDER = fileURLToPath(new URL('../sql', import.meta.url));
const BEGINNING = /^create (?:or replace )?(?:constraint )?(function|trigger) "?(\w+)"?/;
const CONSTRAINT_TRIGGER = /^create constraint trigger /;

/**
 * Reads prisma/sql, file after file by name. Each object begins with `create` in the first column,
 * under its comment.
 * @throws {Error} if a file holds anything else, or an object is created twice
 */
export async function readSchemaObjects(folder = FOLDER): Promise<SchemaObject[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const texts = await Promise.all(files.map((file) => readFile(`${folder}/${file}`, 'utf8')));
  const objects = texts.flatMap((text, index) => statementsOf(text).map((sql) => objectOf(sql, files[index] ?? '')));
  const names = objects.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`prisma/sql creates « ${twice} » twice`);
  return objects;
}

/** Cuts a file before each `create` of the first column, and drops the comments between statements. */
function statementsOf(text: string): string[] {
  return text
    .split(/^(?=create )/m)
    .map((part) => {
      const lines = part.split('\n');
      const last = lines.findLastIndex((line) => line !== '' && !line.startsWith('--'));
      return lines.slice(0, last + 1).join('\n');
    })
    .filter((statement) => statement !== '');
}

function objectOf(sql: string, file: string): SchemaObject {
  const [, kind, own = ''] = BEGINNING.exec(sql) ?? [];
  const [, table] = /\bon "?(\w+)"?/.exec(sql) ?? [];
  if (kind !== 'function' && (kind !== 'trigger' || table === undefined))
    throw new Error(`prisma/sql/${file} holds what is neither a function nor a trigger: ${sql.slice(0, 80)}`);
  const name = kind === 'function' ? `function ${own}` : `trigger ${own} on ${table}`;
  return { name, kind, sql, sha256: createHash('sha256').update(sql).digest('hex') };
}

/** What differs between prisma/sql and a database. */
export interface ObjectChanges {
  /** Created, or created again: new, changed, or missing in the database. */
  readonly changed: readonly SchemaObject[];
  /** By name: no longer in prisma/sql. */
  readonly removed: readonly string[];
}

/** Compares prisma/sql with what it last created in the database. */
export async function objectChanges(client: pg.Client, objects: readonly SchemaObject[]): Promise<ObjectChanges> {
  const { rows } = await client.query<{ name: string; sha256: string; present: boolean }>(
    `select o.name, o.sha256, present.name is not null as present
       from schema_object o left join (
         select 'function ' || p.proname as name from pg_proc p where p.pronamespace = 'public'::regnamespace
         union all
         select 'trigger ' || t.tgname || ' on ' || c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
          where not t.tgisinternal and t.tgenabled <> 'D' and c.relnamespace = 'public'::regnamespace) present on present.name = o.name`,
  );
  const standing = new Map(rows.filter(({ present }) => present).map(({ name, sha256 }) => [name, sha256]));
  const wanted = new Set(objects.map(({ name }) => name));
  return {
    changed: objects.filter(({ name, sha256 }) => standing.get(name) !== sha256),
    removed: rows.map(({ name }) => name).filter((name) => !wanted.has(name)),
  };
}

/**
 * Applies prisma/sql to the functions and triggers of the database, in one transaction: creates
 * again those that changed, functions first; drops those that prisma/sql no longer has, triggers
 * first. A portal of the previous release runs meanwhile: a function keeps its signature and its
 * meaning, or has a new name.
 */
export async function applyObjects(client: pg.Client, { changed, removed }: ObjectChanges): Promise<void> {
  await whole(client, async () => {
    // Functions name each other and tables, in any order.
    await client.query('set local check_function_bodies = off');
    for (const { sql } of changed.filter(({ kind }) => kind === 'function')) await client.query(sql);
    for (const { name, sql } of changed.filter(({ kind }) => kind === 'trigger')) {
      // PostgreSQL refuses `or replace` of a constraint trigger.
      if (CONSTRAINT_TRIGGER.test(sql)) await client.query(dropping(name));
      await client.query(sql);
    }
    for (const name of [...removed].sort().reverse()) await client.query(dropping(name));
    await client.query('delete from schema_object where name = any ($1)', [removed]);
    await client.query(
      `insert into schema_object (name, sha256) select * from unnest($1::text[], $2::text[])
         on conflict (name) do update set sha256 = excluded.sha256, applied_at = default`,
      [changed.map(({ name }) => name), changed.map(({ sha256 }) => sha256)],
    );
  });
}

/** Writes the statement that drops an object, by its name among schema objects. */
function dropping(name: string): string {
  const [kind = '', own = '', , table = ''] = name.split(' ');
  return kind === 'function'
    ? `drop function if exists ${pg.escapeIdentifier(own)}`
    : `drop trigger if exists ${pg.escapeIdentifier(own)} on ${pg.escapeIdentifier(table)}`;
}
