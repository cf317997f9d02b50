import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { draw, end, flows, service, start, user } from './testing/draw.ts';
import { openGateway } from './testing/survival/gateway-client.ts';
import { failedStart, type GatewayProcess, startGatewayProcess } from './testing/survival/gateway-process.ts';

const CIRCUIT = draw('p', [start(), service('work'), user('opinion'), end(), flows('start -> work -> opinion -> end')]);
const EARLY = 8;
const LATE = 5;

let root: string;
/** Whole files of a gateway that was killed, its instances, and the history as it was long before. */
let whole: string;
let early: string[];
let late: string[];
let running: GatewayProcess | undefined;

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'damage-'));
  whole = path.join(root, 'whole');
  const first = await startGatewayProcess(made(whole));
  await openGateway(first.grpcAddress).deploy('p.bpmn', CIRCUIT);
  early = await instances(first, EARLY);
  await first.stop();
  cpSync(path.join(whole, 'engine'), path.join(root, 'before'), { recursive: true });
  const second = await startGatewayProcess(whole);
  late = await instances(second, LATE);
  const client = openGateway(second.grpcAddress);
  for (const job of (await client.activate('work', 60_000)).slice(0, EARLY)) await client.complete(job);
  client.close();
  // what the history has taken in is on its disk, and the store's events are forgotten
  await eventually(async () => (await found(second, 'user-tasks')).length === EARLY);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await instances(second, 1);
  await second.kill();
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a store that is not as it was written is refused, in one line that says which file and what to do', () => {
  const damages: [what: string, damage: (file: (name: string) => string) => void, said: RegExp][] = [
    ['its log is removed', (file) => rmSync(file('engine.db-wal')), /lacks what was acknowledged .*engine\.db-wal was/],
    ['its log is garbage', (file) => writeFileSync(file('engine.db-wal'), Buffer.alloc(90_000, 7)), /lacks what was/],
    ['its log is cut short', (file) => halve(file('engine.db-wal')), /lacks what was acknowledged/],
    ['its log has one wrong bit', (file) => turnOneBit(file('engine.db-wal')), /lacks what was acknowledged/],
    ['it is empty', (file) => truncateSync(file('engine.db')), /is damaged \(it is missing or empty\)/],
    ['it is removed', (file) => rmSync(file('engine.db')), /is damaged \(it is missing or empty\)/],
    ['it is no database', (file) => writeFileSync(file('engine.db'), 'not ours'.repeat(999)), /is damaged/],
    [
      'an older file is put back',
      (file) => {
        rmSync(file('engine.db-wal'));
        takeFrom('before', file('engine.db'));
      },
      /lacks what was acknowledged/,
    ],
  ];
  for (const [what, damage, said] of damages) {
    test(`when ${what}`, async () => {
      const folder = damaged(damage);
      const start = await failedStart(folder);
      expect(start).toEqual({ code: 1, said: expect.stringMatching(said) });
      expect(start.said.trim().split('\n')).toHaveLength(1);
      expect(start.said).toContain(path.join(folder, 'engine', 'engine.db'));
      expect(start.said).toMatch(/put all files of the folder back from one backup/i);
    });
  }

  test('a file cut short', async () => {
    const folder = damaged((file) => {
      takeFrom('before', file('engine.db'));
      rmSync(file('engine.db-wal'));
      rmSync(file('engine.db-position'));
      truncateSync(file('engine.db'), Math.floor(statSync(file('engine.db')).size / 2 / 16_384) * 16_384);
    });
    expect(await failedStart(folder)).toEqual({ code: 1, said: expect.stringContaining('is damaged') });
  });

  test('with all files put back, everything is there', async () => {
    const folder = damaged(() => undefined);
    running = await startGatewayProcess(folder);
    expect(await active(running)).toEqual(expect.arrayContaining([...early, ...late]));
  });

  test('who goes on without what is lacking is told how, and gets what the file holds', async () => {
    const folder = damaged((file) => rmSync(file('engine.db-wal')));
    const { said } = await failedStart(folder);
    expect(said).toContain(`remove ${path.join(folder, 'engine', 'engine.db-position')} and history.sqlite`);
    for (const name of ['engine.db-position', 'history.sqlite', 'history.sqlite-wal', 'history.sqlite-shm'])
      rmSync(path.join(folder, 'engine', name), { force: true });
    running = await startGatewayProcess(folder);
    expect(await active(running)).toEqual(early);
  });
});

describe('a history that is not as it was written is refused; the engine loses nothing', () => {
  const damages: [what: string, damage: (file: (name: string) => string) => void, said: RegExp][] = [
    ['it is no database', (file) => writeFileSync(file('history.sqlite'), 'not ours'.repeat(999)), /is damaged/],
    [
      'an older one is put back',
      (file) => {
        for (const name of ['history.sqlite-wal', 'history.sqlite-shm']) rmSync(file(name), { force: true });
        takeFrom('before', file('history.sqlite'));
      },
      /lacks what the engine no longer keeps for it/,
    ],
  ];
  for (const [what, damage, said] of damages) {
    test(`when ${what}: removed, it begins anew with everything alive`, async () => {
      const folder = damaged(damage);
      const start = await failedStart(folder);
      expect(start).toEqual({ code: 1, said: expect.stringMatching(said) });
      expect(start.said.trim().split('\n')).toHaveLength(1);
      expect(start.said).toContain('everything alive goes on and is found again, what is over is forgotten');
      for (const name of ['history.sqlite', 'history.sqlite-wal', 'history.sqlite-shm'])
        rmSync(path.join(folder, 'engine', name), { force: true });
      running = await startGatewayProcess(folder);
      expect(await active(running)).toEqual(expect.arrayContaining([...early, ...late]));
      const tasks = await found(running, 'user-tasks');
      expect(tasks).toHaveLength(EARLY);
      expect(tasks[0]).toMatchObject({ state: 'CREATED', elementId: 'opinion', processDefinitionId: 'p' });
      const completion = await fetch(`${running.restAddress}/v2/user-tasks/${tasks[0]?.userTaskKey}/completion`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      expect(completion.status).toBe(204);
      const [{ processInstanceKey } = {}] = tasks;
      const instance = await fetch(`${running.restAddress}/v2/process-instances/${processInstanceKey}`);
      expect(await instance.json()).toMatchObject({ state: 'COMPLETED' });
    });
  }
});

function made(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function instances({ grpcAddress }: GatewayProcess, count: number): Promise<string[]> {
  const client = openGateway(grpcAddress);
  const keys: string[] = [];
  for (let i = 0; i < count; i++) keys.push(await client.create('p'));
  client.close();
  return keys;
}

type Found = Record<string, unknown>;

async function found({ restAddress }: GatewayProcess, what: string, filter: object = {}): Promise<Found[]> {
  const answer = await fetch(`${restAddress}/v2/${what}/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ filter }),
  });
  return ((await answer.json()) as { items: Found[] }).items;
}

async function active(gateway: GatewayProcess): Promise<unknown[]> {
  return (await found(gateway, 'process-instances', { state: 'ACTIVE' })).map((one) => one.processInstanceKey);
}

let copies = 0;
/** A copy of the whole files, then damaged. */
function damaged(damage: (file: (name: string) => string) => void): string {
  const folder = path.join(root, `copy-${++copies}`);
  cpSync(whole, folder, { recursive: true });
  damage((name) => path.join(folder, 'engine', name));
  return folder;
}

function takeFrom(other: string, file: string): void {
  cpSync(path.join(root, other, path.basename(file)), file);
}

function halve(file: string): void {
  truncateSync(file, Math.floor(statSync(file).size / 2));
}

function turnOneBit(file: string): void {
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] as number) ^ 1;
  writeFileSync(file, bytes);
}

async function eventually(read: () => Promise<boolean>): Promise<void> {
  while (!(await read())) await new Promise((resolve) => setTimeout(resolve, 20));
}
