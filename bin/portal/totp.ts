import { generateSync } from 'otplib';
import { PortalRefusal } from './refusal.ts';

const STEP_SECONDS = 30;
const MARGIN_MS = 3_000;
/** Codes that may be found spent by others who share the account: another run, the demonstration's own story. */
const SPENT_CODES = 3;

/** The step of 30 s in which an instant falls. */
const stepAt = (ms: number) => Math.floor(ms / 1000 / STEP_SECONDS);

/**
 * One-time codes that the portal has not seen: it takes each once, and those of half a minute ago and to come too, for
 * people who type slowly and clocks that differ. So three can be had at once; the fourth waits for the next step.
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
    const wait = (step - 1) * STEP_SECONDS * 1000 - Date.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait + 500));
    return generateSync({ secret: this.#secret, epoch: step * STEP_SECONDS });
  }

  /** A code that no clock would show these minutes. */
  wrong(): string {
    const near = [-2, -1, 0, 1, 2].map((offset) => (stepAt(Date.now()) + offset) * STEP_SECONDS);
    const shown = new Set(near.map((epoch) => generateSync({ secret: this.#secret, epoch })));
    return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !shown.has(code)) ?? '';
  }
}

const kept = new Map<string, OneTimeCodes>();

/** The codes of an account on a portal: a sign-in and the signatures that follow draw from the same. */
export function codesOf(portal: string, secret: string): OneTimeCodes {
  const key = `${portal} ${secret}`;
  const codes = kept.get(key) ?? new OneTimeCodes(secret);
  kept.set(key, codes);
  return codes;
}

/** Gives a code; one that was spent a moment ago is followed by the next. */
export async function withCode<T>(codes: OneTimeCodes, give: (code: string) => Promise<T>): Promise<T> {
  for (let spent = 0; ; spent++) {
    try {
      return await give(await codes.next());
    } catch (error) {
      const isSpent = error instanceof PortalRefusal && ['code-replayed', 'code-wrong'].includes(error.code);
      if (!isSpent || spent === SPENT_CODES) throw error;
    }
  }
}
