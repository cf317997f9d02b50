import { AsyncLocalStorage } from 'node:async_hooks';
import type { SqlDriverAdapter, SqlQuery, Transaction } from '@prisma/driver-adapter-utils';
import { Prisma, type PrismaClient } from '../generated/client.ts';
import { type RawSql, raise, rawSqlOn } from './raw-sql.ts';

/** Our transaction, while Prisma is asked to begin one of its own in it. */
const lent = new AsyncLocalStorage<OpenTransaction>();

/**
 * Makes an adapter give Prisma our transaction, where one is lent to it, instead of beginning
 * another.
 */
export function lending(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const begin = adapter.startTransaction.bind(adapter);
  return Object.assign(adapter, {
    startTransaction: async (...level: Parameters<typeof begin>) => lent.getStore() ?? begin(...level),
  });
}

/**
 * Runs work in one transaction: committed if it succeeds, rolled back if it throws or exceeds the
 * timeout. The transaction is ours, and a statement of SQL costs no more than sending it; Prisma
 * joins it when a model is first used.
 * @throws what the work throws; {@link Prisma.PrismaClientKnownRequestError} P2028 after the
 * timeout
 */
export async function inTransaction<T>(
  database: {
    readonly prisma: () => PrismaClient;
    readonly adapter: Promise<SqlDriverAdapter>;
    readonly timeoutMs: number;
  },
  work: (tx: Prisma.TransactionClient & RawSql) => Promise<T>,
): Promise<T> {
  const begun = await (await database.adapter).startTransaction().catch(raise);
  const open = new OpenTransaction(begun);
  const tooLate = setTimeout(() => void open.end('ROLLBACK').catch(() => {}), database.timeoutMs);
  try {
    const result = await work(clientOf(open, database.prisma));
    await open.end('COMMIT');
    return result;
  } catch (error) {
    // Report the first error, not a failed rollback: a lost connection rolls back by itself.
    await open.end('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    clearTimeout(tooLate);
  }
}

/** A transaction that takes statements, from our SQL or from Prisma, until it ends. */
class OpenTransaction implements Transaction {
  readonly provider;
  readonly adapterName;
  /** Prisma sends no COMMIT and no ROLLBACK: it only borrows. */
  readonly options = { usePhantomQuery: true };
  /** Settles once its connection was given back. */
  readonly ended: Promise<void>;
  readonly #begun: Transaction;
  readonly #onEnd: () => void;
  #ending: Promise<void> | undefined;

  constructor(begun: Transaction) {
    this.#begun = begun;
    this.provider = begun.provider;
    this.adapterName = begun.adapterName;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#onEnd = resolve;
  }

  async queryRaw(query: SqlQuery) {
    this.#assertOpen();
    return this.#begun.queryRaw(query);
  }

  async executeRaw(query: SqlQuery) {
    this.#assertOpen();
    return this.#begun.executeRaw(query);
  }

  /**
   * Ends it, at the first call only: nothing is sent afterwards, for the connection will be
   * somebody else's.
   */
  async end(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    if (how === 'COMMIT') this.#assertOpen();
    this.#ending ??= this.#close(how);
    await this.#ending;
  }

  async #close(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    try {
      await this.#begun.executeRaw({ sql: how, args: [], argTypes: [] }).catch(raise);
    } finally {
      await this.#begun.commit();
      this.#onEnd();
    }
  }

  async commit(): Promise<void> {}

  async rollback(): Promise<void> {}

  #assertOpen(): void {
    if (this.#ending === undefined) return;
    throw new Prisma.PrismaClientKnownRequestError('the transaction is over: it took too long, or was not waited for', {
      code: 'P2028',
      clientVersion: Prisma.prismaVersion.client,
    });
  }
}

/**
 * Makes the client that the work receives: our SQL goes straight to the transaction, calls of a
 * model through Prisma.
 */
function clientOf(open: OpenTransaction, prisma: () => PrismaClient): Prisma.TransactionClient & RawSql {
  let joined: Promise<Models> | undefined;
  const ask = async (model: string, method: string, asked: unknown) => {
    joined ??= join(open, prisma);
    return (await joined)[model]?.[method]?.(asked);
  };
  const askOf = (model: string) =>
    new Proxy({}, { get: (_, method: string) => (asked: unknown) => ask(model, method, asked) });
  return new Proxy(rawSqlOn(open), {
    get: (sql, name) => (MODELS.has(name) ? askOf(name as string) : Reflect.get(sql, name)),
  }) as Prisma.TransactionClient & RawSql;
}
type Models = Record<string, Record<string, (asked: unknown) => Promise<unknown>>>;
/** The names of the models, as a client has them. */
const MODELS: ReadonlySet<unknown> = new Set(
  Object.keys(Prisma.ModelName).map((name) => name.charAt(0).toLowerCase() + name.slice(1)),
);

/** Opens Prisma's own transaction inside ours, for as long as ours. */
function join(open: OpenTransaction, prisma: () => PrismaClient): Promise<Models> {
  const { promise, resolve, reject } = Promise.withResolvers<Models>();
  lent
    .run(open, () =>
      prisma().$transaction((tx) => {
        resolve(tx as unknown as Models);
        return open.ended;
      }),
    )
    .catch(reject);
  return promise;
}
