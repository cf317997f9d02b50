import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as grpc from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { draw, end, flows, service, start } from './testing/draw.ts';
import { type Gateway, openGateway } from './testing/survival/gateway-client.ts';
import { failedStart, type GatewayProcess, startGatewayProcess } from './testing/survival/gateway-process.ts';

const CIRCUIT = draw('p', [start(), service('work'), end(), flows('start -> work -> end')]);
/** Anybody but the owner, who may do everything. */
const NOBODY = 65_534;

let folder: string;
let gateway: GatewayProcess | undefined;
let client: Gateway | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'disk-'));
});
afterEach(async () => {
  client?.close();
  await gateway?.kill();
  gateway = undefined;
  if (isMounted) execFileSync('umount', [folder]);
  isMounted = false;
  rmSync(folder, { recursive: true, force: true });
});

let isMounted = false;
/** A small disk of its own, where the account may make one. */
function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', folder], { stdio: 'ignore' });
    isMounted = true;
  } catch {}
  return isMounted;
}

/** Takes all room on the disk, or, where the disk is everybody's, lets no file of the process grow. */
function fill({ pid }: GatewayProcess): void {
  if (!isMounted) return void execFileSync('prlimit', ['--pid', String(pid), '--fsize=1:']);
  for (const chunk of [1_000_000, 4_096]) {
    try {
      for (;;) writeFileSync(path.join(folder, 'filler'), Buffer.alloc(chunk), { flag: 'a' });
    } catch {}
  }
}

function makeRoom({ pid }: GatewayProcess): void {
  if (isMounted) rmSync(path.join(folder, 'filler'));
  else execFileSync('prlimit', ['--pid', String(pid), '--fsize=unlimited:']);
}

describe('a disk that fills up while the engine runs', () => {
  for (const disk of ['a small disk', 'files that may not grow'] as const) {
    test(`${disk}: work is refused with the reason, goes on by itself with room, and nothing acknowledged is lost`, async () => {
      if (disk === 'a small disk') mount();
      gateway = await startGatewayProcess(folder);
      client = openGateway(gateway.grpcAddress);
      await client.deploy('p.bpmn', CIRCUIT);
      const keys = await Promise.all(Array.from({ length: 20 }, () => client?.create('p')));
      expect(await health(gateway)).toBe(200);

      fill(gateway);
      // the one that meets the full disk waits for room; whoever comes after it is refused
      const waiting = await untilFull(gateway, client, keys);
      await expect(client.create('p')).rejects.toMatchObject({
        code: grpc.status.RESOURCE_EXHAUSTED,
        details: expect.stringMatching(/^The disk of .* takes nothing more \(.*\): make room on it$/),
      });
      expect(await health(gateway)).toBe(503);

      makeRoom(gateway);
      keys.push(await waiting.answer);
      keys.push(await client.create('p'));
      expect(await health(gateway)).toBe(200);
      expect((await active(gateway)).sort()).toEqual([...keys].sort());

      await gateway.kill();
      gateway = await startGatewayProcess(folder);
      expect((await active(gateway)).sort()).toEqual([...keys].sort());
    });
  }

  test('a batch that was under way goes on with room, and has failed nothing', async () => {
    gateway = await startGatewayProcess(folder);
    client = openGateway(gateway.grpcAddress);
    await client.deploy('p.bpmn', CIRCUIT);
    for (let i = 0; i < 30; i++) await Promise.all(Array.from({ length: 100 }, () => client?.create('p')));
    const { batchOperationKey } = await asked(gateway, 'POST', 'process-instances/cancellation', { filter: {} });
    fill(gateway);
    const waiting = await untilFull(gateway, client, []);
    makeRoom(gateway);
    await waiting.answer;
    let batch = await asked(gateway, 'GET', `batch-operations/${batchOperationKey}`);
    for (; batch.state === 'ACTIVE'; await pause(100))
      batch = await asked(gateway, 'GET', `batch-operations/${batchOperationKey}`);
    expect(batch).toMatchObject({ state: 'COMPLETED', operationsCompletedCount: 3_000, operationsFailedCount: 0 });
  });

  test('killed while it is full, it has all that was acknowledged', async () => {
    gateway = await startGatewayProcess(folder);
    client = openGateway(gateway.grpcAddress);
    await client.deploy('p.bpmn', CIRCUIT);
    const keys = await Promise.all(Array.from({ length: 20 }, () => client?.create('p')));
    fill(gateway);
    const unanswered = client.create('p').catch((error: grpc.ServiceError) => error.code);
    await isFull(gateway);
    await gateway.kill();
    expect(await unanswered).toBe(grpc.status.UNAVAILABLE);
    gateway = await startGatewayProcess(folder);
    expect(await active(gateway)).toEqual(expect.arrayContaining(keys));
  });
});

describe('a folder that cannot be used is refused in one line that names it', () => {
  const asNobody = process.getuid?.() === 0 ? NOBODY : undefined;

  test('a folder that may only be read', async () => {
    mkdirSync(path.join(folder, 'engine'));
    chmodSync(folder, 0o555);
    chmodSync(path.join(folder, 'engine'), 0o555);
    expect(await failedStart(folder, asNobody)).toEqual({
      code: 1,
      said: expect.stringMatching(/^engine: the folder .*engine cannot be written: .*\n$/),
    });
  });

  test('a file in it that may only be read', async () => {
    gateway = await startGatewayProcess(folder);
    await gateway.stop();
    gateway = undefined;
    const engine = path.join(folder, 'engine');
    chmodSync(path.join(engine, 'engine.db'), 0o444);
    if (asNobody !== undefined) {
      for (const place of [folder, engine]) chmodSync(place, 0o777);
      for (const name of ['engine.lock', 'engine.db-position']) chownSync(path.join(engine, name), NOBODY, NOBODY);
    }
    expect(await failedStart(folder, asNobody)).toEqual({
      code: 1,
      said: expect.stringMatching(/^engine: The engine cannot use its file .*engine\.db: .*permission denied.*\n$/),
    });
  });

  test('a file where the folder should be', async () => {
    writeFileSync(path.join(folder, 'engine'), '');
    expect(await failedStart(folder)).toEqual({
      code: 1,
      said: expect.stringMatching(/^engine: the folder .*engine cannot be written: .*\n$/),
    });
  });

  test('a disk that is full already', async () => {
    if (!mount()) return;
    fill({ pid: 0 } as GatewayProcess);
    expect(await failedStart(folder)).toEqual({ code: 1, said: expect.stringMatching(/^engine: .*(full|space).*\n$/) });
  });
});

async function active(gateway: GatewayProcess): Promise<unknown[]> {
  const found = await asked(gateway, 'POST', 'process-instances/search', { filter: { state: 'ACTIVE' } });
  return (found.items as Record<string, unknown>[]).map((one) => one.processInstanceKey);
}

async function asked(
  { restAddress }: GatewayProcess,
  method: 'GET' | 'POST',
  where: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${restAddress}/v2/${where}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Record<string, unknown>;
}

async function health({ restAddress }: GatewayProcess): Promise<number> {
  return (await fetch(`${restAddress}/actuator/health`)).status;
}

/** Creates instances until one waits for room on the disk; `keys` gets those that were acknowledged before it. */
async function untilFull(
  gateway: GatewayProcess,
  client: Gateway,
  keys: unknown[],
): Promise<{ answer: Promise<string> }> {
  for (;;) {
    const stop = new AbortController();
    const answer = client.create('p');
    const key = await Promise.race([answer, isFull(gateway, stop.signal)]);
    stop.abort();
    if (key === undefined) return { answer };
    keys.push(key);
  }
}

/** Waits until the gateway says that its disk takes nothing more, unless that is of no interest any more. */
async function isFull(gateway: GatewayProcess, given?: AbortSignal): Promise<undefined> {
  while (!given?.aborted && (await health(gateway)) !== 503) await pause(20);
}
