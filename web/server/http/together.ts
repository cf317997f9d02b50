import { forEveryone } from '#prisma/connection/caller-pool.ts';

/** Asks once for all who ask meanwhile: whoever leaves takes the answer from nobody. */
export function together<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let underWay: Promise<Answer> | null = null;
  return () => {
    underWay ??= forEveryone(ask).finally(() => {
      underWay = null;
    });
    return underWay;
  };
}
