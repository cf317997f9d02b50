import { PrismaPg } from '@prisma/adapter-pg';
import { CallerPool } from './connection/caller-pool.ts';
import { type RawSql, rawSqlOn } from './connection/raw-sql.ts';
import { statementNames } from './connection/statement-names.ts';
import { inTransaction, lending } from './connection/transaction.ts';
import { type Prisma, PrismaClient } from './generated/client.ts';

export { Prisma } from './generated/client.ts';

/** What a repository needs to read or write: the client itself or a transaction of it. */
export type Tx = Omit<Prisma.TransactionClient, keyof RawSql> & RawSql;

/** An open pool on PostgreSQL. Whoever opens it closes it. */
export interface Database {
  readonly prisma: PrismaClient & RawSql;
  /** All or nothing. The rows, the audit event and the outbox command of one fact go together. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections at most; 10 by default. */
  connections?: number;
  /** How long one statement may take, waits for locks included; as long as it likes by default. */
  statementMs?: number;
  /** How long a transaction may take; 20 s by default. */
  transactionMs?: number;
  /**
   * Each connection plans a statement once, for any values, instead of five times for those at hand and again whenever it
   * hopes for better: for whoever asks by keys, whose plan is the same whatever they are. Searches are not such.
   */
  byKeys?: boolean;
  /** Called when an idle connection breaks: the pool opens another by itself, so this is only worth a log line. */
  onConnectionError?: (error: Error) => void;
}

/** The database as seen within one of its transactions: whatever asks for a transaction is part of that one. */
export const within = (tx: Tx): Database => ({
  // What a transaction lacks of the client (to connect, to listen) is asked of no transaction.
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
    // What a connection planned goes with it: let go after ten seconds, as by default, each burst would plan anew.
    idleTimeoutMillis: 600_000,
    application_name: 'harmonie',
    // The adapter writes instants in UTC without saying so: a session in any other zone would shift all of them.
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
  /** Made once a model is asked for: it holds a graph of the whole schema, which SQL of ours does not need. */
  const client = () =>
    (made ??= new PrismaClient({
      adapter: { provider: factory.provider, adapterName: factory.adapterName, connect: () => adapter },
      transactionOptions: { maxWait: 5_000, timeout: transactionMs },
      // Otherwise each query begins with an error made in case it fails, for the sake of its stack.
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
