/** Something to do, and on whose account: people, circuits. */
export interface Accountable {
  readonly of: readonly string[];
}

/**
 * Who goes next: never two jobs on one account at a time, and of those that can begin, the one whose accounts were served
 * longest ago. One person's work queues behind their own, and so does the work that one circuit gives.
 */
export class FairQueue<Job extends Accountable> {
  readonly #waiting: Job[] = [];
  readonly #busy = new Set<string>();
  readonly #served = new Map<string, number>();
  #turn = 0;

  add(job: Job): void {
    this.#waiting.push(job);
  }

  /** How many jobs wait on this account. */
  waiting(account: string): number {
    return this.#waiting.filter(({ of }) => of.includes(account)).length;
  }

  /** The next job, which begins; undefined when none can. */
  next(): Job | undefined {
    let chosen: Job | undefined;
    let longestAgo = Number.POSITIVE_INFINITY;
    for (const job of this.#waiting) {
      if (job.of.some((account) => this.#busy.has(account))) continue;
      const last = Math.max(0, ...job.of.map((account) => this.#served.get(account) ?? 0));
      if (last < longestAgo) [chosen, longestAgo] = [job, last];
    }
    if (chosen === undefined) return undefined;
    this.#waiting.splice(this.#waiting.indexOf(chosen), 1);
    this.#turn += 1;
    for (const account of chosen.of) {
      this.#busy.add(account);
      this.#served.set(account, this.#turn);
    }
    return chosen;
  }

  /** The job is over. */
  end(job: Job): void {
    for (const account of job.of) this.#busy.delete(account);
    if (this.#waiting.length === 0 && this.#busy.size === 0) this.#served.clear();
  }

  /** Takes out all that waits. */
  clear(): Job[] {
    return this.#waiting.splice(0);
  }
}
