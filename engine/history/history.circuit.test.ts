import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openEngine } from '../engine.ts';
import type { Engine } from '../processing/protocol.ts';
import { oneJob } from '../testing/small-circuits.ts';
import { type History, openHistory } from './history.ts';
import { VARIABLE_VALUE } from './schema/indexes.ts';
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

test('a large file of an earlier engine gets its indexes while the engine works', async () => {
  await engine.execute('DEPLOY_RESOURCES', { resources: [oneJob] });
  const processInstanceKey = await run();
  await close();
  const file = path.join(folder, 'history.sqlite');
  const before = new DatabaseSync(file);
  before.exec(`drop index ${VARIABLE_VALUE}; insert into variable ("variableKey", name, value, "scopeKey") with recursive
    number (i) as (select 1 union all select i + 1 from number where i < 60000) select -i, 'm', i, i from number`);
  before.close();
  await open();
  const found = async () =>
    (await history.search('processInstance', { filter: { variables: [{ name: 'n', value: '1' }] } })).items;
  expect(await found()).toMatchObject([{ processInstanceKey }]);
  while (history.missingIndexes > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await found()).toMatchObject([{ processInstanceKey }]);
  const after = new DatabaseSync(file, { readOnly: true });
  expect(after.prepare('select 1 as one from sqlite_master where name = ?').get(VARIABLE_VALUE)).toEqual({ one: 1 });
  after.close();
});

test('a search that reads for too long is given up, and its caller told what to filter by', async () => {
  await history.close();
  const file = path.join(folder, 'history.sqlite');
  history = await openHistory(engine, { file, keepFor: DAY_MS, maxSearchMs: 1 }, () => {});
  const database = new DatabaseSync(file);
  database.exec(`insert into job ("jobKey", "errorMessage") with recursive number (i) as
    (select 1 union all select i + 1 from number where i < 20) select i, printf('%.*c', 100000, 'b') from number`);
  database.close();
  const $or = Array.from({ length: 60 }, (_, index) => ({ errorMessage: { $like: `*b${index}*` } }));
  await expect(history.search('job', { filter: { $or } })).rejects.toThrow(/filter by .*creationTime/);
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
