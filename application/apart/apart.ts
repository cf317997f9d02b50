import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { FairQueue } from './fair-queue.ts';

/** Limits of jobs and of their number. */
export interface Limits {
  /** The maximum number of threads; they start when they are needed. */
  readonly threads: number;
  /**
   * The maximum processor time of a job, in milliseconds; not wall-clock time, so that a busy
   * machine makes no job late.
   */
  readonly processorMs: number;
  /** The maximum memory of a thread, in megabytes: its heap, and what lies outside of it. */
  readonly megabytes: number;
  /** The maximum number of jobs that wait on one account. */
  readonly waiting: number;
  /**
   * How long a thread waits for its next job before it ends and frees its memory, in milliseconds;
   * none: it stays.
   */
  readonly idleMs?: number;
}

/** Idle time of threads that serve occasional requests. */
export const SOME_MINUTES = 5 * 60_000;

/** Which limit a job exceeded: processor time, memory, or places in the queue. */
export type Excess = 'time' | 'memory' | 'queue';

/** Thrown when a job exceeds a limit; its thread was ended, unless the job never began. */
export class TooMuch extends Error {
  override name = 'TooMuch';
  readonly excess: Excess;

  constructor(excess: Excess) {
    super(`A job run apart asked for too much (${excess})`);
    this.excess = excess;
  }
}

/** Runs work whose duration depends on somebody's input, in threads that serve nothing else. */
export interface Apart<Input, Output> {
  /**
   * Runs a job on the account of people or circuits: at most one at a time for each account.
   * @throws {TooMuch}
   */
  run(of: readonly string[], input: Input): Promise<Output>;
  /** Starts a thread in advance. */
  warm(): void;
  close(): Promise<void>;
}

/** Messages from a thread: a job begins, then its result or its fault. */
export type Said<Output> = { readonly begun: true } | { readonly output: Output } | { readonly fault: string };

interface Job<Input, Output> {
  readonly of: readonly string[];
  readonly input: Input;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: Error) => void;
}

/** Interval at which a job under way is measured. */
const WATCH_MS = 100;
/**
 * Wall-clock limit, as a multiple of the processor time: for a job that waits without computing.
 */
const CLOCK_FACTOR = 5;
/** Time allowed for a thread to start, not counted in a job's own. */
const START_MS = 60_000;
const MEGABYTE = 1024 * 1024;

/**
 * Size of V8's young generation, read as each thread begins. The process was given a larger one
 * (config/memory.ts), which `resourceLimits` would not reduce, and jobs run one after the other
 * need no more than this.
 */
const YOUNG_MEGABYTES = 4;
setFlagsFromString(`--min-semi-space-size=${YOUNG_MEGABYTES}`);
setFlagsFromString(`--max-semi-space-size=${YOUNG_MEGABYTES}`);

/** Opens threads that run `script`, which answers with `answerApart`. */
export function openApart<Input, Output>(script: URL, limits: Limits): Apart<Input, Output> {
  const queue = new FairQueue<Job<Input, Output>>();
  /** Idle threads, each with the timer that ends it, if any. */
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
    // A fault between two jobs concerns no caller; the next job starts another thread.
    worker.on('error', () => {});
    worker.once('exit', () => {
      all.delete(worker);
      leave(worker);
    });
    return worker;
  };

  const rest = (worker: Worker): void => {
    const end = (): void => {
      // A job that comes while it ends gets another thread.
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
          // Its successor starts at once, so that the next job does not wait for it.
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

/**
 * Runs one job in an idle thread; if the job exceeds a limit, its thread has ended when this
 * rejects.
 */
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

/**
 * Measures a job while it runs: V8 limits the heap of a thread, but neither its buffers nor its
 * time.
 */
function watched(worker: Worker, limits: Limits, end: (excess: Excess) => void): NodeJS.Timeout {
  let before: NodeJS.CpuUsage | undefined;
  const look = async (): Promise<void> => {
    const [spent, heap] = await Promise.all([worker.cpuUsage(), worker.getHeapStatistics()]);
    before ??= spent;
    const ms = (spent.user + spent.system - before.user - before.system) / 1_000;
    if (ms > limits.processorMs) end('time');
    else if (heap.used_heap_size + heap.external_memory > limits.megabytes * MEGABYTE) end('memory');
  };
  // The thread ended meanwhile.
  return setInterval(() => void look().catch(() => {}), WATCH_MS).unref();
}
