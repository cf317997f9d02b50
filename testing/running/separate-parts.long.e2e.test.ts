import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { attachment } from '#bin/demonstration/attachment.ts';
import { freePorts } from '#bin/start/ports.ts';
import { ensureDemonstrationAuthority } from '#workers/pades/authority.ts';
import { type OwnPostgres, ownPostgres } from '../portal/own-postgres.ts';

// The portal as containers run it: no supervisor, each part started by itself with what it is given, on a database, an
// engine and a mail server that are someone else's.

const ROOT = path.resolve(import.meta.dirname, '..', '..');

let folder: string;
let postgres: OwnPostgres;
let environment: NodeJS.ProcessEnv;
const running = new Map<string, ChildProcess>();
const said: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-apart-'));
  const [grpc = 0, rest = 0, smtp = 0, page = 0, port = 0] = await freePorts(5);
  postgres = await ownPostgres(path.join(folder, 'postgres'));
  const { DATABASE_URL, DATABASE_OWNER_URL } = postgres.environment;
  const { p12Path, caPath, passphrase } = await ensureDemonstrationAuthority(path.join(folder, 'seal'));
  const engine = { ENGINE_USER: 'portal', ENGINE_PASSWORD: 'engine' };
  const ports = ['--grpc-port', String(grpc), '--rest-port', String(rest)];
  start('engine', ['bin/engine.mjs', ...ports, '--data', path.join(folder, 'engine')], engine);
  start('mail', ['bin/mail-catcher/main.ts'], {
    DATA_DIR: folder,
    MAIL_CATCHER_SMTP_PORT: String(smtp),
    MAIL_CATCHER_HTTP_PORT: String(page),
  });
  environment = {
    PORT: String(port),
    BASE_URL: `http://localhost:${port}`,
    DATA_DIR: folder,
    DATABASE_URL,
    ZEEBE_GRPC_ADDRESS: `grpc://127.0.0.1:${grpc}`,
    ZEEBE_REST_ADDRESS: `http://127.0.0.1:${rest}`,
    ZEEBE_USER: engine.ENGINE_USER,
    ZEEBE_PASSWORD: engine.ENGINE_PASSWORD,
    SMTP_URL: `smtp://127.0.0.1:${smtp}`,
    SESSION_SECRET: 'a secret of more than thirty-two characters',
    FACTOR_KEY: Buffer.alloc(32, 8).toString('base64'),
    DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
    SEAL_P12: p12Path,
    SEAL_CA: caPath,
    SEED_DEMO: 'true',
  };
  const owner = { DATABASE_OWNER_URL };
  expect(await ended(start('prepare', ['bin/prepare-database.ts'], { ...environment, ...owner }))).toBe(0);
  const heartbeat = { SEAL_P12_PASSPHRASE: passphrase, HEARTBEAT_FILE: path.join(folder, 'heartbeat') };
  start('workers', ['workers/main.ts'], { ...environment, ...heartbeat });
  start('server', ['web/server/main.ts'], environment);
  await until(async () => (await isWell({})) && (await isWell(heartbeat)));
});

afterAll(async () => {
  for (const child of running.values()) child.kill('SIGKILL');
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

function start(name: string, parameters: readonly string[], given: NodeJS.ProcessEnv): ChildProcess {
  const { PATH } = process.env;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...parameters], {
    cwd: ROOT,
    env: { PATH, ...given },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text) => said.push(`[${name}] ${String(text).trim()}`));
  running.set(name, child);
  child.once('exit', () => running.delete(name));
  return child;
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('exit', resolve));
const isWell = async (also: NodeJS.ProcessEnv) =>
  (await ended(start('health', ['bin/health.ts'], { ...environment, ...also }))) === 0;

async function until(holds: () => Promise<boolean>): Promise<void> {
  const limit = Date.now() + 480_000;
  while (!(await holds())) {
    if (Date.now() > limit) throw new Error(`The parts are not well:\n${said.slice(-40).join('\n')}`);
    await pause(250);
  }
}

test('the main job goes through, from the form to the sealed act', async () => {
  const { bytes } = await attachment('Justificatif');
  await writeFile(path.join(folder, 'piece.pdf'), bytes);
  const parameters = ['--attachment', path.join(folder, 'piece.pdf'), '--out', path.join(folder, 'out')];
  await until(async () => (await fetch(`${environment.BASE_URL}/api/health`)).status === 200);
  const code = await ended(start('smoke', ['bin/smoke.ts', ...parameters], { BASE_URL: environment.BASE_URL }));
  expect([code, said.filter((line) => line.startsWith('[smoke]')).at(-1)]).toEqual([
    0,
    expect.stringContaining('filed, signed, sealed'),
  ]);
});

test('each part stops by itself when it is told to', async () => {
  for (const name of ['server', 'workers', 'engine', 'mail']) {
    const child = running.get(name);
    const code = child && ended(child);
    child?.kill('SIGTERM');
    expect([name, await code]).toEqual([name, 0]);
  }
});
