import type { TableIndex } from './table.ts';

interface Entry {
  due: number;
  key: string;
}

/** The row that falls due first. A binary heap; entries of rows that have moved on are dropped when they surface. */
export class DueIndex<V> implements TableIndex<V> {
  readonly #dueOf: (row: V) => number;
  readonly #dues = new Map<string, number>();
  #heap: Entry[] = [];

  /** `dueOf` answers 0 for a row that waits for no time. */
  constructor(dueOf: (row: V) => number) {
    this.#dueOf = dueOf;
  }

  changed(key: string, before: V | undefined, after: V | undefined): void {
    const from = before === undefined ? 0 : this.#dueOf(before);
    const to = after === undefined ? 0 : this.#dueOf(after);
    if (from === to) return;
    if (to === 0) {
      this.#dues.delete(key);
    } else {
      this.#dues.set(key, to);
      this.#push({ due: to, key });
    }
    if (this.#heap.length > 64 && this.#heap.length > 4 * this.#dues.size) this.#rebuild();
  }

  /** The next instant at which something is due. */
  nextDue(): number | undefined {
    return this.#peek()?.due;
  }

  /** Keys due by `now`, at most `limit`, soonest first. They stay until their rows change. */
  dueBy(now: number, limit: number): string[] {
    const taken: Entry[] = [];
    for (let entry = this.#peek(); entry !== undefined && entry.due <= now; entry = this.#peek()) {
      if (taken.length === limit) break;
      this.#pop();
      // the heap may hold twins of one entry
      if (!taken.some((other) => other.key === entry.key)) taken.push(entry);
    }
    for (const entry of taken) this.#push(entry);
    return taken.map((entry) => entry.key);
  }

  #peek(): Entry | undefined {
    while (this.#heap.length > 0) {
      const top = this.#heap[0] as Entry;
      if (this.#dues.get(top.key) === top.due) return top;
      this.#pop();
    }
    return undefined;
  }

  #rebuild(): void {
    this.#heap = [];
    for (const [key, due] of this.#dues) this.#push({ due, key });
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    heap.push(entry);
    let i = heap.length - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if ((heap[parent] as Entry).due <= entry.due) break;
      heap[i] = heap[parent] as Entry;
      i = parent;
    }
    heap[i] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as Entry).due < (heap[child] as Entry).due) child++;
      if ((heap[child] as Entry).due >= last.due) break;
      heap[i] = heap[child] as Entry;
      i = child;
    }
    heap[i] = last;
  }
}
