import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SqlValue } from '../schema/column.ts';
import { errorHash } from '../schema/error-hash.ts';
import { BadQuery, TOO_LARGE } from './bad-query.ts';

/** An SQL text and the values it binds, in order. */
export interface Query {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

type Found = Record<string, unknown>;

/** Statements kept prepared. */
const MAX_KEPT = 200;
/**
 * Of so many rows one asks whether the search is still wanted. A prime: keys that grow by the same number with each
 * instance would never be multiples of some other numbers.
 */
const ROWS_BETWEEN = 251;

/** What one answer may hold: a page of ten thousand values of some kilobytes, or sixteen of the largest. */
const MAX_CHARACTERS = 64_000_000;

/** A value that is longer takes long to look through. */
const LONG_BYTES = 10_000;

/** A condition that always holds, but ends the statement once nobody wants its answer: part of all that reads many rows. */
export const stillAsked = (table: string): string => `(${table}.rowid % ${ROWS_BETWEEN} <> 0 or still_wanted())`;

/** The same where whole rows are read. */
export function stillWanted(table: string): string {
  const now = stillAsked(table);
  return table === 'variable' ? `(${now} and ${mayRead(table)})` : now;
}

/** The same, before the long value of a variable is read. */
export const mayRead = (variable: string): string =>
  `(octet_length(${variable}.value) < ${LONG_BYTES} or still_wanted())`;

/**
 * Reads one database. SQLite is synchronous, and node:sqlite cannot interrupt it: what reads many rows asks now and then,
 * as it goes, whether it is still wanted.
 */
export class Reader {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #indexes = new Set<string>();
  #check: () => void = () => undefined;

  constructor(database: DatabaseSync) {
    this.#database = database;
    database.function('error_hash', { deterministic: true }, errorHash);
    database.function('still_wanted', () => {
      this.#check();
      return 1;
    });
  }

  /** Does `work`, during which `check` is asked now and then: what it throws ends the statement at hand, and is thrown. */
  while<T>(check: () => void, work: () => T): T {
    this.#check = check;
    try {
      return work();
    } finally {
      this.#check = () => undefined;
    }
  }

  /** All rows, 64-bit integers as BigInt. @throws {BadQuery} when they hold more than is sent at once */
  all({ sql, values }: Query): Found[] {
    // not one by one: what ends a statement that is no longer wanted would come as an error of the file
    const rows: Found[] = this.#prepare(sql).all(...values);
    let characters = 0;
    for (const row of rows)
      for (const value of Object.values(row)) if (typeof value === 'string') characters += value.length;
    if (characters > MAX_CHARACTERS) throw new BadQuery(TOO_LARGE);
    return rows;
  }

  /** The first row, or undefined. */
  first({ sql, values }: Query): Found | undefined {
    return this.#prepare(sql).get(...values);
  }

  /** How many rows a query finds; it stops at `limit`. */
  count({ sql, values }: Query, limit: number): number {
    return Number(
      this.first({ sql: `select count(*) as total from (${sql} limit ?)`, values: [...values, limit] })?.total,
    );
  }

  /** Whether an index is there: those of a large file of an earlier engine come one after the other. */
  hasIndex(name: string): boolean {
    if (this.#indexes.has(name)) return true;
    const found = this.first({ sql: `select 1 from sqlite_master where type = 'index' and name = ?`, values: [name] });
    if (found !== undefined) this.#indexes.add(name);
    return found !== undefined;
  }

  #prepare(sql: string): StatementSync {
    this.#check();
    const kept = this.#statements.get(sql);
    if (kept !== undefined) return kept;
    const statement = this.#database.prepare(sql);
    statement.setReadBigInts(true);
    if (this.#statements.size >= MAX_KEPT) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Counts come as BigInt, as all integers do. */
export function asNumbers(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );
}
