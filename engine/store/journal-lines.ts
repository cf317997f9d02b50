import { parseJson } from '../feel/json.ts';
import type { RowChange } from '../state/row-change.ts';

/** What changed in the rows of one table, or in some of them. */
type Line = readonly [table: string, rows: readonly RowChange[]];

/** So many rows go to a line. One long text costs twice as much: memory is asked of the system for it, and copied. */
const ROWS_PER_LINE = 64;
/** Room kept from one entry to the next; more, made for a large one, is given back. */
const ROOM_BYTES = 4_000_000;
/** UTF-8 takes at most so many bytes for a unit of text. */
const WIDEST = 3;
const LINE_BREAK = 0x0a;

/**
 * Writes what changed as lines of JSON into memory that the store's thread sees, too: nothing is copied on its way
 * there. There is one entry at a time: the next one is written over it.
 */
export class JournalLines {
  #room = roomFor(0);
  #end = 0;

  /** Forgets the entry before. */
  begin(): void {
    if (this.#room.length !== ROOM_BYTES) this.#room = roomFor(ROOM_BYTES);
    this.#end = 0;
  }

  add(table: string, rows: readonly RowChange[]): void {
    for (let from = 0; from < rows.length; from += ROWS_PER_LINE) {
      this.#write(JSON.stringify([table, rows.slice(from, from + ROWS_PER_LINE)] satisfies Line));
    }
  }

  /** The entry, until the next one begins. */
  get bytes(): Uint8Array {
    return this.#room.subarray(0, this.#end);
  }

  #write(line: string): void {
    const needed = this.#end + line.length * WIDEST + 1;
    if (needed > this.#room.length) {
      const wider = roomFor(2 * needed);
      wider.set(this.bytes);
      this.#room = wider;
    }
    this.#end += this.#room.write(line, this.#end);
    this.#room[this.#end++] = LINE_BREAK;
  }
}

/** What an entry holds, in the order in which it was written. */
export function* linesOf(bytes: Uint8Array): Generator<Line, undefined> {
  // JSON has no line break of its own
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(LINE_BREAK, from);
    yield parseJson(utf8.decode(bytes.subarray(from, end))) as unknown as Line;
    from = end + 1;
  }
}

const utf8 = new TextDecoder();

function roomFor(bytes: number): Buffer {
  return Buffer.from(new SharedArrayBuffer(bytes));
}
