import type { ActivatedJob, Engine } from '../processing/protocol.ts';
import { Refused } from './refused.ts';

/** What a client asks for when it polls. */
export interface Poll {
  readonly type: string;
  readonly worker: string;
  readonly timeout: number;
  readonly maxJobs: number;
  readonly fetchVariables?: readonly string[];
  /** How long to wait for a first job; 0 or less answers at once. */
  readonly waitMs: number;
  /** The client went away. */
  readonly signal: AbortSignal;
}

/** Each poll holds a call and a timer; more than this are not workers. */
const MAX_POLLS = 10_000;

interface Queue {
  /** Polls under way: without any, the queue is forgotten. */
  polls: number;
  /** Polls that found nothing, first come first served. */
  readonly waiting: Set<() => void>;
  /** Grows at each sign of new jobs: shows whether one came while looking. */
  signs: number;
  stop(): void;
}

/**
 * Long polling over an engine that only says « there are jobs now ». One waiter is woken per sign, not the crowd, and
 * it wakes the next one when it leaves jobs behind; nothing ever turns in a loop.
 */
export class JobPolls {
  readonly #engine: Engine;
  readonly #queues = new Map<string, Queue>();
  #polls = 0;
  #closed = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /**
   * Answers with jobs as soon as there is one, or with none once the wait is over or the client is gone. Throws `Refused`
   * when too many wait already.
   */
  async activate(poll: Poll): Promise<ActivatedJob[]> {
    if (this.#closed) throw new Refused('UNAVAILABLE', 'The engine is being stopped');
    if (this.#polls >= MAX_POLLS)
      throw new Refused('RESOURCE_EXHAUSTED', `More than ${MAX_POLLS} polls for jobs are waiting: try again later`);
    const queue = this.#queue(poll.type);
    this.#polls += 1;
    queue.polls += 1;
    try {
      return await this.#poll(queue, poll);
    } finally {
      this.#polls -= 1;
      queue.polls -= 1;
      if (queue.polls === 0) this.#forget(poll.type, queue);
    }
  }

  async #poll(queue: Queue, poll: Poll): Promise<ActivatedJob[]> {
    const until = performance.now() + poll.waitMs;
    while (!poll.signal.aborted) {
      const signs = queue.signs;
      const { jobs, more } = await this.#engine.execute('ACTIVATE_JOBS', {
        type: poll.type,
        worker: poll.worker,
        timeout: poll.timeout,
        maxJobsToActivate: poll.maxJobs,
        ...(poll.fetchVariables === undefined ? {} : { fetchVariables: [...poll.fetchVariables] }),
      });
      if (jobs.length === 0 && more) continue;
      if (more) wakeOne(queue);
      if (jobs.length > 0) return await this.#unlessGone(poll, jobs);
      const left = until - performance.now();
      if (left <= 0 || this.#closed) return [];
      // the client may have left while the jobs were looked for: it would be waited for in vain
      if (queue.signs === signs && !poll.signal.aborted) await this.#wait(queue, poll.signal, left);
    }
    // Woken and gone in one breath: the sign belongs to someone else.
    wakeOne(queue);
    return [];
  }

  /**
   * Jobs leased for a client that did not get them are for someone else at once, not when their lease ends. Of an engine
   * that stops meanwhile, the lease will.
   */
  async giveBack(jobs: readonly ActivatedJob[]): Promise<void> {
    if (jobs.length === 0) return;
    const leases = jobs.map(({ key, deadline }) => ({ jobKey: key, deadline }));
    await this.#engine.execute('RETURN_JOBS', { leases }).catch(() => undefined);
  }

  /** Polls that wait now. */
  get waiting(): number {
    let total = 0;
    for (const queue of this.#queues.values()) total += queue.waiting.size;
    return total;
  }

  /** Whoever waits is answered with nothing, and nobody waits any more. */
  close(): void {
    this.#closed = true;
    for (const queue of this.#queues.values()) {
      queue.stop();
      for (const wake of [...queue.waiting]) wake();
    }
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  async #unlessGone(poll: Poll, jobs: ActivatedJob[]): Promise<ActivatedJob[]> {
    if (!poll.signal.aborted) return jobs;
    await this.giveBack(jobs);
    return [];
  }

  #queue(type: string): Queue {
    const known = this.#queues.get(type);
    if (known !== undefined) return known;
    const queue: Queue = {
      polls: 0,
      waiting: new Set(),
      signs: 0,
      stop: this.#engine.onJobsAvailable(type, () => {
        queue.signs += 1;
        wakeOne(queue);
      }),
    };
    this.#queues.set(type, queue);
    return queue;
  }

  /** Clients name the types: one for each that was ever named would fill the memory. */
  #forget(type: string, queue: Queue): void {
    queue.stop();
    if (this.#queues.get(type) === queue) this.#queues.delete(type);
  }

  #wait(queue: Queue, signal: AbortSignal, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        queue.waiting.delete(done);
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(ms, 2 ** 31 - 1));
      signal.addEventListener('abort', done);
      queue.waiting.add(done);
    });
  }
}

function wakeOne(queue: Queue): void {
  const [first] = queue.waiting;
  first?.();
}
