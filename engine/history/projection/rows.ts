import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type SqlValue, toStored } from '../schema/column.ts';
import { type Entity, type EntityName, entities } from '../schema/entities.ts';

/** A row under the API's names; a field that is left out is left alone. */
export type Row = Readonly<Record<string, unknown>>;

/** What rows about an instance repeat of it. */
export interface InstanceRef {
  /** The instance at the top of all calls; itself when nobody called it. */
  readonly rootProcessInstanceKey: string;
  readonly processDefinitionKey: string;
  readonly processDefinitionId: string | null;
}

/** A row not yet written: whole, or only what changes in the one that is there. */
interface HeldRow {
  fields: Record<string, unknown>;
  isWhole: boolean;
}

/** Instances remembered at once. */
const MAX_INSTANCES = 10_000;

/**
 * Writes rows of the history's entities, with each statement prepared once. Rows are held until the end of the batch, or
 * until something must be asked of all of them: one that is made and ended in a batch is written once.
 */
export class Rows {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #held = new Map<EntityName, Map<string, HeldRow>>();
  readonly #instances = new Map<string, InstanceRef>();
  /** Files deployed in the batch at hand, by resource key, for the definitions that follow them. */
  readonly files = new Map<string, string>();
  /** Keys of the variables that are held, by scope and name. */
  readonly heldVariables = new Map<string, bigint>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Inserts, or completes the row that is already there: an event handed twice changes nothing. */
  put(name: EntityName, row: Row): void {
    this.#hold(name, String(row[entities[name].key]), row, true);
  }

  /** Changes some fields of one row, if it is there. */
  change(name: EntityName, key: string, row: Row): void {
    if (name === 'processInstance') this.#instances.delete(key);
    this.#hold(name, key, row, false);
  }

  /** Writes what is held. */
  flush(): void {
    for (const [name, rows] of this.#held) {
      for (const [key, { fields, isWhole }] of rows) this.#write(name, key, fields, isWhole);
      rows.clear();
    }
    this.heldVariables.clear();
  }

  /** Forgets what is held: the batch failed. */
  drop(): void {
    for (const rows of this.#held.values()) rows.clear();
    this.heldVariables.clear();
    this.#instances.clear();
  }

  run(sql: string, values: readonly SqlValue[]): void {
    this.flush();
    this.#prepare(sql).run(...values);
  }

  /** The first row of a query over all rows, with 64-bit integers as BigInt. */
  first(sql: string, values: readonly SqlValue[]): Record<string, unknown> | undefined {
    this.flush();
    return this.firstWritten(sql, values);
  }

  /** The same for a query that no held row can answer. */
  firstWritten(sql: string, values: readonly SqlValue[]): Record<string, unknown> | undefined {
    return this.#prepare(sql).get(...values) as Record<string, unknown> | undefined;
  }

  /** One row as it is now; what it lacks may be absent or null. */
  find(name: EntityName, key: string): Row | undefined {
    const held = this.#held.get(name)?.get(key);
    if (held?.isWhole === true) return held.fields;
    const { table, key: field } = entities[name];
    const ask = held === undefined ? this.firstWritten : this.first;
    return ask.call(this, `select * from ${table} where "${field}" = ?`, [BigInt(key)]);
  }

  has(name: EntityName, key: string): boolean {
    const held = this.#held.get(name)?.get(key);
    if (held?.isWhole === true) return true;
    const { table, key: field } = entities[name];
    return this.firstWritten(`select 1 from ${table} where "${field}" = ?`, [BigInt(key)]) !== undefined;
  }

  /** What the rows about an instance say of it; undefined when it is not known. */
  instanceOf(processInstanceKey: string): InstanceRef | undefined {
    const known = this.#instances.get(processInstanceKey);
    if (known !== undefined) return known;
    const row = this.find('processInstance', processInstanceKey);
    if (row === undefined) return undefined;
    const instance = {
      rootProcessInstanceKey: String(row.rootProcessInstanceKey ?? processInstanceKey),
      processDefinitionKey: String(row.processDefinitionKey ?? ''),
      processDefinitionId: (row.processDefinitionId ?? null) as string | null,
    };
    if (this.#instances.size >= MAX_INSTANCES) this.#instances.clear();
    this.#instances.set(processInstanceKey, instance);
    return instance;
  }

  /** The instance at the top of all calls. */
  rootOf(processInstanceKey: string): string {
    return this.instanceOf(processInstanceKey)?.rootProcessInstanceKey ?? processInstanceKey;
  }

  #hold(name: EntityName, key: string, row: Row, isWhole: boolean): void {
    let rows = this.#held.get(name);
    if (rows === undefined) {
      rows = new Map();
      this.#held.set(name, rows);
    }
    const held = rows.get(key);
    if (held === undefined) {
      rows.set(key, { fields: { ...row }, isWhole });
      return;
    }
    for (const field in row) if (row[field] !== undefined) held.fields[field] = row[field];
    held.isWhole ||= isWhole;
  }

  #write(name: EntityName, key: string, row: Row, isWhole: boolean): void {
    const entity: Entity = entities[name];
    const fields = Object.keys(row).filter((field) => row[field] !== undefined);
    if (fields.length === 0) return;
    const values = fields.map((field) => store(entity, field, row[field]));
    if (!isWhole) values.push(store(entity, entity.key, key));
    const shape = `${isWhole ? '+' : '~'}${entity.table}:${fields.join()}`;
    const statement = this.#statements.get(shape) ?? this.#keep(shape, sqlOf(entity, fields, isWhole));
    statement.run(...values);
  }

  #prepare(sql: string): StatementSync {
    return this.#statements.get(sql) ?? this.#keep(sql, sql);
  }

  #keep(name: string, sql: string): StatementSync {
    const statement = this.#database.prepare(sql);
    statement.setReadBigInts(true);
    this.#statements.set(name, statement);
    return statement;
  }
}

function sqlOf({ table, key }: Entity, fields: readonly string[], isWhole: boolean): string {
  if (!isWhole) return `update ${table} set ${fields.map((field) => `"${field}" = ?`).join(', ')} where "${key}" = ?`;
  const columns = fields.map((field) => `"${field}"`).join(', ');
  const updates = fields.map((field) => `"${field}" = excluded."${field}"`).join(', ');
  const marks = fields.map(() => '?').join(', ');
  return `insert into ${table} (${columns}) values (${marks}) on conflict ("${key}") do update set ${updates}`;
}

function store(entity: Entity, field: string, value: unknown): SqlValue {
  const kind = entity.fields[field];
  if (kind === undefined) throw new Error(`${entity.table} has no field ${field}`);
  // The engine writes « none » as an empty text where the API says null.
  return toStored(kind, field, value === '' && kind !== 'text' ? null : value);
}
