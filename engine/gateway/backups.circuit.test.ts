import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openEngine } from '../engine.ts';
import type { Engine } from '../processing/protocol.ts';
import { draw, end, flows, service, start } from '../testing/draw.ts';
import type { Backup } from './backups.ts';
import { startGateway } from './gateway.ts';
import { openTestGateway } from './testing/gateway.ts';

const LOG = { info() {}, warn() {}, error: console.error };
const account = { user: 'harmonie', password: 'secret' };
const authorization = `Basic ${Buffer.from('harmonie:secret').toString('base64')}`;

let root: string;
const opened: { close(): Promise<void> }[] = [];
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'engine-backups-'));
});
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
  rmSync(root, { recursive: true, force: true });
});

async function open(name: string) {
  const dataFolder = path.join(root, name);
  const engine = await openEngine({ dataFolder });
  opened.push(engine);
  const gateway = await startGateway(engine, {
    host: '127.0.0.1',
    grpcPort: 0,
    restPort: 0,
    signIn: { account, tokens: null },
    tls: null,
    requestTimeoutMs: 1_000,
    movableClock: false,
    history: { file: path.join(dataFolder, 'history.sqlite'), keepFor: 86_400_000 },
    documentsFolder: null,
    backupsFolder: path.join(dataFolder, 'backups'),
    log: LOG,
  });
  opened.push(gateway);
  const at = `http://127.0.0.1:${gateway.restPort}`;
  const ask = (method: string, where: string, body?: object) =>
    fetch(`${at}${where}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  return { engine, at, ask, dataFolder };
}

const CIRCUIT = draw('p', [start(), service('work'), end(), flows('start -> work -> end')]);
const deploy = (engine: Engine) =>
  engine.execute('DEPLOY_RESOURCES', { resources: [{ name: 'p.bpmn', content: Buffer.from(CIRCUIT) }] } as never);
const create = (engine: Engine, n: number) =>
  engine.execute('CREATE_PROCESS_INSTANCE', { bpmnProcessId: 'p', version: -1, variables: { n } } as never);
const roots = (engine: Engine) =>
  [...engine.state.elementInstances.values()]
    .filter(({ elementType }) => elementType === 'PROCESS')
    .map(({ key }) => key);

test('a copy is taken while work goes on, holds what comes next until it is released, and is an engine of that moment', async () => {
  const { engine, ask, dataFolder } = await open('first');
  await deploy(engine);
  const acknowledged: string[] = [];
  let working = true;
  const load = (async () => {
    for (let n = 0; working; n += 1) acknowledged.push((await create(engine, n)).processInstanceKey);
  })();
  while (acknowledged.length < 50) await new Promise((resolve) => setImmediate(resolve));

  const answer = await ask('POST', '/actuator/backups');
  expect(answer.status).toBe(201);
  const backup = (await answer.json()) as Backup;
  expect(path.dirname(backup.folder)).toBe(path.join(dataFolder, 'backups'));
  const before = [...acknowledged];
  const position = engine.committedPosition;
  expect(backup.position).toBe(position);
  expect((await ask('POST', '/actuator/backups')).status).toBe(409);
  // Many turns of the loop later, nothing more was committed, nor anybody answered.
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(engine.committedPosition).toBe(position);
  expect(acknowledged).toEqual(before);
  expect((await ask('POST', `/actuator/backups/${backup.backupId}/release`)).status).toBe(200);
  while (acknowledged.length < before.length + 20) await new Promise((resolve) => setImmediate(resolve));
  working = false;
  await load;

  const copy = path.join(root, 'second');
  for (const file of backup.files) cpSync(path.join(backup.folder, file), path.join(copy, file));
  expect((await ask('DELETE', `/actuator/backups/${backup.backupId}`)).status).toBe(204);
  expect(existsSync(backup.folder)).toBe(false);
  expect((await ask('POST', `/actuator/backups/${backup.backupId}/release`)).status).toBe(409);

  const second = await open('second');
  expect(second.engine.committedPosition).toBe(position);
  expect(roots(second.engine)).toEqual(before);
  const found = await second.ask('POST', '/v2/process-instances/search', { page: { limit: 1 } });
  expect(((await found.json()) as { page: { totalItems: number } }).page.totalItems).toBe(before.length);
  // It goes on, and gives no key twice.
  expect(before).not.toContain((await create(second.engine, 0)).processInstanceKey);
});

test('nobody copies without signing in, nor an engine that keeps nothing on disk; what a killed one left is removed', async () => {
  const { at, ask, dataFolder } = await open('first');
  expect((await fetch(`${at}/actuator/backups`, { method: 'POST' })).status).toBe(401);
  const { folder } = (await (await ask('POST', '/actuator/backups')).json()) as Backup;
  expect(existsSync(folder)).toBe(true);
  for (const one of opened.splice(0).reverse()) await one.close();
  await open('first');
  expect(existsSync(path.join(dataFolder, 'backups'))).toBe(false);

  const inMemory = await openTestGateway();
  opened.push(inMemory);
  const refused = await fetch(`${inMemory.restAddress}/actuator/backups`, { method: 'POST' });
  expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('keeps nothing on disk')]);
});
