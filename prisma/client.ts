import { PrismaPg } from '@prisma/adapter-pg';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { statementNames } from './statement-names.ts';

export { Prisma } from './generated/client.ts';

/** What a repository needs to read or write: the client itself or a transaction of it. */
export type Tx = Prisma.TransactionClient;

/** An open pool on PostgreSQL. Whoever opens it closes it. */
export interface Database {
  readonly prisma: PrismaClient;
  /** All or nothing. The rows, the audit event and the outbox command of one fact go together. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections at most; 10 by default. */
  connections?: number;
  /** Called when an idle connection breaks: the pool opens another by itself, so this is only worth a log line. */
  onConnectionError?: (error: Error) => void;
}

/** Opens the database lazily: no connection is made until the first query, and a lost one is replaced. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const onError = options.onConnectionError ?? (() => {});
  const adapter = new PrismaPg(
    // Bounded waits: with the database away, a person gets an answer within seconds instead of watching a page hang.
    {
      connectionString: url,
      max: options.connections ?? 10,
      connectionTimeoutMillis: 5_000,
      application_name: 'harmonie',
      // The adapter writes instants in UTC without saying so: a session in any other zone would shift all of them.
      options: '-c timezone=UTC',
    },
    { onPoolError: onError, onConnectionError: onError, statementNameGenerator: statementNames() },
  );
  const prisma = new PrismaClient({ adapter, transactionOptions: { maxWait: 5_000, timeout: 20_000 } });
  return {
    prisma,
    transaction: (work) => prisma.$transaction(work),
    close: () => prisma.$disconnect(),
  };
}
