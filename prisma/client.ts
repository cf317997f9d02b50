import { PrismaPg } from '@prisma/adapter-pg';
import { CallerPool } from './connection/caller-pool.ts';
import { type RawSql, rawSqlOn } from './connection/raw-sql.ts';
import { statementNames } from './connection/statement-names.ts';
import { inTransaction, lending } from './connection/transaction.ts';
import { type Prisma, PrismaClient } from './generated/client.ts';

export { Prisma } from './generated/client.ts';

/** What a repository reads and writes with: the client itself or a transaction of it. */
export type Tx = Omit<Prisma.TransactionClient, keyof RawSql> & RawSql;

/** An open pool on PostgreSQL, closed by the code that opened it. */
export interface Database {
  readonly prisma: PrismaClient & RawSql;
  /**
   * Runs work in one transaction: all or nothing. The rows, the audit event and the outbox command
   * of one fact go together.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Limits of a pool, and what to call when a connection breaks. */
export interface DatabaseOptions {
  /** Max connections; 10 by default. */
  connections?: number;
  /**
   * Timeout of one statement in milliseconds, waits for locks included; 0 (the default) for none.
   */
  statementMs?: number;
  /** Timeout of a transaction in milliseconds; 20,000 by default. */
  transactionMs?: number;
  /**
   * Plans each statement once a connection, for any values (`force_generic_plan`), instead of five
   * times for the values at hand and again when PostgreSQL hopes for better. For processes that
   * query by keys, whose plan never depends on the values; not for searches.
   */
  byKeys?: boolean;
  /**
   * Called when an idle connection breaks: the pool opens another by itself, so a log line is
   * enough.
   */
  onConnectionError?: (error: Error) => void;
}

/** Wraps a transaction as a database: a transaction opened on it is part of that one. */
export const within = (tx: Tx): Database => ({
  // What a transaction lacks of the client (connect, listen) is never called on one.
  prisma: tx as PrismaClient & RawSql,
  transaction: (work) => work(tx),
  close: () => Promise.reject(new Error('a transaction ends with the work that it was opened for')),
});

/** Opens the database lazily: no connection is made until the first query, and a lost one is replaced. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const onError = options.onConnectionError ?? (() => {});
  const { connections = 10, statementMs = 0, transactionMs = 20_000, byKeys = false } = options;
  // Bounded waits: with the database away, a person gets an answer within seconds instead of watching a page hang.
  const pool = new CallerPool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    // Plans go with their connection: with the default of ten seconds, each burst would plan again.
    idleTimeoutMillis: 600_000,
    application_name: 'harmonie',
    // The adapter writes instants in UTC without an offset: a session in any other zone would shift
    // them all.
    options: `-c timezone=UTC -c statement_timeout=${statementMs}${byKeys ? ' -c plan_cache_mode=force_generic_plan' : ''}`,
  });
  const factory = new PrismaPg(pool, {
    disposeExternalPool: true,
    onPoolError: onError,
    onConnectionError: onError,
    statementNameGenerator: statementNames(),
  });
  const adapter = factory.connect().then(lending);
  let made: PrismaClient | undefined;
  /**
   * Made when a model is first used: it holds a graph of the whole schema, which our own SQL does
   * not need.
   */
  const client = () =>
    (made ??= new PrismaClient({
      adapter: { provider: factory.provider, adapterName: factory.adapterName, connect: () => adapter },
      transactionOptions: { maxWait: 5_000, timeout: transactionMs },
      // Otherwise each query first creates an error, for its stack in case it fails.
      errorFormat: 'minimal',
    }));
  const transaction: Database['transaction'] = (work) =>
    inTransaction({ prisma: client, adapter, timeoutMs: transactionMs }, work);
  const ours = { ...rawSqlOn(adapter), $transaction: transaction };
  let closing: Promise<void> | undefined;
  return {
    prisma: new Proxy({} as PrismaClient & RawSql, {
      get: (_, name) => Reflect.get(name in ours ? ours : client(), name),
    }),
    transaction,
    close: () => (closing ??= made === undefined ? adapter.then((opened) => opened.dispose()) : made.$disconnect()),
  };
}
