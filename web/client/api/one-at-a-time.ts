/** Has work done one at a time: whoever asks while some is under way waits for it, and for whoever asked before. */
export class OneAtATime {
  #running: Promise<unknown> | null = null;

  /** @throws what the work throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    // Several may have waited for the same work: the first of them is under way again when the next looks.
    while (this.#running) await this.#running.catch(() => undefined);
    const run = work();
    this.#running = run;
    try {
      return await run;
    } finally {
      this.#running = null;
    }
  }
}
