import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { draw, end, flows, message, messageNamed, node, service, start, timer } from './testing/draw.ts';
import { gatewayService } from './testing/survival/gateway-client.ts';
import { type GatewayProcess, startGatewayProcess } from './testing/survival/gateway-process.ts';

const NOON = Date.parse('2026-03-02T12:00:00Z');
const HOUR = 3_600_000;

/** A job whose type is the process's name: the tests share one gateway, each has a process of its own. */
const oneJob = (name: string) => draw(name, [start(), service('work', name), end(), flows('start -> work -> end')]);
/** The same, once it was told the news of an id. */
const listener = (name: string) =>
  draw(
    name,
    [
      start(),
      node('intermediateCatchEvent', 'listening', message('news')),
      service('after', name),
      end(),
      flows('start -> listening -> after -> end'),
    ],
    [messageNamed('news', '=id')],
  );

let folder: string;
let gateway: GatewayProcess;
let client: grpc.Client;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kills-'));
  await live();
});
beforeEach(() => rest('POST', '/clock/reset'));
afterAll(async () => {
  client.close();
  await gateway.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function live(): Promise<void> {
  gateway = await startGatewayProcess(folder);
  client = new (gatewayService())(gateway.grpcAddress, grpc.credentials.createInsecure());
}

/** `kill -9`, and a new life on the same folder. */
async function killed(): Promise<void> {
  client.close();
  await gateway.kill();
  await live();
}

type Message = Record<string, unknown>;
type Method = (request: Message, answered: (error: grpc.ServiceError | null, answer: Message) => void) => void;

function call(name: string, request: Message): Promise<Message> {
  return new Promise((resolve, reject) => {
    (client as unknown as Record<string, Method>)[name]?.(request, (error, answer) =>
      error === null ? resolve(answer) : reject(error),
    );
  });
}

function deploy(name: string, content: string): Promise<Message> {
  return call('DeployResource', { resources: [{ name: `${name}.bpmn`, content: Buffer.from(content) }] });
}

async function create(bpmnProcessId: string, variables: object = {}): Promise<string> {
  const request = { bpmnProcessId, version: -1, variables: JSON.stringify(variables) };
  return (await call('CreateProcessInstance', request)).processInstanceKey as string;
}

function publish(correlationKey: string, timeToLive: number): Promise<Message> {
  const [name, variables] = ['news', '{"told":1}'];
  return call('PublishMessage', { name, correlationKey, messageId: 'm1', timeToLive, variables });
}

interface Job {
  readonly key: string;
  readonly retries: number;
  readonly variables: string;
}

/** What a worker is handed at once. */
function jobs(type: string, timeout = HOUR): Promise<Job[]> {
  const found: Job[] = [];
  const request = { type, worker: 'w', timeout, maxJobsToActivate: 10, requestTimeout: -1 };
  return new Promise((resolve, reject) => {
    const open = (client as unknown as Record<string, (request: Message) => grpc.ClientReadableStream<{ jobs: Job[] }>>)
      .ActivateJobs;
    const stream = open?.call(client, request);
    stream?.on('data', (answer: { jobs: Job[] }) => found.push(...answer.jobs));
    stream?.on('end', () => resolve(found));
    stream?.on('error', reject);
  });
}

async function rest(method: string, where: string, body?: object): Promise<Message> {
  const answer = await fetch(`${gateway.restAddress}/v2${where}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text}`);
  return text === '' ? {} : (JSON.parse(text) as Message);
}

const pin = (timestamp: number) => rest('PUT', '/clock', { timestamp });

async function stateOf(key: string): Promise<unknown> {
  return (await rest('GET', `/process-instances/${key}`)).state;
}

async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('a message published again under its id is refused while the first is kept, and taken once it is not', async () => {
  await pin(NOON);
  await publish('again', HOUR);
  await killed();
  await expect(publish('again', HOUR)).rejects.toMatchObject({ code: grpc.status.ALREADY_EXISTS });
  await pin(NOON + HOUR);
  await killed();
  await publish('again', HOUR);
});

test('a message kept before a kill is for whoever waits for it after', async () => {
  await deploy('told', listener('told'));
  await publish('told', HOUR);
  await killed();
  await create('told', { id: 'told' });
  expect(await jobs('told')).toMatchObject([{ variables: expect.stringContaining('"told":1') }]);
});

test('a message whose time ended while the engine was dead is for nobody', async () => {
  await deploy('late', listener('late'));
  await publish('late', 100);
  await killed();
  await create('late', { id: 'late' });
  expect(await jobs('late')).toEqual([]);
});

test('a leased job is handed to nobody before its time, and to somebody then; its first worker may still end it', async () => {
  await pin(NOON);
  await deploy('leased', oneJob('leased'));
  const [kept, left] = [await create('leased'), await create('leased')];
  const [first, second] = await jobs('leased');
  await killed();
  expect(await jobs('leased')).toEqual([]);
  await call('CompleteJob', { jobKey: first?.key, variables: '{}' });
  await pin(NOON + HOUR - 1);
  expect(await jobs('leased')).toEqual([]);
  await pin(NOON + HOUR);
  expect(await jobs('leased')).toMatchObject([{ key: second?.key }]);
  expect(await stateOf(kept)).toBe('COMPLETED');
  expect(await stateOf(left)).toBe('ACTIVE');
});

test('a job that failed comes back after its back-off, not before, with the retries it had', async () => {
  await pin(NOON);
  await deploy('failing', oneJob('failing'));
  await create('failing');
  const [job] = await jobs('failing');
  await call('FailJob', { jobKey: job?.key, retries: 2, retryBackOff: HOUR, errorMessage: 'later' });
  await killed();
  expect(await jobs('failing')).toEqual([]);
  await pin(NOON + HOUR);
  expect(await jobs('failing')).toMatchObject([{ key: job?.key, retries: 2 }]);
});

test('an incident is still there and can be resolved', async () => {
  await deploy('broken', oneJob('broken'));
  const instance = await create('broken');
  const [job] = await jobs('broken');
  await call('FailJob', { jobKey: job?.key, retries: 0, errorMessage: 'broken' });
  await killed();
  const { items } = await rest('POST', '/incidents/search', { filter: { processInstanceKey: instance } });
  expect(items).toMatchObject([{ state: 'ACTIVE', errorMessage: 'broken' }]);
  await call('UpdateJobRetries', { jobKey: job?.key, retries: 1 });
  await call('ResolveIncident', { incidentKey: (items as Message[])[0]?.incidentKey });
  await killed();
  expect(await jobs('broken')).toMatchObject([{ key: job?.key }]);
});

test('files deployed again keep their keys and versions; one that changed is a new version', async () => {
  const first = await deploy('redeployed', oneJob('redeployed'));
  await killed();
  expect((await deploy('redeployed', oneJob('redeployed'))).deployments).toEqual(first.deployments);
  const changed = await deploy('redeployed', oneJob('redeployed').replace('</', ' </'));
  expect(changed.deployments).toMatchObject([{ process: { version: 2 } }]);
});

test('whoever waited for a result is told that the engine is away; the instance goes on', async () => {
  await deploy('awaited', oneJob('awaited'));
  const request = { bpmnProcessId: 'awaited', version: -1, variables: '{}' };
  const waiting = call('CreateProcessInstanceWithResult', { request, requestTimeout: 60_000 }).catch(
    (error: grpc.ServiceError) => error.code,
  );
  await eventually(
    async () => ((await rest('POST', '/jobs/search', { filter: { type: 'awaited' } })).items as unknown[]).length > 0,
  );
  await killed();
  expect(await waiting).toBe(grpc.status.UNAVAILABLE);
  const [job] = await jobs('awaited');
  await call('CompleteJob', { jobKey: job?.key, variables: '{}' });
  const { items } = await rest('POST', '/process-instances/search', { filter: { processDefinitionId: 'awaited' } });
  expect(items).toMatchObject([{ state: 'COMPLETED' }]);
});

test('a pinned clock stays where it was put, and a timer fires when it gets there', async () => {
  await pin(NOON);
  const timed = draw('timed', [
    start(),
    node('intermediateCatchEvent', 'later', timer('duration', 'PT1H')),
    end(),
    flows('start -> later -> end'),
  ]);
  await deploy('timed', timed);
  const instance = await create('timed');
  await killed();
  expect(await stateOf(instance)).toBe('ACTIVE');
  expect((await rest('GET', `/process-instances/${instance}`)).startDate).toBe('2026-03-02T12:00:00.000Z');
  await pin(NOON + HOUR);
  await eventually(async () => (await stateOf(instance)) === 'COMPLETED');
});

test('a batch is done to its end, nothing in it counted as failed, though the kill came in its middle', async () => {
  await deploy('batch', oneJob('batch'));
  const keys = await Promise.all(Array.from({ length: 1_500 }, () => create('batch')));
  const { batchOperationKey } = await rest('POST', '/process-instances/cancellation', {
    filter: { processDefinitionId: 'batch' },
  });
  const ended = async () =>
    (await rest('POST', '/process-instances/search', { filter: { state: 'TERMINATED', processDefinitionId: 'batch' } }))
      .page as {
      totalItems: number;
    };
  await eventually(async () => (await ended()).totalItems > 0);
  await killed();
  await eventually(async () => (await rest('GET', `/batch-operations/${batchOperationKey}`)).state !== 'ACTIVE');
  expect(await rest('GET', `/batch-operations/${batchOperationKey}`)).toMatchObject({
    state: 'COMPLETED',
    operationsCompletedCount: keys.length,
    operationsFailedCount: 0,
  });
  expect(await ended()).toMatchObject({ totalItems: keys.length });
});
