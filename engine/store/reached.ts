import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { sumOf } from './sums.ts';

/** All that is written has this length: it replaces what was there in one stroke. */
const DIGITS = 16;

/**
 * The position that was reached, in a file beside the store: written after each commit is on disk, so never ahead of
 * it. SQLite takes a log that is missing, or damaged, for one that ends there; this shows that more was acknowledged.
 * It is not flushed: a killed engine leaves it exact, a power cut may leave an older one, which claims less.
 */
export class Reached {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o666);
  }

  /** 0 when nothing can be read there: it claims nothing. */
  read(): number {
    const text = Buffer.alloc(DIGITS + 12);
    readSync(this.#file, text, 0, text.length, 0);
    const [position = '', sum] = text.toString().trim().split(' ');
    return String(sumOf('reached', position)).padStart(10, '0') === sum ? Number(position) : 0;
  }

  /** A disk that does not take it leaves an older one there: no reason to fail for. */
  write(position: number): void {
    const digits = String(position).padStart(DIGITS, '0');
    const sum = String(sumOf('reached', digits)).padStart(10, '0');
    try {
      writeSync(this.#file, `${digits} ${sum}\n`, 0);
    } catch {}
  }

  close(): void {
    closeSync(this.#file);
  }
}
