// Writes prisma/generated/tables.ts: the types of tables and functions, read off prisma/schema.sql, for typed SQL
// (prisma/connection/typed-sql.ts). Node built-ins and our own reader of the dump: it runs during
// installation, without a database.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCHEMA_DUMP, tablesIn, wordChecksIn } from './migrate/dump.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
/** What the types of tables are made of. */
export const TABLES_FROM = [SCHEMA_DUMP, fileURLToPath(import.meta.url), path.join(here, 'migrate', 'dump.ts')];

/** PostgreSQL's types, as typed-sql.ts reads and writes them. */
const SCALARS = {
  text: 'string',
  uuid: 'string',
  integer: 'number',
  bigint: 'BigInteger',
  boolean: 'boolean',
  date: 'CivilDate',
  bytea: 'Uint8Array',
  numeric: 'Numeric',
  'timestamp(3) with time zone': 'Date',
  'timestamp with time zone': 'Date',
};

/** Writes the file. */
export function generateTables() {
  const dump = readFileSync(SCHEMA_DUMP, 'utf8');
  const tables = tablesIn(dump).map(({ table, body }) => tableOf(bare(table), body));
  const functions = [...dump.matchAll(/^-- function (\w+)\((.*)\) returns (.+)$/gm)].map(([, name, given, result]) =>
    functionOf(name, given, result),
  );
  writeFileSync(
    path.join(here, 'generated', 'tables.ts'),
    `// Written by prisma/generate-tables.mjs from prisma/schema.sql.
import type { ColumnType, InsertType, SelectType, UpdateType } from 'kysely';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { JsonColumn } from '../json-columns.ts';
import type { Prisma } from './client.ts';

/** A column that an insert may leave out. */
type Defaulted<T> = ColumnType<SelectType<T>, InsertType<T> | undefined, UpdateType<T>>;
type BigInteger = ColumnType<bigint, bigint | number, bigint | number>;
type Numeric = ColumnType<Prisma.Decimal, Prisma.Decimal | number | string, Prisma.Decimal | number | string>;

${tables.map(({ type, text }) => `interface ${type} {\n${text}\n}`).join('\n\n')}

/** Every table, by the name that SQL has for it. */
export interface Tables {
${tables.map(({ name, type }) => `  ${name}: ${type};`).join('\n')}
}

/** Every function of ours that answers one value: what it is given, and what it answers (null included, unless it answers a boolean). */
export interface Functions {
${functions.filter(Boolean).join('\n')}
}
`,
  );
}

function tableOf(name, body) {
  const lines = body.split('\n').map((line) => line.replace(/,$/, '').trim());
  const words = new Map(
    wordChecksIn(body).map(({ column, words }) => [column, words.map((word) => `'${word}'`).join(' | ')]),
  );
  // Columns come first; a constraint may take several lines.
  const first = lines.findIndex((line) => line.startsWith('constraint '));
  const columns = lines.slice(0, first === -1 ? undefined : first).map((line) => {
    const [, quoted, rest] = /^(\S+) (.+)$/.exec(line);
    const column = bare(quoted);
    const type = rest.replace(/ (collate|not null|default)\b.*$/, '');
    const read = words.get(column) ?? typeOf(type, `'${name}.${column}'`);
    const nullable = rest.includes(' not null') ? read : `${read} | null`;
    return `  ${column}: ${/ default /.test(rest) ? `Defaulted<${nullable}>` : nullable};`;
  });
  return { name, type: name.replace(/(^|_)(\w)/g, (_, __, letter) => letter.toUpperCase()), text: columns.join('\n') };
}

/** The type of a column or value of PostgreSQL's `type`; `place` names a column whose JSON has a type of its own. */
function typeOf(type, place) {
  if (type === 'jsonb') return place === undefined ? 'unknown' : `JsonColumn<${place}>`;
  if (type.endsWith('[]')) return `${typeOf(type.slice(0, -2))}[]`;
  const known = SCALARS[type];
  if (known === undefined) throw new Error(`prisma/generate-tables.mjs knows no type for ${type}`);
  return known;
}

function functionOf(name, given, result) {
  // What triggers call, and what answers rows, is not called as a value.
  if (result === 'trigger' || /^(SETOF|TABLE)\b/.test(result)) return undefined;
  const types = given === '' ? [] : given.split(', ').map(typeOfParameter);
  if (types.includes(undefined)) return undefined;
  if (!['void', 'jsonb'].includes(result) && SCALARS[result] === undefined) return undefined;
  const answer = result === 'boolean' ? 'boolean' : result === 'void' ? 'null' : nullable(plain(typeOf(result)));
  return `  ${name}: { given: readonly [${types.join(', ')}]; answers: ${answer} };`;
}

/** As a value, without what an insert may give instead. */
const plain = (type) => ({ BigInteger: 'bigint', Numeric: 'Prisma.Decimal' })[type] ?? type;
const nullable = (type) => (type === 'unknown' ? type : `${type} | null`);

function typeOfParameter(parameter) {
  const type = parameter.replace(/ DEFAULT .*$/, '').replace(/^[a-z_]+ (?=.)/, '');
  try {
    return nullable(plain(typeOf(type)));
  } catch {
    return undefined;
  }
}

const bare = (name) => name.replaceAll('"', '');
