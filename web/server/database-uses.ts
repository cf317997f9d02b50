import type { DatabaseOptions } from '#prisma/client.ts';

/**
 * Connections apart, so that no use of the database holds another up, and how long a statement of each may take. Twenty-two
 * in all, beside the two that listen; workers/main.ts has its own.
 */
export const DATABASE_USES = {
  /** Pages and what people do on them: over ten seconds nobody waits any more, and others do. */
  people: { connections: 16, statementMs: 10_000 },
  /** What live screens ask, the answers of the workers, health: short, and never behind a page. */
  live: { connections: 4, statementMs: 5_000 },
  /** Exports and the journal: few at a time, and as long as they need. */
  heavy: { connections: 2, statementMs: 120_000, transactionMs: 180_000 },
} as const satisfies Record<string, DatabaseOptions>;
