import { stat } from 'node:fs/promises';

/** As long as the log may get while searches follow one another. */
const MAX_BYTES = 64_000_000;

/**
 * SQLite begins its log anew only while nobody reads it: where one search follows the other it would grow without end.
 * Once it is long, the next search waits until the writer has made room.
 */
export class LogLength {
  readonly #file: string;
  readonly #shorten: () => Promise<unknown>;
  /** How long it was when room was last made: the file stays as long, and is written over. */
  #known = MAX_BYTES;

  constructor(file: string, shorten: () => Promise<unknown>) {
    this.#file = file;
    this.#shorten = shorten;
  }

  /** Resolves once a search may begin. */
  async bound(): Promise<void> {
    const size = await stat(`${this.#file}-wal`).then(
      (found) => found.size,
      () => 0,
    );
    if (size <= this.#known) return;
    this.#known = size;
    // it can wait until the next search
    await this.#shorten().catch(() => undefined);
  }
}
