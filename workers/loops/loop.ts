import type { Log } from '../log.ts';
import { logFault } from '../steps/fault.ts';

/** Something done again and again until it is stopped. */
export interface Loop {
  /** Takes the next turn now instead of at its time. */
  wake(): void;
  /** Lets the current turn finish, then stops. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  readonly name: string;
  readonly everyMs: number;
  /** True when there is more to do at once. A turn that fails is logged and tried again at its time. */
  readonly turn: () => Promise<boolean>;
  readonly log: Log;
}

/** Runs `turn` every so often, never two at a time. */
export function startLoop({ name, everyMs, turn, log }: LoopOptions): Loop {
  let stopping = false;
  let woken = false;
  let resume = () => {};
  const run = async () => {
    while (!stopping) {
      woken = false;
      let more = false;
      try {
        more = await turn();
      } catch (error) {
        logFault(log, error, { loop: name }, 'a turn failed; it will be tried again');
      }
      if (!more && !woken && !stopping) await pause();
    }
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      resume = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const ended = run();
  return {
    wake: () => {
      woken = true;
      resume();
    },
    stop: async () => {
      stopping = true;
      resume();
      await ended;
    },
  };
}
