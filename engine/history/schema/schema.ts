import type { DatabaseSync } from 'node:sqlite';
import { type Entity, entities, type FieldKind } from './entities.ts';
import { type Creation, creations, FORMER_INDEXES } from './indexes.ts';

/** Raised when a table's meaning changes: a file of another shape is refused rather than misread. New columns are added. */
const SCHEMA_VERSION = 1;

const TYPES: Record<FieldKind, string> = {
  key: 'integer',
  text: 'text',
  int: 'real',
  bool: 'integer',
  date: 'integer',
  json: 'text',
};

/** What everything is done by: former engines made these, too. */
const RELIED_ON = /_(processInstanceKey|scopeKey)$/;
/** A table of so many rows is indexed within a moment. */
const SMALL = 50_000;

/**
 * Creates the tables, one per entity, from their description, and their indexes; but those of tables that an earlier engine
 * filled take long: they are left out.
 */
export function createSchema(database: DatabaseSync): void {
  const { user_version: found } = database.prepare('pragma user_version').get() as { user_version: number };
  if (found !== 0 && found !== SCHEMA_VERSION) {
    throw new Error(`The history has the shape ${found}; this engine reads the shape ${SCHEMA_VERSION}`);
  }
  database.exec(`pragma user_version = ${SCHEMA_VERSION}`);
  for (const entity of Object.values<Entity>(entities)) {
    const columns = Object.entries(entity.fields).map(
      ([field, kind]) => `"${field}" ${TYPES[kind]}${field === entity.key ? ' primary key' : ''}`,
    );
    database.exec(`create table if not exists ${entity.table} (${columns.join(', ')}) strict`);
  }
  database.exec(`
    create table if not exists position (id integer primary key check (id = 1), value text not null) strict;
    create table if not exists decision_requirements (key integer primary key, name text, version integer) strict;
    create table if not exists deleted_file (key integer primary key, content text not null) strict;
    create table if not exists element_name (
      "processDefinitionKey" integer, "elementId" text, name text, primary key ("processDefinitionKey", "elementId")
    ) strict, without rowid;
  `);
  for (const name of FORMER_INDEXES) database.exec(`drop index if exists ${name}`);
  for (const { name, table, sql } of missingIndexes(database)) {
    const isLarge = () => database.prepare(`select 1 from ${table} limit 1 offset ?`).get(SMALL) !== undefined;
    if (RELIED_ON.test(name) || !isLarge()) database.exec(sql);
  }
}

/** Indexes that are not there yet. */
export function missingIndexes(database: DatabaseSync): Creation[] {
  const known = database.prepare(`select name from sqlite_master where type = 'index'`).all();
  const names = new Set(known.map(({ name }) => name));
  return [...creations()].filter(({ name }) => !names.has(name));
}
