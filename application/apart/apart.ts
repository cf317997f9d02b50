import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { FairQueue } from './fair-queue.ts';

/** How far a job may go, and how many there may be. */
export interface Limits {
  /** The maximum number of threads; they start when they are needed. */
  readonly threads: number;
  /** The maximum processor time of a job, in milliseconds: a machine busy with something else makes no job late. */
  readonly processorMs: number;
  /** The maximum memory of a thread, in megabytes: its heap, and what lies outside of it. */
  readonly megabytes: number;
  /** The maximum number of jobs that wait on one account. */
  readonly waiting: number;
  /** How long a thread waits for its next job before it ends and gives its memory back, in milliseconds; none: it stays. */
  readonly idleMs?: number;
}

/** For what is asked for now and then. */
export const SOME_MINUTES = 5 * 60_000;

/** What a job asked too much of: processor time, memory, or places in the queue. */
export type Excess = 'time' | 'memory' | 'queue';

/** A job that went too far; its thread was ended, unless it never began. */
export class TooMuch extends Error {
  override name = 'TooMuch';
  readonly excess: Excess;

  constructor(excess: Excess) {
    super(`A job run apart asked for too much (${excess})`);
    this.excess = excess;
  }
}

/** Work that somebody's input decides the length of, in threads that serve nothing else. */
export interface Apart<Input, Output> {
  /**
   * Runs a job, on the account of a person or a circuit: at most one at a time for each.
   * @throws {TooMuch}
   */
  run(of: readonly string[], input: Input): Promise<Output>;
  /** Starts a thread before it is needed. */
  warm(): void;
  close(): Promise<void>;
}

/** What a thread says: that it begins, then what it found. */
export type Said<Output> = { readonly begun: true } | { readonly output: Output } | { readonly fault: string };

interface Job<Input, Output> {
  readonly of: readonly string[];
  readonly input: Input;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: Error) => void;
}

/** How often a job under way is looked at. */
const WATCH_MS = 100;
/** By the clock, that many times the processor time: for what waits and computes nothing. */
const CLOCK_FACTOR = 5;
/** Time given to a thread to start, apart from the time given to a job. */
const START_MS = 60_000;
const MEGABYTE = 1024 * 1024;

/**
 * V8 reads as each thread begins how much space its young objects have: the process was told more (config/memory.ts), which
 * `resourceLimits` would not change, and what is judged apart, one piece of work after the other, needs no more than this.
 */
const YOUNG_MEGABYTES = 4;
setFlagsFromString(`--min-semi-space-size=${YOUNG_MEGABYTES}`);
setFlagsFromString(`--max-semi-space-size=${YOUNG_MEGABYTES}`);

/** Opens threads that run `script`, which answers with `answerApart`. */
export function openApart<Input, Output>(script: URL, limits: Limits): Apart<Input, Output> {
  const queue = new FairQueue<Job<Input, Output>>();
  /** Each with the end of its wait, where it has one. */
  const idle = new Map<Worker, NodeJS.Timeout | undefined>();
  const all = new Set<Worker>();
  let closed = false;

  const start = (): Worker => {
    const worker = new Worker(script, {
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stderr: true,
      stdout: true,
    });
    worker.unref();
    all.add(worker);
    // Between two jobs a fault has nobody to answer to; the next job starts another thread.
    worker.on('error', () => {});
    worker.once('exit', () => {
      all.delete(worker);
      leave(worker);
    });
    return worker;
  };

  const rest = (worker: Worker): void => {
    const end = (): void => {
      // Whoever comes while it ends is given another.
      leave(worker);
      all.delete(worker);
      void worker.terminate();
    };
    idle.set(worker, limits.idleMs === undefined ? undefined : setTimeout(end, limits.idleMs).unref());
  };

  const leave = (worker: Worker): void => {
    clearTimeout(idle.get(worker));
    idle.delete(worker);
  };

  const advance = (): void => {
    while (idle.size > 0 || all.size < limits.threads) {
      const job = queue.next();
      if (job === undefined) return;
      const worker = [...idle.keys()].at(-1) ?? start();
      leave(worker);
      void runIn<Input, Output>(worker, job.input, limits)
        .then(job.resolve, job.reject)
        .then(() => {
          queue.end(job);
          if (all.has(worker)) rest(worker);
          // Its successor starts at once: whoever comes next does not wait for it.
          else if (!closed && idle.size === 0) rest(start());
          advance();
        });
    }
  };

  return {
    run(of, input) {
      if (closed) return Promise.reject(new Error('The threads are closed'));
      if (of.some((account) => queue.waiting(account) >= limits.waiting)) return Promise.reject(new TooMuch('queue'));
      return new Promise((resolve, reject) => {
        queue.add({ of, input, resolve, reject });
        advance();
      });
    },
    warm() {
      if (all.size === 0) rest(start());
    },
    async close() {
      closed = true;
      for (const { reject } of queue.clear()) reject(new Error('The threads are closed'));
      await Promise.all(Array.from(all, (worker) => worker.terminate()));
    },
  };
}

/** Runs one job in an idle thread; one that goes too far is ended, and gone when this answers. */
function runIn<Input, Output>(worker: Worker, input: Input, limits: Limits): Promise<Output> {
  return new Promise((resolve, reject) => {
    let ended: Excess | undefined;
    let watch: NodeJS.Timeout | undefined;
    const end = (excess: Excess): void => {
      ended ??= excess;
      void worker.terminate();
    };
    let clock = setTimeout(end, START_MS, 'time');
    const settle = (answer: () => void): void => {
      clearTimeout(clock);
      clearInterval(watch);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      answer();
    };
    const onMessage = (said: Said<Output>): void => {
      if ('output' in said) settle(() => resolve(said.output));
      else if ('fault' in said) settle(() => reject(new Error(said.fault)));
      else {
        clearTimeout(clock);
        clock = setTimeout(end, limits.processorMs * CLOCK_FACTOR, 'time');
        watch = watched(worker, limits, end);
      }
    };
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') ended ??= 'memory';
    };
    const onExit = (): void =>
      settle(() => reject(ended === undefined ? new Error('A thread ended by itself') : new TooMuch(ended)));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(input);
  });
}

/** Looks at a job while it runs: V8 limits the heap of a thread, and nothing limits its buffers nor its time. */
function watched(worker: Worker, limits: Limits, end: (excess: Excess) => void): NodeJS.Timeout {
  let before: NodeJS.CpuUsage | undefined;
  const look = async (): Promise<void> => {
    const [spent, heap] = await Promise.all([worker.cpuUsage(), worker.getHeapStatistics()]);
    before ??= spent;
    const ms = (spent.user + spent.system - before.user - before.system) / 1_000;
    if (ms > limits.processorMs) end('time');
    else if (heap.used_heap_size + heap.external_memory > limits.megabytes * MEGABYTE) end('memory');
  };
  // A thread that ends meanwhile has nothing to say.
  return setInterval(() => void look().catch(() => {}), WATCH_MS).unref();
}
