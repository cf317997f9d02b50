/** What the journal needs of a table to undo a change. */
export interface Undoable<P> {
  undo(place: P, before: unknown): void;
}

/** More than this is given back once the command is over. */
const KEPT = 1_000;

/**
 * Remembers what each change replaced, so that a command that is refused, or a step that meets a fault,
 * leaves nothing behind. Values are replaced, never changed in place, so remembering is one reference.
 */
export class Journal {
  /** Three entries a change: the table, the place in it, what was there. Written over by the next command. */
  #entries: unknown[] = [];
  #end = 0;

  record<P>(table: Undoable<P>, place: P, before: unknown): void {
    this.#entries[this.#end++] = table;
    this.#entries[this.#end++] = place;
    this.#entries[this.#end++] = before;
  }

  /** A place to come back to. */
  mark(): number {
    return this.#end;
  }

  /** Undoes every change made since the mark, last first. */
  rollback(mark: number): void {
    while (this.#end > mark) {
      this.#end -= 3;
      const [table, place, before] = this.#entries.slice(this.#end, this.#end + 3);
      (table as Undoable<unknown>).undo(place, before);
    }
  }

  /** Forgets how to undo: the command is over. */
  clear(): void {
    if (this.#end > KEPT) this.#entries = [];
    this.#end = 0;
  }
}
