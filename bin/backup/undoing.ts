const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** As shells say that a command was interrupted. */
const INTERRUPTED = 130;

/** What a command has begun and does not leave behind, whether it fails, ends or is interrupted. */
export interface Undoing {
  add(work: () => Promise<unknown>): void;
  /** Undoes all of it, last first. */
  undo(): Promise<void>;
  /** From now on an interruption undoes nothing, nor ends anything: until `end`. */
  hold(): void;
  /** Interruptions are no longer waited for. */
  end(): void;
}

let interruptedOnce = false;
/** Whether this command was interrupted: what fails then fails for that. */
export const wasInterrupted = (): boolean => interruptedOnce;

/** Waits for interruptions, from now on. */
export function undoing(): Undoing {
  let works: (() => Promise<unknown>)[] = [];
  let held = false;
  const undo = async () => {
    const last = works.reverse();
    works = [];
    for (const work of last) await work().catch(() => {});
  };
  const interrupted = () => {
    if (held) return;
    interruptedOnce = true;
    void undo().finally(() => process.exit(INTERRUPTED));
  };
  for (const signal of SIGNALS) process.on(signal, interrupted);
  return {
    add: (work) => void works.push(work),
    undo,
    hold: () => {
      held = true;
    },
    end: () => {
      for (const signal of SIGNALS) process.off(signal, interrupted);
    },
  };
}
