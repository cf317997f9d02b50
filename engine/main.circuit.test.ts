import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connectEngine, type EngineClient } from '../zeebe/client.ts';
import { makeCertificate } from './gateway/testing/certificate.ts';
import { oneJob, oneTask, opinionForm, timed } from './testing/small-circuits.ts';

const ENTRY = fileURLToPath(new URL('./bin.js', import.meta.url));
const log = { debug() {}, warn() {}, error() {} };

interface Running {
  readonly process: ChildProcess;
  readonly grpcPort: number;
  readonly restPort: number;
  readonly client: EngineClient;
}

let folder: string;
let started: ChildProcess[];
let clients: EngineClient[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'engine-'));
  started = [];
  clients = [];
});

afterEach(async () => {
  for (const client of clients) await client.close();
  for (const child of started) if (child.exitCode === null && child.signalCode === null) await kill(child);
  rmSync(folder, { recursive: true, force: true });
});

function launch(parameters: string[], stdio: 'pipe' | 'ipc' = 'pipe'): ChildProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ENTRY, ...parameters], {
    stdio: stdio === 'ipc' ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LOG_LEVEL: 'silent', ENGINE_USER: '', ENGINE_PASSWORD: '', NODE_OPTIONS: '' },
  });
  started.push(child);
  return child;
}

async function start(parameters: string[] = ['--data', folder], stdio: 'pipe' | 'ipc' = 'pipe'): Promise<Running> {
  const child = launch(['--grpc-port', '0', '--rest-port', '0', ...parameters], stdio);
  if (child.stdout === null || child.stderr === null) throw new Error('no output');
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint += text));
  for await (const line of createInterface({ input: child.stdout })) {
    const ports = /^engine ready: gRPC on [\d.]+:(\d+), REST on http:\/\/[\d.]+:(\d+)\/v2/.exec(line);
    if (ports === null) continue;
    const [grpcPort, restPort] = [Number(ports[1]), Number(ports[2])];
    const addresses = { grpcAddress: `grpc://127.0.0.1:${grpcPort}`, restAddress: `http://127.0.0.1:${restPort}` };
    const client = connectEngine({ ...addresses, log, longPollSeconds: 1 });
    clients.push(client);
    return { process: child, grpcPort, restPort, client };
  }
  throw new Error(`the engine did not start: ${complaint}`);
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** What a process that cannot start says, and its exit code. */
async function failure(parameters: string[]): Promise<{ code: unknown; said: string }> {
  const child = launch(parameters);
  let said = '';
  child.stderr?.on('data', (text: Buffer) => (said += text));
  const [code] = await once(child, 'close');
  return { code, said };
}

async function eventually<T>(read: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await read();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the process', () => {
  test('stops cleanly when asked, and starts again where it was', async () => {
    const first = await start();
    const { processes } = await first.client.deploy([oneTask, opinionForm]);
    const { processInstanceKey } = await first.client.createInstance({
      processDefinitionKey: processes[0]?.processDefinitionKey ?? '',
      variables: { requestId: 'r' },
    });
    const ended = once(first.process, 'exit');
    first.process.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    const second = await start();
    expect((await second.client.getInstance(processInstanceKey))?.state).toBe('ACTIVE');
  });

  test('answers what it has begun when it is stopped: what was not acknowledged is not there either', async () => {
    const first = await start();
    const { processes } = await first.client.deploy([oneJob]);
    const processDefinitionKey = processes[0]?.processDefinitionKey ?? '';
    const create = () =>
      fetch(`http://127.0.0.1:${first.restPort}/v2/process-instances`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ processDefinitionKey }),
      }).then(async (response) => response.ok && (await response.text()).length > 0);
    const poll = fetch(`http://127.0.0.1:${first.restPort}/v2/jobs/activation`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'never', timeout: 1_000, maxJobsToActivate: 1, requestTimeout: 600_000 }),
    });
    let acknowledged = 0;
    const lanes = Array.from({ length: 20 }, async () => {
      while (await create().catch(() => false)) acknowledged += 1;
    });
    await eventually(async () => acknowledged > 100);
    const ended = once(first.process, 'exit');
    first.process.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    await Promise.all(lanes);
    expect(await (await poll).json()).toEqual({ jobs: [] });
    const second = await start();
    const metrics = await (await fetch(`http://127.0.0.1:${second.restPort}/metrics`)).text();
    expect(metrics).toContain(`\nengine_jobs ${acknowledged}\n`);
  });

  test('after kill -9, what was acknowledged goes on and a timer that fell due fires', async () => {
    const first = await start();
    const { processes } = await first.client.deploy([timed, oneTask, opinionForm, oneJob]);
    const keyOf = (id: string) =>
      processes.find((process) => process.processDefinitionId === id)?.processDefinitionKey ?? '';
    const waiting = await first.client.createInstance({
      processDefinitionKey: keyOf('timed'),
      variables: { delay: 'PT1S' },
    });
    const tasked = await first.client.createInstance({
      processDefinitionKey: keyOf('one-task'),
      variables: { requestId: 'k' },
    });
    const working = await first.client.createInstance({ processDefinitionKey: keyOf('one-job') });
    await kill(first.process);
    await new Promise((resolve) => setTimeout(resolve, 1_200));

    const { client } = await start();
    const done: string[] = [];
    for (const type of ['after', 'work'])
      client.work({ type, handler: async (job) => void done.push(job.processInstanceKey) });
    await eventually(async () => (await client.getInstance(waiting.processInstanceKey))?.state === 'COMPLETED');
    await eventually(async () => (await client.getInstance(working.processInstanceKey))?.state === 'COMPLETED');
    expect(done.sort()).toEqual([waiting.processInstanceKey, working.processInstanceKey].sort());
    const { items } = await client.searchUserTasks({ filter: { processInstanceKey: tasked.processInstanceKey } });
    expect(await client.completeUserTask(items[0]?.userTaskKey ?? '')).toBe('completed');
    expect((await client.getInstance(tasked.processInstanceKey))?.state).toBe('COMPLETED');
  });

  test('workers come back by themselves when the engine does', async () => {
    const first = await start();
    const { processes } = await first.client.deploy([oneJob]);
    const processDefinitionKey = processes[0]?.processDefinitionKey ?? '';
    const seen: string[] = [];
    first.client.work({ type: 'work', handler: async (job) => void seen.push(job.processInstanceKey) });
    await kill(first.process);
    await start(['--data', folder, '--grpc-port', String(first.grpcPort), '--rest-port', String(first.restPort)]);
    const { processInstanceKey } = await eventually(() =>
      first.client.createInstance({ processDefinitionKey }).catch(() => null),
    );
    await eventually(async () => seen.includes(processInstanceKey));
  });

  test('ends with the supervisor that started it', async () => {
    const { process: child } = await start(['--in-memory'], 'ipc');
    const ended = once(child, 'exit');
    child.disconnect();
    expect(await ended).toEqual([0, null]);
  });
});

test('says that it is ready with the addresses that clients use, encrypted where it is told to', async () => {
  const { certificateFile } = makeCertificate(folder);
  const tls = ['--tls-cert', certificateFile, '--tls-key', path.join(folder, 'key.pem')];
  const { stdout } = launch(['--in-memory', '--grpc-port', '0', '--rest-port', '0', ...tls]);
  const [line] = await once(createInterface({ input: stdout as Readable }), 'line');
  expect(line).toMatch(/^engine ready: gRPC on 127\.0\.0\.1:\d+, REST on https:\/\/127\.0\.0\.1:\d+\/v2, in memory$/);
});

describe('what keeps it from starting is said in one line', () => {
  test('a port that is taken', async () => {
    const { grpcPort, restPort } = await start(['--in-memory']);
    const grpc = await failure(['--in-memory', '--grpc-port', String(grpcPort), '--rest-port', '0']);
    expect(grpc).toEqual({
      code: 1,
      said: `engine: port ${grpcPort} is taken: stop what listens there, or choose another one\n`,
    });
    const rest = await failure(['--in-memory', '--grpc-port', '0', '--rest-port', String(restPort)]);
    expect(rest).toEqual({
      code: 1,
      said: `engine: port ${restPort} is taken: stop what listens there, or choose another one\n`,
    });
  });

  test('a folder that another engine holds', async () => {
    await start();
    const { code, said } = await failure(['--data', folder, '--grpc-port', '0', '--rest-port', '0']);
    expect({ code, said }).toEqual({ code: 1, said: `engine: another engine runs on the folder ${folder}\n` });
  });

  test('a folder that cannot be written', async () => {
    const file = path.join(folder, 'not-a-folder');
    writeFileSync(file, '');
    const { code, said } = await failure(['--data', path.join(file, 'engine'), '--grpc-port', '0', '--rest-port', '0']);
    expect(code).toBe(1);
    expect(said).toMatch(/^engine: the folder .* cannot be written: .*\n$/);
  });

  test('a folder where nothing can be made', async () => {
    const { code, said } = await failure(['--data', '/proc/engine/data', '--grpc-port', '0', '--rest-port', '0']);
    expect(code).toBe(1);
    expect(said).toMatch(/^engine: the folder \/proc\/engine\/data cannot be written: .*\n$/);
  });

  test('a certificate that is none', async () => {
    const file = path.join(folder, 'cert.pem');
    writeFileSync(file, 'not a certificate');
    const tls = ['--tls-cert', file, '--tls-key', file];
    const { code, said } = await failure(['--in-memory', '--grpc-port', '0', '--rest-port', '0', ...tls]);
    expect(code).toBe(1);
    expect(said).toMatch(/^engine: .* are not a certificate and its private key, in PEM: .*\n$/);
  });

  test('a ports file that cannot be written', async () => {
    const file = path.join(folder, 'nowhere', 'ports.json');
    const { code, said } = await failure(['--in-memory', '--grpc-port', '0', '--rest-port', '0', '--ports-file', file]);
    expect(code).toBe(1);
    expect(said).toMatch(/^engine: --ports-file cannot be written: ENOENT.*\n$/);
  });

  test('an option that does not exist', async () => {
    const { code, said } = await failure(['--colour']);
    expect(code).toBe(1);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).toContain('--help');
  });
});
