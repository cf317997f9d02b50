/** Notifies those who wait for jobs of a type that there are some. */
export class JobSubscriptions {
  readonly #listeners = new Map<string, Set<() => void>>();

  subscribe(jobType: string, callback: () => void): () => void {
    const listeners = this.#listeners.get(jobType) ?? new Set();
    this.#listeners.set(jobType, listeners.add(callback));
    return () => {
      listeners.delete(callback);
      if (listeners.size === 0 && this.#listeners.get(jobType) === listeners) this.#listeners.delete(jobType);
    };
  }

  notify(jobTypes: Iterable<string>): void {
    if (this.#listeners.size === 0) return;
    for (const jobType of jobTypes) {
      for (const callback of [...(this.#listeners.get(jobType) ?? [])]) callback();
    }
  }
}
