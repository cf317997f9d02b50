import { generateSync } from 'otplib';

const STEP_SECONDS = 30;
const MARGIN_MS = 3_000;

/** The step of 30 s in which an instant falls. */
const stepAt = (ms: number) => Math.floor(ms / 1000 / STEP_SECONDS);

/**
 * One-time codes that the portal has not seen: it takes each once, and that of half a minute ago too, for people who type
 * slowly. So two can be had at once; the third waits for the next step. One instance per secret.
 */
export class OneTimeCodes {
  readonly #secret: string;
  #lastStep = 0;

  constructor(secret: string) {
    this.#secret = secret;
  }

  async next(): Promise<string> {
    // A step that is about to end would be too old once the code is there.
    const step = Math.max(this.#lastStep + 1, stepAt(Date.now() + MARGIN_MS) - 1);
    this.#lastStep = step;
    const wait = step * STEP_SECONDS * 1000 - Date.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait + 500));
    return generateSync({ secret: this.#secret, epoch: step * STEP_SECONDS });
  }
}
