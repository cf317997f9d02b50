import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { oneJob } from '../../testing/small-circuits.ts';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';

/** The program itself: the script around it asks a registry for news of itself after each command. */
const ENDING = { darwin: 'darwin', win32: 'exe' }[process.platform as string] ?? 'linux';
const PROGRAM = path.join(
  path.dirname(createRequire(import.meta.url).resolve('zbctl/package.json')),
  'bin',
  `zbctl-cli.${ENDING}`,
);

let gateway: TestGateway;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'zbctl-'));
  gateway = await openTestGateway();
});

afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

async function zbctl(...parameters: string[]): Promise<string> {
  const where = ['--insecure', '--address', `127.0.0.1:${gateway.grpcPort}`];
  return (await promisify(execFile)(PROGRAM, [...where, ...parameters], { env: { HOME: folder } })).stdout;
}

/** Answers are JSON, with keys as text. */
const ask = async (...parameters: string[]) => JSON.parse(await zbctl(...parameters));

test("Camunda's command line, written in Go, says how the cluster is", async () => {
  expect(await zbctl('status')).toMatch(/Cluster size: 1\b[\s\S]*Leader, Healthy/);
});

test('it deploys, starts, works, and sees the instance end', async () => {
  const file = path.join(folder, oneJob.name);
  writeFileSync(file, oneJob.content);
  const { deployments } = await ask('deploy', 'resource', file);
  expect(deployments).toMatchObject([{ process: { bpmnProcessId: 'one-job', version: 1 } }]);

  const { processInstanceKey } = await ask('create', 'instance', 'one-job', '--variables', '{"n":1}');
  const { jobs } = await ask('activate', 'jobs', 'work', '--requestTimeout', '1s');
  expect(jobs).toMatchObject([{ type: 'work', processInstanceKey, variables: '{"n":1}' }]);
  await zbctl('update', 'retries', jobs[0].key, '--retries', '3');
  await zbctl('fail', 'job', jobs[0].key, '--retries', '2');
  const again = await ask('activate', 'jobs', 'work', '--requestTimeout', '1s');
  await zbctl('complete', 'job', again.jobs[0].key, '--variables', '{"done":true}');
  expect(gateway.engine.state.elementInstances.size).toBe(0);
});

test('it is told why, when it asks for what cannot be', async () => {
  await expect(zbctl('create', 'instance', 'nobody')).rejects.toMatchObject({
    stderr: expect.stringContaining('NotFound'),
  });
  await expect(zbctl('cancel', 'instance', '42')).rejects.toMatchObject({
    stderr: expect.stringContaining('NotFound'),
  });
});

test('it publishes a message, sets variables and cancels', async () => {
  expect((await ask('publish', 'message', 'request', '--correlationKey', 'r1')).key).toMatch(/^\d+$/);
  const { processInstanceKey } = await ask('create', 'instance', 'one-job');
  await zbctl('set', 'variables', processInstanceKey, '--variables', '{"n":2}');
  expect(gateway.engine.state.localVariables(processInstanceKey)).toEqual({ n: 2 });
  await zbctl('cancel', 'instance', processInstanceKey);
  expect(gateway.engine.state.elementInstances.size).toBe(0);
});
