import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { NODE_FLAGS } from '../../memory.ts';

const PROGRAM = createRequire(import.meta.url).resolve('harmonie-engine/command');

/** The gateway in a process of its own, which can be killed. */
export interface GatewayProcess {
  readonly pid: number;
  readonly grpcAddress: string;
  readonly restAddress: string;
  /** From its start to its ready line, in milliseconds. */
  readonly startMs: number;
  /** Resident memory, in megabytes. */
  rssMb(): Promise<number>;
  /** As a power cut would: it is not asked. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one on free ports; `folder` is where it keeps everything. `heapMb` is all the memory it may use for what lives. */
export async function startGatewayProcess(
  folder: string,
  { heapMb }: { heapMb?: number } = {},
): Promise<GatewayProcess> {
  const ports = path.join(folder, 'ports.json');
  const began = performance.now();
  const child = launch([...onFreePorts(folder), '--ports-file', ports], {
    memory: heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`],
    errors: 'inherit',
  });
  await firstLine(child);
  const startMs = performance.now() - began;
  const { grpcPort, restPort } = JSON.parse(await readFile(ports, 'utf8')) as { grpcPort: number; restPort: number };
  const end = async (signal: NodeJS.Signals) => {
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    pid: child.pid ?? 0,
    grpcAddress: `127.0.0.1:${grpcPort}`,
    restAddress: `http://127.0.0.1:${restPort}`,
    startMs,
    rssMb: async () => {
      const [, pages = '0'] = (await readFile(`/proc/${child.pid}/statm`, 'utf8')).split(' ');
      return (Number(pages) * 4096) / 1_000_000;
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** What a gateway that cannot start says, and its exit code. `user` is the account that it runs under. */
export async function failedStart(folder: string, user?: number): Promise<{ code: unknown; said: string }> {
  const child = launch(onFreePorts(folder), { errors: 'pipe', ...(user === undefined ? {} : { user }) });
  let said = '';
  child.stdout?.on('data', () => child.kill());
  child.stderr?.on('data', (text: Buffer) => (said += text));
  const [code] = await once(child, 'close');
  return { code, said };
}

function onFreePorts(folder: string): string[] {
  return ['--grpc-port', '0', '--rest-port', '0', '--data', path.join(folder, 'engine'), '--movable-clock'];
}

function launch(
  options: string[],
  { memory = [], errors, user }: { memory?: string[]; errors: 'inherit' | 'pipe'; user?: number },
): ChildProcess {
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...NODE_FLAGS, ...memory, PROGRAM, ...options],
    {
      stdio: ['ignore', 'pipe', errors],
      env: { ...process.env, ENGINE_USER: '', ENGINE_PASSWORD: '', LOG_LEVEL: 'fatal' },
      ...(user === undefined ? {} : { uid: user, gid: user }),
    },
  );
}

/** Waits until a program writes something on its standard output. */
export async function firstLine(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the program ended before it was ready')));
  ended.catch(() => undefined);
  if (child.stdout) await Promise.race([once(child.stdout, 'data'), ended]);
}
