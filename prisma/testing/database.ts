import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Database, openDatabase } from '../client.ts';
import { closeDatabase } from '../grants.ts';
import { APPLICATION, onDatabase, TEMPLATE } from './server.ts';

/** A database of a test's own. */
export interface TestDatabase {
  /** As the application connects: with its rights and no more. */
  readonly url: string;
  /** As the owner connects, who migrates. */
  readonly ownerUrl: string;
  /** Open on `url`. */
  readonly database: Database;
  /**
   * Runs a statement as the owner of the tables: what time, an operator or a restore would have
   * done.
   */
  asOwner(statement: string, values?: unknown[]): Promise<void>;
  /** Closes and removes it. */
  drop(): Promise<void>;
}

/**
 * Initial content of a database beyond its tables: made once in a run, under this name, then copied
 * for each test that asks for it.
 */
export interface Beginning {
  /** A valid name of a PostgreSQL database. */
  readonly name: string;
  make(db: TestDatabase): Promise<void>;
}

/**
 * Makes a fresh migrated database, in about 20 ms: `beforeAll(async () => { db = await aDatabase();
 * })`, and `afterAll(() => db.drop())`. Without people, unless the beginning adds some.
 */
export async function aDatabase(beginning?: Beginning): Promise<TestDatabase> {
  const server = process.env.HARMONIE_TEST_DATABASE;
  if (!server) throw new Error('no test PostgreSQL: run through Jest, in a file named *.db.test.ts (or circuit)');
  return onServer(server, async (run) =>
    copy(server, run, beginning ? await template(server, run, beginning) : TEMPLATE),
  );
}

const owners = new WeakMap<object, TestDatabase['asOwner']>();

/**
 * Returns what runs statements as the owner of a test's database, by its open client: an
 * installation writes what the application may not.
 */
export const ownerOf = (prisma: object): TestDatabase['asOwner'] | undefined => owners.get(prisma);

type Run = (statement: string, values?: unknown[]) => Promise<unknown[]>;

/** Copies a template into a database, and opens it. */
async function copy(server: string, run: Run, template: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await run(`create database ${name} template ${template} strategy file_copy`);
  const ownerUrl = onDatabase(server, name);
  await run(closeDatabase(name, APPLICATION.role));
  const application = new URL(ownerUrl);
  application.username = APPLICATION.role;
  application.password = APPLICATION.password;
  const database = openDatabase(application.href);
  const asOwner: TestDatabase['asOwner'] = (statement, values) =>
    onServer(ownerUrl, async (run) => void (await run(statement, values)));
  owners.set(database.prisma, asOwner);
  return {
    url: application.href,
    ownerUrl,
    database,
    asOwner,
    async drop() {
      await database.close();
      await onServer(server, (run) => run(`drop database ${name} with (force)`));
    },
  };
}

/** Returns the template of a beginning; the first caller makes it while the others wait. */
async function template(server: string, run: Run, { name, make }: Beginning): Promise<string> {
  await run('select pg_advisory_lock(hashtext($1))', [name]);
  try {
    if ((await run('select from pg_database where datname = $1', [name])).length > 0) return name;
    const made = await copy(server, run, TEMPLATE);
    try {
      await make(made);
    } catch (error) {
      await made.drop();
      throw error;
    }
    await made.database.close();
    await run(`alter database ${new URL(made.ownerUrl).pathname.slice(1)} rename to ${name}`);
    await run(`alter database ${name} is_template true allow_connections false`);
    return name;
  } finally {
    await run('select pg_advisory_unlock(hashtext($1))', [name]);
  }
}

async function onServer<T>(url: string, work: (run: Run) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(async (statement, values) => (await client.query(statement, values)).rows);
  } finally {
    await client.end();
  }
}
