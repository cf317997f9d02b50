import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { freePorts } from '#bin/start/ports.ts';
import { type Runtime, readRuntime } from '#bin/start/runtime.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
/** A last resort: a first start plays ten requests, after a database that grew may have to be recovered. */
const READY_TIMEOUT_MS = 480_000;

/** A whole portal, started as `npm start` starts it: supervisor, PostgreSQL, engine, mail catcher, workers, server. */
export interface RunningPortal {
  readonly url: string;
  readonly dataDir: string;
  /** Its processes and their ports, as it wrote them. */
  readonly runtime: Runtime;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
}

/** @throws {Error} with the last lines that it printed, when it does not become ready */
export async function startPortal(dataDir: string): Promise<RunningPortal> {
  const [port = 0] = await freePorts(1);
  const printed: string[] = [];
  const supervisor = spawn(process.execPath, ['bin/start.mjs'], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, NODE_ENV: '', BASE_URL: '', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Whoever stops the measure stops what it started.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      supervisor.once('exit', () => process.exit(1));
      supervisor.kill('SIGTERM');
    });
  await ready(supervisor, printed);
  const runtime = readRuntime(dataDir);
  if (runtime === undefined) throw new Error('the portal wrote no runtime.json');
  return {
    url: `http://localhost:${port}`,
    dataDir,
    runtime,
    async stop() {
      if (supervisor.exitCode !== null || supervisor.signalCode !== null) return;
      const ended = new Promise((resolve) => supervisor.once('exit', resolve));
      supervisor.kill('SIGTERM');
      await ended;
    },
  };
}

function ready(supervisor: ChildProcess, printed: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the portal is not ready (${why}):\n${printed.join('\n')}`));
    const late = setTimeout(() => fail('too late'), READY_TIMEOUT_MS);
    for (const stream of [supervisor.stdout, supervisor.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        printed.push(line);
        if (printed.length > 30) printed.shift();
        if (!line.startsWith('ready ')) return;
        clearTimeout(late);
        resolve();
      });
    }
    supervisor.once('exit', (code) => {
      clearTimeout(late);
      fail(`exit ${code}`);
    });
  });
}
