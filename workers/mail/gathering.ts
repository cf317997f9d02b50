/**
 * Writes what comes, at once: what comes while something is being written is written together, next. Each is answered as the
 * writing that it was part of ends.
 */
export function gathering<One>(write: (all: readonly One[]) => Promise<void>): (one: One) => Promise<void> {
  let waiting: One[] = [];
  let next: Promise<void> | undefined;
  let current: Promise<void> = Promise.resolve();
  return (one) => {
    waiting.push(one);
    next ??= current
      .catch(() => {})
      .then(() => {
        const all = waiting;
        waiting = [];
        next = undefined;
        current = write(all);
        return current;
      });
    return next;
  };
}
