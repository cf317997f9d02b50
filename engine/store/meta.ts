import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Damaged } from './damaged.ts';
import { sumOf } from './sums.ts';

/** The sum of all the other numbers. */
const SEAL = 'seal';

/** A few numbers about the engine's file, sealed by a sum of them all. */
export class Meta {
  readonly #write: StatementSync;
  readonly #read: StatementSync;
  #values = new Map<string, number>();
  #isSealed = true;

  constructor(db: DatabaseSync) {
    db.exec('CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL)');
    this.#write = db.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
    this.#read = db.prepare('SELECT name, value FROM meta');
    this.reload();
  }

  get(name: string): number {
    return this.#values.get(name) ?? 0;
  }

  set(name: string, value: number): void {
    if (this.#values.get(name) === value) return;
    this.#values.set(name, value);
    this.#write.run(name, value);
    this.#isSealed = false;
  }

  /** To be done at the end of every transaction. */
  seal(): void {
    if (this.#isSealed) return;
    this.set(SEAL, this.#sum());
    this.#isSealed = true;
  }

  get hasSeal(): boolean {
    return this.#values.has(SEAL);
  }

  check(): void {
    if (this.#values.get(SEAL) !== this.#sum()) throw new Damaged('its numbers are not what was written');
  }

  /** Back to what is in the file: the transaction was undone. */
  reload(): void {
    const rows = this.#read.all() as { name: string; value: number }[];
    this.#values = new Map(rows.map(({ name, value }) => [name, value]));
    this.#isSealed = true;
  }

  #sum(): number {
    const others = [...this.#values].filter(([name]) => name !== SEAL).sort();
    return sumOf(SEAL, JSON.stringify(others));
  }
}
