import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Camunda8 } from '@camunda8/sdk';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { jobCircuit, oneJob, oneTask, opinionForm, payTable } from '../../testing/small-circuits.ts';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';

type RestClient = ReturnType<Camunda8['getCamundaRestClient']>;

/** Of users and tenants, or of the client itself: nothing for this engine to answer. */
const ELSEWHERE =
  /User(s|sForTenant)?$|Tenant|modifyAuthorization|Worker|getHeaders|getConfig|callApiEndpoint|addJob|Default/;
/** Former names of other methods. */
const FORMER = ['assignTask', 'unassignTask', 'updateTask', 'deployResourcesFromFiles'];

const called = new Set<string>();
let gateway: TestGateway;
let client: RestClient;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sdk-rest-'));
  gateway = await openTestGateway();
  const camunda = new Camunda8({
    ZEEBE_REST_ADDRESS: gateway.restAddress,
    CAMUNDA_AUTH_STRATEGY: 'NONE',
    CAMUNDA_LOG_LEVEL: 'none',
    CAMUNDA_JOB_WORKER_MAX_BACKOFF_MS: 10,
  });
  client = new Proxy(camunda.getCamundaRestClient(), {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function' || typeof name !== 'string') return method;
      called.add(name);
      return method.bind(target);
    },
  });
  await client.deployResources([oneJob, oneTask, opinionForm, payTable] as never);
});

afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (processDefinitionId: string, variables = {}) =>
  client.createProcessInstance({ processDefinitionId, variables });

async function take() {
  const [job] = await client.activateJobs({
    type: 'work',
    worker: 'w',
    timeout: 60_000,
    maxJobsToActivate: 1,
    requestTimeout: 500,
  });
  if (job === undefined) throw new Error('There is no job');
  return job;
}

test('the engine tells what it is, and its clock is moved', async () => {
  expect((await client.getTopology()).clusterSize).toBe(1);
  expect((await client.getLicenseStatus()).licenseType).toBe('none');
  await client.pinInternalClock(Date.now());
  await client.resetClock();
});

test('a document is kept, linked to, read and deleted', async () => {
  const files = ['one.txt', 'other.txt'].map((name) => path.join(folder, name));
  for (const file of files) writeFileSync(file, path.basename(file));
  const [one, other] = files.map((file) => createReadStream(file));
  const { documentId, contentHash } = await client.uploadDocument({
    file: one as never,
    metadata: { fileName: 'one.txt', contentType: 'text/plain' } as never,
  });
  expect((await client.downloadDocument({ documentId, contentHash })).toString()).toBe('one.txt');
  const { url } = (await client.createDocumentLink({ documentId, timeToLive: 60_000 } as never)) as { url: string };
  expect(await (await fetch(url)).text()).toBe('one.txt');
  expect((await client.uploadDocuments({ files: [other as never] })).createdDocuments).toHaveLength(1);
  await client.deleteDocument({ documentId });
  await expect(client.downloadDocument({ documentId, contentHash })).rejects.toThrow('404');
});

test('jobs are taken, changed, failed, refused and done; a worker does them too', async () => {
  const { processInstanceKey } = await start('one-job');
  const { jobKey } = await take();
  await client.updateJob({ jobKey, retries: 4, timeout: 60_000 });
  await client.failJob({ jobKey, retries: 1, errorMessage: 'busy', retryBackOff: 0 } as never);
  await client.errorJob({
    jobKey: (await take()).jobKey,
    errorCode: 'REFUSED',
    errorMessage: 'no',
    variables: {},
  } as never);
  const [incident] = (await client.searchIncidents({ filter: { processInstanceKey } } as never)).items;
  await client.resolveIncident(incident?.incidentKey as string);
  await client.completeJob({ jobKey: (await take()).jobKey, variables: { n: 1 } } as never);

  const worker = client.createJobWorker({
    type: 'work',
    worker: 'w',
    timeout: 60_000,
    maxJobsToActivate: 5,
    pollIntervalMs: 10,
    jobHandler: (job: { complete(variables: object): Promise<never> }) => job.complete({ done: true }),
  } as never);
  const result = await client.createProcessInstanceWithResult({
    processDefinitionId: 'one-job',
    variables: { n: 2 },
    requestTimeout: 10_000,
  });
  expect(result.variables).toEqual({ n: 2, done: true });
  await (worker as { close(): Promise<void> }).close();
});

test('a person does a task', async () => {
  const { processInstanceKey } = await start('one-task', { requestId: 'r1' });
  const [task] = (await client.searchUserTasks({ filter: { processInstanceKey }, page: {}, sort: [] } as never)).items;
  const userTaskKey = String(task?.userTaskKey);
  expect((await client.getUserTask(userTaskKey)).elementId).toBe('opinion');
  await client.assignUserTask({ userTaskKey, assignee: 'nadia' });
  await client.unassignUserTask({ userTaskKey });
  await client.updateUserTask({ userTaskKey, changeset: { priority: 80 } as never });
  expect((await client.searchUserTaskVariables({ userTaskKey } as never)).items).toHaveLength(1);
  await client.completeUserTask({ userTaskKey, variables: { opinion: 'favourable' } });
});

test('instances are found with their elements and variables, modified, migrated, cancelled', async () => {
  const { processInstanceKey, processDefinitionKey } = await start('one-job', { n: 1 });
  expect((await client.getProcessDefinition(processDefinitionKey)).version).toBe(1);
  expect(await client.getProcessDefinitionXML(processDefinitionKey)).toBe(oneJob.content);
  expect(
    (await client.searchProcessDefinitions({ filter: { processDefinitionId: 'one-job' } } as never)).items,
  ).toHaveLength(1);
  expect((await client.searchProcessInstances({ filter: { processInstanceKey } } as never)).items).toHaveLength(1);
  const { items } = await client.searchElementInstances({ filter: { processInstanceKey, elementId: 'work' } } as never);
  const elementInstanceKey = String(items[0]?.elementInstanceKey);
  expect((await client.getElementInstance(elementInstanceKey)).state).toBe('ACTIVE');
  await client.updateElementInstanceVariables({ elementInstanceKey, variables: { n: 2 } });
  const [variable] = (await client.searchVariables({ filter: { processInstanceKey } } as never)).items;
  expect((await client.getVariable({ variableKey: String(variable?.variableKey) })).value).toBe(2);

  await client.modifyProcessInstance({ processInstanceKey, activateInstructions: [{ elementId: 'work' }] } as never);
  const next = { ...jobCircuit('one-job', 'other'), name: oneJob.name };
  const { processes } = await client.deployResources([next] as never);
  await client.migrateProcessInstance({
    processInstanceKey,
    targetProcessDefinitionKey: String(processes[0]?.processDefinitionKey),
    mappingInstructions: [{ sourceElementId: 'work', targetElementId: 'work' }],
  } as never);
  await client.cancelProcessInstance({ processInstanceKey });
  await client.deleteResource({ resourceKey: processDefinitionKey });
});

test('messages and signals arrive, decisions are evaluated', async () => {
  await start('one-task', { requestId: 'r2' });
  await client.correlateMessage({ name: 'withdrawal', correlationKey: 'r2', variables: {} });
  await client.publishMessage({
    name: 'withdrawal',
    correlationKey: 'r3',
    timeToLive: 0,
    messageId: 'm',
    variables: {},
  });
  await client.broadcastSignal({ signalName: 'closed', variables: {} });
  const { output } = await client.evaluateDecision({ decisionDefinitionId: 'pay', variables: { quota: 80 } } as never);
  expect(output).toBe('"6/7"');
});

test('every method was called but those of users and tenants', () => {
  const prototype = Object.getPrototypeOf(client) as object;
  const left = Object.getOwnPropertyNames(prototype).filter(
    (name) => name !== 'constructor' && !called.has(name) && !FORMER.includes(name) && !ELSEWHERE.test(name),
  );
  expect(left).toEqual([]);
});
