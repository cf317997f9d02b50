/** What the database and the judges take of one batch, with people beside it. */
const AT_ONCE = 4;

/**
 * Does the same with each, some at a time.
 * @throws what one threw, once none is under way any more
 */
export async function beside<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const done = await Promise.allSettled(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
  for (const each of done) if (each.status === 'rejected') throw each.reason;
}
