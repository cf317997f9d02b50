import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type SqlValue, toStored } from './column.ts';
import { type Entity, type EntityName, entities } from './entities.ts';

/** A row under the API's names; a field that is left out is left alone. */
export type Row = Readonly<Record<string, unknown>>;

/** Roots remembered at once. */
const MAX_ROOTS = 10_000;

/** Writes rows of the history's entities, with each statement prepared once. */
export class Rows {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #roots = new Map<string, string>();
  /** Files deployed in the batch at hand, by resource key, for the definitions that follow them. */
  readonly files = new Map<string, string>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Inserts, or completes the row that is already there: an event told twice changes nothing. */
  put(name: EntityName, row: Row): void {
    const entity: Entity = entities[name];
    const fields = present(row);
    const columns = fields.map((field) => `"${field}"`).join(', ');
    const marks = fields.map(() => '?').join(', ');
    const updates = fields.map((field) => `"${field}" = excluded."${field}"`).join(', ');
    this.run(
      `insert into ${entity.table} (${columns}) values (${marks}) on conflict ("${entity.key}") do update set ${updates}`,
      fields.map((field) => store(entity, field, row[field])),
    );
  }

  /** Changes some fields of one row, if it is there. */
  change(name: EntityName, key: string, row: Row): void {
    const entity: Entity = entities[name];
    const fields = present(row);
    if (fields.length === 0) return;
    this.run(
      `update ${entity.table} set ${fields.map((field) => `"${field}" = ?`).join(', ')} where "${entity.key}" = ?`,
      [...fields.map((field) => store(entity, field, row[field])), BigInt(key)],
    );
  }

  run(sql: string, values: readonly SqlValue[]): void {
    this.#prepare(sql).run(...values);
  }

  /** The first row of a query, with 64-bit integers as BigInt. */
  first(sql: string, values: readonly SqlValue[]): Record<string, unknown> | undefined {
    return this.#prepare(sql).get(...values) as Record<string, unknown> | undefined;
  }

  /** The instance at the top of all calls; itself when nobody called it. It never changes, so it is asked for once. */
  rootOf(processInstanceKey: string): string {
    const known = this.#roots.get(processInstanceKey);
    if (known !== undefined) return known;
    const found = this.first(
      'select "rootProcessInstanceKey" as root from process_instance where "processInstanceKey" = ?',
      [BigInt(processInstanceKey)],
    );
    if (found === undefined) return processInstanceKey;
    const root = String(found.root ?? processInstanceKey);
    if (this.#roots.size >= MAX_ROOTS) this.#roots.clear();
    this.#roots.set(processInstanceKey, root);
    return root;
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      statement.setReadBigInts(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function present(row: Row): string[] {
  return Object.keys(row).filter((field) => row[field] !== undefined);
}

function store(entity: Entity, field: string, value: unknown): SqlValue {
  const kind = entity.fields[field];
  if (kind === undefined) throw new Error(`${entity.table} has no field ${field}`);
  // The engine writes « none » as an empty text where the API says null.
  return toStored(kind, field, value === '' && kind !== 'text' ? null : value);
}
