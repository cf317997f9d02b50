import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type ServerAccount, serverAccount } from './account.ts';
import { type PostgresBinaries, postgresBinaries } from './binaries.ts';
import { commandOf } from './command-of.ts';

/** How to start the embedded PostgreSQL. */
export interface EmbeddedPostgresOptions {
  /** The cluster's folder, made on first use. */
  readonly dir: string;
  readonly port: number;
  /** Of the superuser `postgres`. */
  readonly password: string;
  /**
   * A folder of the server's own, in which it listens on a socket too (`socketFolder`). Its content
   * is removed.
   */
  readonly socketDir?: string;
  /** Settings of postgresql.conf, e.g. `{ fsync: 'off' }` for tests. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly log?: (line: string) => void;
}

/** A running PostgreSQL. */
export interface EmbeddedPostgres {
  /** Of the superuser, on database `postgres`. */
  readonly url: string;
  readonly pid: number;
  /** Settles when the server ended, stopped or not. */
  readonly ended: Promise<void>;
  /** Stops it cleanly: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
}

/** Timeout of a clean stop, after which it is immediate. */
const FAST_SHUTDOWN_MS = 8_000;

/** Starts a real PostgreSQL of our own, on the loopback interface and on a socket if asked; the cluster is initialised on first use. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = postgresBinaries();
  const parent = path.dirname(path.resolve(options.dir));
  mkdirSync(parent, { recursive: true });
  const account = serverAccount(binaries.postgres, parent);
  await stopOrphan(options.dir);
  if (!existsSync(path.join(options.dir, 'PG_VERSION'))) initialise(options, binaries, account);
  if (options.socketDir !== undefined) makeSocketFolder(options.socketDir, account);
  const server = launch(options, binaries, account);
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await ready(server, options.log ?? (() => {}));
  return {
    url: `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/postgres`,
    pid: server.pid ?? 0,
    ended,
    async stop() {
      server.kill('SIGINT'); // « fast shutdown »
      // A slow disk must not let the server outlive its parent: what is committed is in the
      // journal.
      const late = setTimeout(() => server.kill('SIGQUIT'), FAST_SHUTDOWN_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

/**
 * Empties the socket's folder: the socket of a killed server would count as in use if its process
 * number was given to another process.
 */
function makeSocketFolder(dir: string, { owner }: ServerAccount): void {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { mode: 0o700 });
  if (owner) chownSync(dir, owner.uid, owner.gid);
}

function initialise(
  { dir, password }: EmbeddedPostgresOptions,
  { initdb }: PostgresBinaries,
  account: ServerAccount,
): void {
  // A first start that was killed half-way left no PG_VERSION, or a folder that initdb would
  // refuse.
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(tmpdir(), `harmonie-${randomUUID()}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.owner) {
    for (const entry of [dir, passwordFile]) chownSync(entry, account.owner.uid, account.owner.gid);
  }
  try {
    const command = [...account.prefix, initdb, `--pgdata=${dir}`, '--username=postgres', `--pwfile=${passwordFile}`];
    const [program = initdb, ...parameters] = [
      ...command,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
    ];
    const { status, stderr } = spawnSync(program, parameters, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`PostgreSQL could not make its folder ${dir}: ${stderr.trim()}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function launch(
  { dir, port, socketDir, settings = {} }: EmbeddedPostgresOptions,
  { postgres }: PostgresBinaries,
  account: ServerAccount,
): ChildProcess {
  const sockets = socketDir === undefined ? '' : `"${socketDir.replaceAll('"', '""')}"`;
  const given = { listen_addresses: '127.0.0.1', unix_socket_directories: sockets, ...settings };
  const flags = Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [program = postgres, ...parameters] = [...account.prefix, postgres, '-D', dir, '-p', String(port), ...flags];
  return spawn(program, parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Resolves when the server takes connections; rejects with its last lines if it ends before. */
function ready(server: ChildProcess, log: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const last: string[] = [];
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended (exit ${code}): ${last.slice(-3).join(' / ')}`)));
    if (server.stderr) {
      createInterface({ input: server.stderr }).on('line', (line) => {
        last.push(line);
        if (last.length > 20) last.shift();
        log(line);
        if (line.includes('database system is ready to accept connections')) resolve();
      });
    }
  });
}

/**
 * Stops the server of a starter that was killed: it runs on alone, and holds the folder. Checks
 * that it is really ours.
 */
async function stopOrphan(dir: string): Promise<void> {
  const file = path.join(dir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [pidLine = '', folder = ''] = readFileSync(file, 'utf8').split('\n');
  const pid = Number(pidLine);
  const isOurs = () => commandOf(pid).includes(path.resolve(dir));
  if (!Number.isInteger(pid) || path.resolve(folder) !== path.resolve(dir)) return;
  // Fast, then immediate: what is committed is in the journal either way.
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isOurs()) return;
    process.kill(pid, signal);
    for (let waited = 0; isOurs() && waited < FAST_SHUTDOWN_MS; waited += 50)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
