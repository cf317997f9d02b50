import { parseJson } from '../feel/json.ts';
import { changed, type RowChange } from '../state/row-change.ts';
import type { StoredRow } from '../state/table.ts';
import type { StoredTable } from './stored-table.ts';

/** So many rows of a table are held before they are written. */
const MAX_HELD = 2_000;

/** Rows of tables while a journal is replayed over them: read once, changed in memory, written together. */
export class HeldRows {
  readonly #tables: ReadonlyMap<string, StoredTable>;
  readonly #held = new Map<string, Map<string, unknown>>();

  constructor(tables: ReadonlyMap<string, StoredTable>) {
    this.#tables = tables;
  }

  change(table: string, change: RowChange): void {
    const rows = this.#of(table);
    const [key] = change;
    const before = change.length === 3 ? this.#row(table, key) : undefined;
    rows.set(key, changed(before, change));
    if (rows.size > MAX_HELD) this.#writeTable(table);
  }

  write(): void {
    for (const table of this.#held.keys()) this.#writeTable(table);
  }

  #of(table: string): Map<string, unknown> {
    const known = this.#held.get(table);
    if (known !== undefined) return known;
    const rows = new Map<string, unknown>();
    this.#held.set(table, rows);
    return rows;
  }

  #row(table: string, key: string): unknown {
    const rows = this.#of(table);
    if (rows.has(key)) return rows.get(key);
    const json = this.#tables.get(table)?.row(key);
    return json === undefined ? undefined : parseJson(json);
  }

  #writeTable(table: string): void {
    const rows = this.#of(table);
    this.#tables.get(table)?.write(asStored(rows));
    rows.clear();
  }
}

function* asStored(rows: ReadonlyMap<string, unknown>): Generator<StoredRow, void> {
  for (const [key, row] of rows) yield [key, row === undefined ? null : JSON.stringify(row)];
}
