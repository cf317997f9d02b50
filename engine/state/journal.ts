/** What the journal needs of a table to undo a change. */
export interface Undoable {
  undo(key: string, before: unknown): void;
}

/**
 * Remembers what each change replaced, so that a command that is refused, or a step that meets a fault,
 * leaves nothing behind. Values are replaced, never changed in place, so remembering is one reference.
 */
export class Journal {
  #tables: Undoable[] = [];
  #keys: string[] = [];
  #before: unknown[] = [];

  record(table: Undoable, key: string, before: unknown): void {
    this.#tables.push(table);
    this.#keys.push(key);
    this.#before.push(before);
  }

  /** A place to come back to. */
  mark(): number {
    return this.#tables.length;
  }

  /** Undoes every change made since the mark, last first. */
  rollback(mark: number): void {
    for (let i = this.#tables.length - 1; i >= mark; i--) {
      (this.#tables[i] as Undoable).undo(this.#keys[i] as string, this.#before[i]);
    }
    this.#truncate(mark);
  }

  /** Forgets how to undo: the command is over. */
  clear(): void {
    this.#truncate(0);
  }

  #truncate(length: number): void {
    this.#tables.length = length;
    this.#keys.length = length;
    this.#before.length = length;
  }
}
