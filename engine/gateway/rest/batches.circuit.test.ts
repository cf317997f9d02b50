import createCamundaClient, { type CamundaClient } from '@camunda8/orchestration-cluster-api';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { oneJob, oneTask, opinionForm } from '../../testing/small-circuits.ts';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';

const NOW = { consistency: { waitUpToMs: 0 } };
const ENDED = ['COMPLETED', 'PARTIALLY_COMPLETED', 'CANCELED'];

let gateway: TestGateway;
let client: CamundaClient;

beforeAll(async () => {
  gateway = await openTestGateway();
  client = createCamundaClient({
    env: {},
    // Every answer is checked against the client's own schemas of the API.
    config: {
      CAMUNDA_REST_ADDRESS: gateway.restAddress,
      CAMUNDA_SDK_VALIDATION: 'req:none,res:strict',
      CAMUNDA_SDK_HTTP_RETRY_MAX_ATTEMPTS: 1,
    },
  });
  const files = [oneJob, oneTask, opinionForm];
  await client.createDeployment({ resources: files.map((file) => new File([file.content], file.name)) });
});

afterAll(() => gateway.close());

async function start(processDefinitionId: string, count: number, tag: string) {
  const one = (index: number) =>
    client.createProcessInstance({
      processDefinitionId: processDefinitionId as never,
      variables: { requestId: `${tag}-${index}` },
      tags: [tag as never],
    });
  return Promise.all(Array.from({ length: count }, (_, index) => one(index)));
}

async function ended(batchOperationKey: string) {
  for (;;) {
    const batch = await client.getBatchOperation({ batchOperationKey: batchOperationKey as never }, NOW);
    if (ENDED.includes(batch.state)) return batch;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('every instance that a filter finds is cancelled, and the others are not', async () => {
  await start('one-task', 120, 'go');
  await start('one-task', 2, 'stay');
  const { batchOperationKey, batchOperationType } = await client.cancelProcessInstancesBatchOperation({
    filter: { tags: ['go' as never] },
  });
  expect(batchOperationType).toBe('CANCEL_PROCESS_INSTANCE');
  expect(await ended(batchOperationKey)).toMatchObject({
    state: 'COMPLETED',
    operationsTotalCount: 120,
    operationsCompletedCount: 120,
    operationsFailedCount: 0,
  });
  const alive = async (tag: string) =>
    (await client.searchProcessInstances({ filter: { state: 'ACTIVE', tags: [tag as never] } }, NOW)).page.totalItems;
  expect([await alive('go'), await alive('stay')]).toEqual([0, 2]);
  const items = await client.searchBatchOperationItems({ filter: { batchOperationKey, state: 'COMPLETED' } }, NOW);
  expect(items.page.totalItems).toBe(120);
});

test('the incidents of one instance are resolved, a job without retries getting one first', async () => {
  const [instance] = await start('one-job', 1, 'stuck');
  if (instance === undefined) throw new Error('nothing was created');
  const { processInstanceKey } = instance;
  const { jobs } = await client.activateJobs({ type: 'work', timeout: 60_000, maxJobsToActivate: 10 });
  const job = jobs.find((one) => one.processInstanceKey === processInstanceKey);
  await client.failJob({ jobKey: job?.jobKey as never, retries: 0, errorMessage: 'no paper left' });
  const { batchOperationKey } = await client.resolveProcessInstanceIncidents({ processInstanceKey });
  expect(await ended(batchOperationKey)).toMatchObject({ state: 'COMPLETED', operationsTotalCount: 1 });
  expect((await client.searchIncidents({ filter: { processInstanceKey, state: 'ACTIVE' } }, NOW)).items).toEqual([]);
  expect((await client.searchJobs({ filter: { jobKey: job?.jobKey as never } }, NOW)).items[0]).toMatchObject({
    retries: 1,
  });
});

test('items that cannot be done are reported one by one, and the rest is done', async () => {
  const [first] = await start('one-task', 3, 'mixed');
  const { batchOperationKey } = await client.migrateProcessInstancesBatchOperation({
    filter: { tags: ['mixed' as never] },
    migrationPlan: {
      targetProcessDefinitionKey: first?.processDefinitionKey as never,
      mappingInstructions: [{ sourceElementId: 'nowhere' as never, targetElementId: 'opinion' as never }],
    },
  });
  expect(await ended(batchOperationKey)).toMatchObject({
    state: 'PARTIALLY_COMPLETED',
    operationsFailedCount: 3,
    operationsCompletedCount: 0,
  });
  const { items } = await client.searchBatchOperationItems({ filter: { batchOperationKey } }, NOW);
  for (const item of items)
    expect(item).toMatchObject({ state: 'FAILED', errorMessage: expect.stringContaining('nowhere') });
});

test('a batch is refused without a filter, and one that is over cannot be suspended', async () => {
  const post = (path: string, body: object) =>
    fetch(`${gateway.restAddress}/v2${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await post('/process-instances/cancellation', {})).status).toBe(400);
  const { batchOperationKey } = await client.cancelProcessInstancesBatchOperation({
    filter: { tags: ['nobody' as never] },
  });
  expect(await ended(batchOperationKey)).toMatchObject({ operationsTotalCount: 0 });
  expect((await post(`/batch-operations/${batchOperationKey}/suspension`, {})).status).toBe(400);
  expect((await post('/batch-operations/12/suspension', {})).status).toBe(404);
});
