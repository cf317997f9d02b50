/** A job, with the accounts it is done for: people, circuits. */
export interface Accountable {
  readonly of: readonly string[];
}

/**
 * Queue that never runs two jobs of one account at a time and, among those that can begin, picks
 * the one whose accounts were served longest ago. The jobs of one person, or of one circuit, delay
 * only each other.
 */
export class FairQueue<Job extends Accountable> {
  readonly #waiting: Job[] = [];
  readonly #busy = new Set<string>();
  readonly #served = new Map<string, number>();
  #turn = 0;

  add(job: Job): void {
    this.#waiting.push(job);
  }

  /** Returns how many jobs wait on this account. */
  waiting(account: string): number {
    return this.#waiting.filter(({ of }) => of.includes(account)).length;
  }

  /** Takes the next job that can begin; undefined when none can. */
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

  /** Marks a job as done. */
  end(job: Job): void {
    for (const account of job.of) this.#busy.delete(account);
    if (this.#waiting.length === 0 && this.#busy.size === 0) this.#served.clear();
  }

  /** Removes and returns all waiting jobs. */
  clear(): Job[] {
    return this.#waiting.splice(0);
  }
}
