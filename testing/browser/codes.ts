import { setTimeout as pause } from 'node:timers/promises';
import { generateSync } from 'otplib';

const STEP_SECONDS = 30;
const stepNow = () => Math.floor(Date.now() / 1000 / STEP_SECONDS);
const codeOf = (secret: string, step: number) => generateSync({ secret, epoch: step * STEP_SECONDS });

/**
 * The codes of one authenticator. The portal takes each once, and those of the step before and after the present one:
 * two signatures in the same half minute use this step's code, then the next one's.
 */
export class Authenticator {
  readonly #secret: string;
  #spent = 0;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** A code that is right and was not used. */
  async right(): Promise<string> {
    const step = Math.max(this.#spent + 1, stepNow());
    // Only a third signature within a minute has to wait, as its signer would.
    while (step > stepNow() + 1) await pause(500);
    this.#spent = step;
    return codeOf(this.#secret, step);
  }

  /** A code that no clock would show these minutes. */
  wrong(): string {
    const near = new Set([-2, -1, 0, 1, 2].map((offset) => codeOf(this.#secret, stepNow() + offset)));
    return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.has(code)) ?? '';
  }
}
