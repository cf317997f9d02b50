import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openEngine } from '../engine.ts';
import type { Engine } from '../processing/protocol.ts';
import { oneJob } from '../testing/small-circuits.ts';
import { type History, openHistory } from './history.ts';
import { trim } from './trim.ts';

const DAY_MS = 86_400_000;
let folder: string;
let engine: Engine;
let history: History;

const open = async () => {
  engine = await openEngine({ dataFolder: folder });
  history = await openHistory(engine, { file: path.join(folder, 'history.sqlite'), keepFor: DAY_MS }, () => {});
};
const close = async () => {
  await history.close();
  await engine.close();
};

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'history-'));
  await open();
});

afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(): Promise<string> {
  const { processInstanceKey } = await engine.execute('CREATE_PROCESS_INSTANCE', {
    bpmnProcessId: 'one-job',
    variables: { n: 1 },
  });
  const lease = { type: 'work', worker: 'w', timeout: 60_000, maxJobsToActivate: 1 };
  const { jobs } = await engine.execute('ACTIVATE_JOBS', lease);
  await engine.execute('COMPLETE_JOB', { jobKey: jobs[0]?.key ?? '' });
  return processInstanceKey;
}

test('what is over is found after a restart, and what happened while the history was away is caught up', async () => {
  await engine.execute('DEPLOY_RESOURCES', { resources: [oneJob] });
  const before = await run();
  await history.close();
  const meanwhile = await run();
  await engine.close();
  await open();
  for (const key of [before, meanwhile])
    expect(await history.find('processInstance', key)).toMatchObject({ state: 'COMPLETED' });
  const { items } = await history.search('elementInstance', { filter: { processInstanceKey: meanwhile } });
  expect(items.map((item) => item.elementId)).toEqual(['start', 'work', 'end']);
});

test('instances that ended long ago are forgotten with all their parts; live ones stay', async () => {
  await engine.execute('DEPLOY_RESOURCES', { resources: [oneJob] });
  const over = await run();
  const live = await engine.execute('CREATE_PROCESS_INSTANCE', { bpmnProcessId: 'one-job' });
  await history.find('processInstance', over);
  const database = new DatabaseSync(path.join(folder, 'history.sqlite'));
  expect(trim(database, Date.now() - DAY_MS)).toBe(false);
  expect(await history.find('processInstance', over)).not.toBeNull();
  trim(database, Date.now() + 1);
  database.close();
  expect(await history.find('processInstance', over)).toBeNull();
  for (const entity of ['elementInstance', 'job', 'variable'] as const) {
    expect((await history.search(entity, { filter: { processInstanceKey: over } })).items).toEqual([]);
  }
  expect(await history.find('processInstance', live.processInstanceKey)).toMatchObject({ state: 'ACTIVE' });
});
