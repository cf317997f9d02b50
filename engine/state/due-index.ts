import type { TableIndex } from './table.ts';

interface Entry {
  due: number;
  key: string;
}

const NONE: ReadonlySet<string> = new Set();

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

  /** The next instant at which something is due, but for these keys. */
  nextDue(except: ReadonlySet<string> = NONE): number | undefined {
    const passed: Entry[] = [];
    let entry = this.#peek();
    for (; entry !== undefined && except.has(entry.key); entry = this.#peek()) {
      this.#pop();
      passed.push(entry);
    }
    for (const one of passed) this.#push(one);
    return entry?.due;
  }

  /** Keys due by `now` but for these, at most `limit`, soonest first. They stay until their rows change. */
  dueBy(now: number, limit: number, except: ReadonlySet<string> = NONE): string[] {
    const passed = new Map<string, Entry>();
    const keys: string[] = [];
    for (let entry = this.#peek(); entry !== undefined && entry.due <= now; entry = this.#peek()) {
      if (keys.length === limit) break;
      this.#pop();
      // the heap may hold twins of one entry
      if (passed.has(entry.key)) continue;
      passed.set(entry.key, entry);
      if (!except.has(entry.key)) keys.push(entry.key);
    }
    for (const one of passed.values()) this.#push(one);
    return keys;
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
