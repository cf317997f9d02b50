import { type CompilerLimits, CompilerProcess } from './compiler-process.ts';
import type { PageTerms } from './page/judge-page.ts';

/** How long acts must have been asked for one after the other for a second process to be worth its start. */
const BUSY_MS = 500;
/** Nothing to do for so long: what comes next comes alone. */
const PAUSE_MS = 250;
/** A second process that nothing was asked of for so long is stopped: it holds more than a hundred megabytes. */
const IDLE_MS = 60_000;

/**
 * The compiler's processes: one, and a second one while there is more to draw than it can, as when a fold of a signing desk
 * opens. Nobody waits for the second to start.
 */
export class Compilers {
  readonly #limits: CompilerLimits;
  readonly #first: CompilerProcess;
  #second: CompilerProcess | undefined;
  #busySince = 0;
  #endedAt = Number.NEGATIVE_INFINITY;
  #idle: NodeJS.Timeout | undefined;

  constructor(limits: CompilerLimits) {
    this.#limits = limits;
    this.#first = new CompilerProcess(limits);
  }

  /** Draws `act.typ` in its frame and reads the pages back, after what was asked before. */
  compile(files: Map<string, Uint8Array>, timestamp: number, terms: PageTerms): Promise<Uint8Array> {
    return this.#given((compiler) => compiler.compile(files, timestamp, terms));
  }

  /** The visas of a template in plain words, after what was asked before; null: they are its own to draw. */
  visasOf(files: Map<string, Uint8Array>): Promise<readonly string[] | null> {
    return this.#given((compiler) => compiler.visasOf(files));
  }

  /** Reads the pages of a drawn act, after what was asked before. */
  readBack(pdf: Uint8Array, terms: PageTerms): Promise<void> {
    return this.#given((compiler) => compiler.readBack(pdf, terms));
  }

  /**
   * Starts the first process before it is needed; if it cannot start, the next work tries again and
   * gets the error.
   */
  warm(): void {
    this.#first.warm();
  }

  /** Stops the processes once what was asked for is over. */
  async close(): Promise<void> {
    await Promise.all([this.#first.close(), this.#dismiss()]);
  }

  async #given<T>(work: (compiler: CompilerProcess) => Promise<T>): Promise<T> {
    const now = performance.now();
    const isBusy = this.#first.waiting > 0;
    if (!isBusy && now - this.#endedAt > PAUSE_MS) this.#busySince = now;
    if (isBusy && now - this.#busySince > BUSY_MS) this.#call();
    const second = this.#second;
    const goesFirst = second?.isReady !== true || this.#first.waiting <= second.waiting;
    if (!goesFirst) this.#call();
    return work(goesFirst ? this.#first : second).finally(() => {
      this.#endedAt = performance.now();
    });
  }

  /** Has the second process there, and stay a while. */
  #call(): void {
    if (this.#second === undefined) {
      this.#second = new CompilerProcess(this.#limits);
      this.#second.warm();
    }
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.#dismiss(), IDLE_MS).unref();
  }

  async #dismiss(): Promise<void> {
    const second = this.#second;
    this.#second = undefined;
    clearTimeout(this.#idle);
    await second?.close();
  }
}
