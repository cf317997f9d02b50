import { ZeebeGrpcClient } from '@camunda8/sdk/dist/zeebe/index.js';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ZBClient } from 'zeebe-node';
import { jobCircuit, messageStarted, oneJob, oneTask, opinionForm, payTable } from '../../testing/small-circuits.ts';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';
import { gatewayService } from './proto.ts';

let gateway: TestGateway;
let sdk: ZeebeGrpcClient;
/** The retired ancestor of the SDK; a second one in a process spins for ever. */
let old: ZBClient;

beforeAll(async () => {
  gateway = await openTestGateway();
  sdk = new ZeebeGrpcClient({
    config: {
      ZEEBE_GRPC_ADDRESS: gateway.grpcAddress,
      CAMUNDA_AUTH_STRATEGY: 'NONE',
      CAMUNDA_LOG_LEVEL: 'none',
      zeebeGrpcSettings: {
        ZEEBE_CLIENT_LOG_LEVEL: 'NONE',
        ZEEBE_GRPC_CLIENT_RETRY: false,
        ZEEBE_GRPC_WORKER_POLL_INTERVAL_MS: 10,
      },
    },
  });
  old = new ZBClient(`127.0.0.1:${gateway.grpcPort}`, {
    useTLS: false,
    loglevel: 'NONE',
    retry: false,
    longPoll: 1_000,
    pollInterval: 10,
  } as never);
});

afterAll(async () => {
  await old.close();
  await sdk.close();
  await gateway.close();
});

/** One job of a type, by a unary poll. */
async function take(type = 'work') {
  const [job] = await sdk.activateJobs({
    type,
    worker: 'w',
    timeout: 60_000,
    maxJobsToActivate: 1,
    requestTimeout: 1_000,
  });
  if (job === undefined) throw new Error(`There is no job of type ${type}`);
  return job;
}

const create = (bpmnProcessId: string, variables = {}) => sdk.createProcessInstance({ bpmnProcessId, variables });

test('files are deployed and deleted', async () => {
  expect((await sdk.topology()).clusterSize).toBe(1);
  for (const { name, content } of [oneJob, oneTask, messageStarted])
    await sdk.deployResource({ name, process: Buffer.from(content) });
  await sdk.deployResource({ name: opinionForm.name, form: Buffer.from(opinionForm.content) });
  await sdk.deployResource({ name: payTable.name, decision: Buffer.from(payTable.content) });
  const other = jobCircuit('passing', 'work');
  const { deployments } = await sdk.deployResource({ name: other.name, process: Buffer.from(other.content) });
  await sdk.deleteResource({ resourceKey: deployments[0]?.process.processDefinitionKey as string });
  await expect(create('passing')).rejects.toThrow('NOT_FOUND');
});

test('the older deployment of processes only is still taken, from the client that knows it', async () => {
  const { name, content } = jobCircuit('older', 'work');
  const { processes } = await old.deployProcess({ name, definition: Buffer.from(content) });
  expect(processes).toMatchObject([{ bpmnProcessId: 'older', version: 1 }]);
});

test('zeebe-node still deploys, works and gets its result', async () => {
  const { name, content } = jobCircuit('retired', 'retired');
  await old.deployResource({ process: Buffer.from(content), name });
  const worker = old.createWorker({ taskType: 'retired', taskHandler: (job) => job.complete({ done: true }) });
  const result = await old.createProcessInstanceWithResult({
    bpmnProcessId: 'retired',
    variables: { n: 1 },
    requestTimeout: 10_000,
  });
  expect(result.variables).toEqual({ n: 1, done: true });
  await worker.close();
});

test('a job is taken, given more time and tries, failed, and done', async () => {
  await create('one-job');
  const { key: jobKey } = await take();
  await sdk.updateJobTimeout({ jobKey, timeout: 60_000 });
  await sdk.updateJobRetries({ jobKey, retries: 5 });
  await sdk.failJob({ jobKey, retries: 1, errorMessage: 'busy', retryBackOff: 0 });
  const again = await take();
  expect([again.key, again.retries]).toEqual([jobKey, 1]);
  await sdk.completeJob({ jobKey, variables: { n: 1 } });
});

test('a result is waited for, while a stream gives the job out', async () => {
  const stream = await sdk.streamJobs({
    type: 'work',
    worker: 'stream',
    timeout: 60_000,
    tenantIds: [],
    taskHandler: (job) => job.complete({ done: true }),
  });
  const result = await sdk.createProcessInstanceWithResult({
    bpmnProcessId: 'one-job',
    variables: { n: 1 },
    requestTimeout: 10_000,
  });
  expect(result.variables).toEqual({ n: 1, done: true });
  stream.close();
});

test('an error that nobody catches stops an instance until it is mended', async () => {
  const { processInstanceKey } = await create('one-job');
  const { key: jobKey } = await take();
  await sdk.throwError({ jobKey, errorCode: 'REFUSED', errorMessage: 'no', variables: {} });
  const [incident] = gateway.engine.state.incidentsOf(processInstanceKey);
  await sdk.resolveIncident({ incidentKey: incident?.key as string });
  await sdk.setVariables({ elementInstanceKey: processInstanceKey, variables: { n: 2 }, local: false });
  expect((await take()).variables).toEqual({ n: 2 });
  await sdk.cancelProcessInstance(processInstanceKey);
  await expect(sdk.cancelProcessInstance(processInstanceKey)).rejects.toThrow('NOT_FOUND');
});

test('an instance is modified, and follows a new version', async () => {
  const { processInstanceKey } = await create('one-job');
  const { content } = jobCircuit('one-job', 'other');
  const { deployments } = await sdk.deployResource({ name: oneJob.name, process: Buffer.from(content) });
  await sdk.modifyProcessInstance({
    processInstanceKey,
    activateInstructions: [{ elementId: 'work', ancestorElementInstanceKey: '-1', variableInstructions: [] }],
  });
  await sdk.migrateProcessInstance({
    processInstanceKey,
    migrationPlan: {
      targetProcessDefinitionKey: deployments[0]?.process.processDefinitionKey as string,
      mappingInstructions: [{ sourceElementId: 'work', targetElementId: 'work' }],
    },
  });
  expect(gateway.engine.state.elementInstances.get(processInstanceKey)?.version).toBe(2);
  await sdk.cancelProcessInstance(processInstanceKey);
});

test('messages and signals arrive, decisions are evaluated', async () => {
  const { processInstanceKey } = await create('one-task', { requestId: 'r1' });
  await sdk.publishMessage({ name: 'withdrawal', correlationKey: 'r1', variables: {}, timeToLive: 0 });
  expect(gateway.engine.state.elementInstances.get(processInstanceKey)).toBeUndefined();
  expect((await sdk.broadcastSignal({ signalName: 'closed', variables: {} })).key).toMatch(/^\d+$/);
  const { decisionOutput } = await sdk.evaluateDecision({ decisionId: 'pay', variables: { quota: 80 } });
  expect(decisionOutput).toBe('"6/7"');
});

test('every call of the protocol was made', async () => {
  const metrics = await (await fetch(`${gateway.restAddress}/metrics`)).text();
  const made = new Set(
    [...metrics.matchAll(/^engine_calls_total\{protocol="grpc",call="(\w+)"/gm)].map(([, call]) => call),
  );
  const calls = Object.keys(gatewayService());
  expect(calls).toHaveLength(21);
  expect(calls.filter((call) => !made.has(call))).toEqual([]);
});
