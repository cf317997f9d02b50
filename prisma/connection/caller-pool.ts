import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

/** A statement was not sent, or was cancelled, because its caller left. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone';
  readonly code = 'CALLER_GONE';

  constructor() {
    super('the caller left');
  }
}

const callers = new AsyncLocalStorage<Caller>();

/**
 * Somebody who waits for an answer. When they leave, the statements sent on their behalf are
 * cancelled in the database: an answer that nobody waits for holds neither a connection nor the
 * processor.
 */
export class Caller {
  #gone = false;
  readonly #cancels = new Set<() => void>();

  /**
   * Runs work on their behalf, with all the statements that it sends, however deep. Await Prisma's
   * promises inside: Prisma sends a query when it is awaited.
   */
  run<T>(work: () => T): T {
    return callers.run(this, work);
  }

  leave(): void {
    this.#gone = true;
    for (const cancel of this.#cancels) cancel();
  }

  get isGone(): boolean {
    return this.#gone;
  }

  /** Registers a callback for when they leave; returns a function that unregisters it. */
  onLeave(cancel: () => void): () => void {
    this.#cancels.add(cancel);
    return () => void this.#cancels.delete(cancel);
  }
}

/** Runs a reading that others wait for too, so that it goes on when its caller leaves. */
export const forEveryone = <T>(work: () => T): T => callers.exit(work);

/** The statements that end a transaction are never refused. */
const ENDS = /^\s*(?:commit|rollback)/i;

/**
 * A pool whose connections serve one caller at a time, and are cancelled when the caller leaves.
 */
export class CallerPool extends pg.Pool {
  readonly #config: pg.PoolConfig;
  #spare: pg.Pool | undefined;

  constructor(config: pg.PoolConfig) {
    super(config);
    this.#config = config;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Parameters<pg.Pool['connect']>[0]): void;
  override connect(callback?: Parameters<pg.Pool['connect']>[0]): Promise<pg.PoolClient> | undefined {
    if (callback === undefined) return this.#connect(callers.getStore());
    super.connect(callback);
    return undefined;
  }

  // biome-ignore lint/suspicious/noExplicitAny: pg declares a dozen forms of it; all but that of a caller are its own.
  override query(...parameters: any[]): any {
    const caller = callers.getStore();
    const asksForPromise = typeof parameters.at(-1) !== 'function';
    return caller !== undefined && asksForPromise
      ? this.#query(caller, parameters)
      : // biome-ignore lint/suspicious/noExplicitAny: the same.
        (super.query as any)(...parameters);
  }

  override async end(): Promise<void> {
    await Promise.all([super.end(), this.#spare?.end()]);
  }

  async #connect(caller: Caller | undefined): Promise<pg.PoolClient> {
    if (caller?.isGone) throw new CallerGone();
    const client = await super.connect();
    if (caller === undefined) return client;
    if (caller.isGone) {
      client.release();
      throw new CallerGone();
    }
    let cancelled: Promise<boolean> | undefined;
    const forget = caller.onLeave(() => {
      cancelled = this.#cancel(client);
    });
    const { query, release } = client;
    Object.assign(client, {
      query: (...parameters: [{ text?: string }]) =>
        caller.isGone && !ENDS.test(parameters[0]?.text ?? '')
          ? Promise.reject(new CallerGone())
          : query.apply(client, parameters as never),
      release: (error?: Error | boolean) => {
        forget();
        // Put back, not deleted: an object that lost a property stays slow.
        client.query = query;
        if (cancelled === undefined) return release.call(client, error);
        // A cancellation under way must not hit the next caller's statement. Once PostgreSQL has
        // answered, it is over: an idle backend ignores it.
        void cancelled.then((over) => release.call(client, !over || client.getTransactionStatus() !== 'I'));
      },
    });
    return client;
  }

  async #query(caller: Caller, parameters: unknown[]): Promise<unknown> {
    const client = await this.#connect(caller);
    try {
      const result = await (client.query as (...all: unknown[]) => Promise<unknown>)(...parameters);
      client.release();
      return result;
    } catch (error) {
      client.release(error as Error);
      throw caller.isGone ? new CallerGone() : error;
    }
  }

  /**
   * Cancels what a connection runs; true if PostgreSQL was asked. Uses a connection of its own:
   * callers who left may hold all of this pool.
   */
  #cancel(client: pg.PoolClient): Promise<boolean> {
    this.#spare ??= new pg.Pool({ ...this.#config, max: 1, application_name: 'harmonie cancel' }).on('error', () => {});
    const { processID } = client as unknown as { processID: number };
    return this.#spare.query('select pg_cancel_backend($1)', [processID]).then(
      () => true,
      // The statement ends at its timeout.
      () => false,
    );
  }
}
