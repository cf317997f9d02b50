import { generateSync } from 'otplib';

const STEP_SECONDS = 30;
const MARGIN_SECONDS = 3;

/** The step of 30 s in which an instant falls. */
const stepAt = (ms: number) => Math.floor(ms / 1000 / STEP_SECONDS);

/**
 * A one-time code that the portal has not seen: each code is accepted once, so the next one waits for the next step.
 * One instance per secret.
 */
export class OneTimeCodes {
  readonly #secret: string;
  #lastStep = -1;

  constructor(secret: string) {
    this.#secret = secret;
  }

  async next(): Promise<string> {
    let now = Date.now();
    const ending = STEP_SECONDS - ((now / 1000) % STEP_SECONDS) < MARGIN_SECONDS;
    const step = Math.max(this.#lastStep + 1, stepAt(now) + (ending ? 1 : 0));
    const wait = step * STEP_SECONDS * 1000 - now;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait + 500));
    now = Date.now();
    this.#lastStep = stepAt(now);
    return generateSync({ secret: this.#secret });
  }
}
