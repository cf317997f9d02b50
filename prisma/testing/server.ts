import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../embedded/postgres.ts';
import { socketFolder } from '../embedded/socket-folder.ts';
import { grantApplication } from '../grants.ts';
import { migrate } from '../migrate/migrate.ts';

/** The migrated database that every test file copies. */
export const TEMPLATE = 'harmonie_template';
/** The application's role in tests; it has the very grants of production. */
export const APPLICATION = { role: 'harmonie_app', password: 'application' };

/** A PostgreSQL of the tests. */
export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Made for speed: nothing in it outlives the run. */
const FAST = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  max_connections: '300',
  // What a crash or a replica would need of the journal; a copy of a database is not written into it.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '8GB',
  checkpoint_timeout: '1d',
  bgwriter_lru_maxpages: '0',
  // Small tables: nothing is worth a compiled or a parallel plan.
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  // A test connects more often than it queries.
  scram_iterations: '1',
};

/** Starts a real PostgreSQL in a temporary folder. */
export async function startTestServer(settings: Readonly<Record<string, string>> = FAST): Promise<TestServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'harmonie-test-'));
  chmodSync(folder, 0o755); // PostgreSQL may run under another account than ours (never as root)
  const socketDir = socketFolder(folder);
  const postgres = await startEmbeddedPostgres({
    dir: path.join(folder, 'postgres'),
    port: await freePort(),
    password: 'owner',
    ...(socketDir && { socketDir }),
    settings,
  });
  // A statement over a socket costs both sides half of what it does over TCP.
  const url = socketDir ? `${postgres.url}?host=${encodeURIComponent(socketDir)}` : postgres.url;
  await makeTemplate(url);
  return {
    url,
    async stop() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`create database ${TEMPLATE}`);
    const template = onDatabase(url, TEMPLATE);
    await migrate(template);
    await grantApplication(template, APPLICATION.role, APPLICATION.password);
    await client.query(`alter database ${TEMPLATE} is_template true allow_connections false`);
  } finally {
    await client.end();
  }
}

/** Returns the same URL with another database. */
export function onDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}
