/**
 * Number of lines handled at once, so that the database and the form judges still serve people
 * meanwhile.
 */
const AT_ONCE = 4;

/**
 * Runs the same work on each item, a few at a time.
 * @throws the first error, once no work is under way
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
