import { setTimeout as sleep } from 'node:timers/promises';
import createCamundaClient, { type CamundaClient } from '@camunda8/orchestration-cluster-api';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  calling,
  jobCircuit,
  messageStarted,
  oneJob,
  oneTask,
  opinionForm,
  payTable,
  startedByForm,
} from '../../testing/small-circuits.ts';
import { clientMethods } from '../testing/client-api.ts';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';

const NOW = { consistency: { waitUpToMs: 0 } };
const WINDOW = { from: '2020-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };

/** Methods that were answered with what they are for. */
const answered = new Set<string>();
let gateway: TestGateway;
let client: CamundaClient;
let strict: CamundaClient;

beforeAll(async () => {
  gateway = await openTestGateway();
  strict = createCamundaClient({
    env: {},
    // Every answer is checked against the client's own schemas of the API.
    config: {
      CAMUNDA_REST_ADDRESS: gateway.restAddress,
      CAMUNDA_SDK_VALIDATION: 'req:none,res:strict',
      CAMUNDA_SDK_HTTP_RETRY_MAX_ATTEMPTS: 1,
    },
  });
  client = new Proxy(strict, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function' || typeof name !== 'string') return method;
      return async (...input: unknown[]) => {
        const result: unknown = await method.apply(target, input);
        answered.add(name);
        return result;
      };
    },
  });
  await client.createDeployment({
    resources: files(oneJob, oneTask, opinionForm, payTable, calling, startedByForm, messageStarted),
  });
});

afterAll(() => gateway.close());

function files(...resources: { name: string; content: string }[]): File[] {
  return resources.map(({ name, content }) => new File([content], name));
}

async function start(
  processDefinitionId: string,
  variables = {},
): Promise<{ processInstanceKey: never; processDefinitionKey: never }> {
  return (await client.createProcessInstance({
    processDefinitionId: processDefinitionId as never,
    variables,
  })) as never;
}

async function takeJob(type = 'work') {
  const { jobs } = await client.activateJobs({
    type,
    worker: 'w1',
    timeout: 60_000,
    maxJobsToActivate: 1,
    requestTimeout: 60_000,
  });
  const [job] = jobs;
  if (job === undefined) throw new Error(`There is no job of type ${type}`);
  return job;
}

async function batchIsOver(batchOperationKey: unknown): Promise<string> {
  for (;;) {
    const { state } = await client.getBatchOperation({ batchOperationKey: batchOperationKey as never }, NOW);
    if (state !== 'ACTIVE') return state;
    await sleep(5);
  }
}

test('the engine tells what it is', async () => {
  expect((await client.getTopology()).clusterSize).toBe(1);
  await client.getStatus();
  expect((await client.getLicense()).isCommercial).toBe(false);
  expect((await client.getAuthentication()).username).toBe('anonymous');
  expect((await client.getSystemConfiguration()).jobMetrics.enabled).toBe(true);
  await client.pinClock({ timestamp: Date.now() });
  await client.resetClock();
});

test('the clock is not moved where nobody said that it may be', async () => {
  const still = await openTestGateway({ movableClock: false });
  try {
    for (const [method, path, body] of [
      ['PUT', '/v2/clock', JSON.stringify({ timestamp: Date.now() + 86_400_000 })],
      ['POST', '/v2/clock/reset', '{}'],
    ] as const) {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${still.restAddress}${path}`, { method, headers, body });
      expect([path, answer.status, await answer.json()]).toEqual([
        path,
        403,
        expect.objectContaining({ detail: expect.stringContaining('--movable-clock') }),
      ]);
    }
    expect(Math.abs(still.engine.now() - Date.now())).toBeLessThan(60_000);
  } finally {
    await still.close();
  }
});

test('a document is kept, read with its hash, linked to and deleted; one that has expired is gone', async () => {
  const file = new File(['café'], 'menu.txt', { type: 'text/plain' });
  const metadata = { processDefinitionId: 'one-job' as never, customProperties: { step: 1 } };
  const kept = await client.createDocument({ file, metadata, documentId: 'menu' as never });
  expect(kept).toMatchObject({
    'camunda.document.type': 'camunda',
    documentId: 'menu',
    metadata: { fileName: 'menu.txt', contentType: 'text/plain', size: 5, expiresAt: null, ...metadata },
  });
  const contentHash = String(kept.contentHash);
  const documentId = kept.documentId;
  const response = await fetch(`${gateway.restAddress}/v2/documents/menu?contentHash=${contentHash}`);
  expect([await response.text(), response.headers.get('content-disposition')]).toEqual([
    'café',
    "attachment; filename*=UTF-8''menu.txt",
  ]);
  await client.getDocument({ documentId, contentHash });
  await expect(strict.getDocument({ documentId, contentHash: 'another' })).rejects.toMatchObject({ status: 404 });
  await expect(strict.createDocument({ file, documentId })).rejects.toMatchObject({ status: 400 });

  const link = await client.createDocumentLink({ documentId, timeToLive: 60_000 });
  expect(await (await fetch(link.url)).text()).toBe('café');
  expect((await fetch(link.url.replace('expires=', 'expires=9'))).status).toBe(403);

  const past = new File(['old'], 'old.txt');
  const batch = await client.createDocuments({
    files: [file, past],
    metadataList: [{}, { expiresAt: '2020-01-01T00:00:00Z' }],
  });
  expect(batch.createdDocuments.map(({ metadata: { fileName } }) => fileName)).toEqual(['menu.txt', 'old.txt']);
  const [again, expired] = batch.createdDocuments;
  if (again === undefined || expired === undefined) throw new Error('two documents were to be made');
  await expect(strict.getDocument({ documentId: expired.documentId })).rejects.toMatchObject({ status: 404 });

  await client.deleteDocument({ documentId });
  await expect(strict.getDocument({ documentId })).rejects.toMatchObject({ status: 404 });
  // The same bytes under another name are still there.
  await client.getDocument({ documentId: again.documentId });
});

test('cluster variables are read by every expression; those of the tenant win', async () => {
  const variable = { name: 'limit', value: { days: 30 } };
  expect(await client.createGlobalClusterVariable(variable)).toEqual({
    name: 'limit',
    value: '{"days":30}',
    scope: 'GLOBAL',
    tenantId: null,
  });
  await expect(strict.createGlobalClusterVariable(variable)).rejects.toMatchObject({ status: 409 });
  const days = async (space: string) =>
    (await client.evaluateExpression({ expression: `=camunda.vars.${space}.limit.days`, variables: {} })).result;
  expect(await days('env')).toBe(30);

  const tenantId = '<default>' as never;
  await client.createTenantClusterVariable({ tenantId, name: 'limit', value: { days: 15 } });
  expect([await days('env'), await days('cluster'), await days('tenant')]).toEqual([15, 30, 15]);
  await client.updateTenantClusterVariable({ tenantId, name: 'limit' as never, value: { days: 10 } });
  expect((await client.getTenantClusterVariable({ tenantId, name: 'limit' as never }, NOW)).value).toBe('{"days":10}');
  expect((await client.searchClusterVariables({ filter: { scope: 'TENANT' } }, NOW)).items).toEqual([
    { name: 'limit', value: '{"days":10}', scope: 'TENANT', tenantId: '<default>', isTruncated: false },
  ]);
  await client.deleteTenantClusterVariable({ tenantId, name: 'limit' as never });
  await client.updateGlobalClusterVariable({ name: 'limit' as never, value: { days: 45 } });
  expect((await client.getGlobalClusterVariable({ name: 'limit' as never }, NOW)).value).toBe('{"days":45}');
  expect(await days('env')).toBe(45);
  await client.deleteGlobalClusterVariable({ name: 'limit' as never });
  expect(await days('env')).toBeNull();
});

test('an expression is tried out, with its warnings; a broken one is refused', async () => {
  const { result, warnings } = await client.evaluateExpression({ expression: '=a + b', variables: { a: 1 } });
  expect([result, warnings.length > 0]).toEqual([null, true]);
  const missing = await client.evaluateExpression({ expression: '=get or else(constructor, 5)', variables: {} });
  expect(missing.result).toBe(5);
  await expect(strict.evaluateExpression({ expression: '=a +' })).rejects.toMatchObject({ status: 400 });
});

test('a file that is not executed is answered as a resource, and read again as it was', async () => {
  const script = { id: 'check', versionTag: 'v1', script: 'Log  Hello' };
  const bytes = Buffer.from([0x50, 0x4b, 0xff, 0x00]);
  const { deployments } = await client.createDeployment({
    resources: [new File([JSON.stringify(script)], 'check.rpa'), new File([bytes], 'model.zip')],
  });
  const [rpa, zip] = deployments.map(({ resource }) => resource);
  expect(rpa).toMatchObject({ resourceId: 'check', resourceName: 'check.rpa', version: 1 });
  expect(zip).toMatchObject({ resourceId: 'model.zip', resourceName: 'model.zip', version: 1 });
  const resourceKey = rpa?.resourceKey as never;
  expect(await client.getResource({ resourceKey })).toMatchObject({ resourceId: 'check', versionTag: 'v1' });
  const content = await fetch(`${gateway.restAddress}/v2/resources/${resourceKey}/content`);
  expect(await content.json()).toEqual(script);
  for (const path of ['content', 'content/binary']) {
    const found = await fetch(`${gateway.restAddress}/v2/resources/${zip?.resourceKey}/${path}`);
    expect(found.headers.get('content-type')).toContain('application/octet-stream');
    expect(Buffer.from(await found.arrayBuffer())).toEqual(bytes);
  }
  await client.deleteResource({ resourceKey });
  await expect(strict.getResource({ resourceKey })).rejects.toMatchObject({ status: 404 });
});

test('a definition is found with its file, its resource and the form that it is started with', async () => {
  const filter = { processDefinitionId: 'started-by-form' };
  const [definition] = (await client.searchProcessDefinitions({ filter }, NOW)).items;
  if (definition === undefined) throw new Error('nothing is deployed');
  const { processDefinitionKey } = definition;
  expect(definition.hasStartForm).toBe(true);
  await client.getProcessDefinition({ processDefinitionKey }, NOW);
  expect(await client.getProcessDefinitionXml({ processDefinitionKey }, NOW)).toBe(startedByForm.content);
  expect(await client.getStartProcessForm({ processDefinitionKey }, NOW)).toMatchObject({
    formId: 'opinion',
    schema: opinionForm.content,
  });
  const resourceKey = processDefinitionKey as never;
  expect((await client.getResource({ resourceKey })).resourceName).toBe('started-by-form.bpmn');
  await client.getResourceContent({ resourceKey });
});

test('an instance that was called knows who called it', async () => {
  const { processInstanceKey } = await start('calling');
  const filter = { parentProcessInstanceKey: processInstanceKey };
  const [called] = (await client.searchProcessInstances({ filter }, NOW)).items;
  if (called === undefined) throw new Error('nothing was called');
  expect(
    await client.getProcessInstanceCallHierarchy({ processInstanceKey: called.processInstanceKey }, NOW),
  ).toMatchObject([
    { processInstanceKey, processDefinitionName: 'Calling one job' },
    { processInstanceKey: called.processInstanceKey, processDefinitionName: 'One job' },
  ]);
  await client.cancelProcessInstance({ processInstanceKey });
});

test('jobs are taken, put off, failed, refused and done, then counted', async () => {
  const { processInstanceKey } = await start('one-job');
  const first = await takeJob();
  await client.updateJob({ jobKey: first.jobKey, changeset: { retries: 3 } });
  await client.failJob({ jobKey: first.jobKey, retries: 1, errorMessage: 'busy' });
  const { jobKey } = await takeJob();
  await client.completeJob({ jobKey, variables: { n: 1 } });
  expect((await client.searchJobs({ filter: { processInstanceKey } }, NOW)).items).toMatchObject([
    { state: 'COMPLETED' },
  ]);

  await start('one-job');
  await client.throwJobError({ jobKey: (await takeJob()).jobKey, errorCode: 'REFUSED', errorMessage: 'no' });
  const byType = await client.getJobTypeStatistics({ filter: { ...WINDOW, jobType: { $like: 'w*' } } }, NOW);
  expect(byType.items).toMatchObject([{ jobType: 'work', completed: { count: 1 }, failed: { count: 1 }, workers: 1 }]);
  expect((await client.getJobTypeStatistics({}, NOW)).items).toHaveLength(1);
  expect((await client.getJobWorkerStatistics({ filter: { ...WINDOW, jobType: 'work' } }, NOW)).items).toMatchObject([
    { worker: 'w1', completed: { count: 1 }, failed: { count: 1 } },
  ]);
  expect((await client.getJobErrorStatistics({ filter: { ...WINDOW, jobType: 'work' } }, NOW)).items).toEqual([
    { errorCode: 'REFUSED', errorMessage: 'no', workers: 1 },
  ]);
  const series = await client.getJobTimeSeriesStatistics(
    { filter: { ...WINDOW, jobType: 'work', resolution: 'P400D' } },
    NOW,
  );
  expect(series.items).toMatchObject([{ completed: { count: 1 }, failed: { count: 1 } }]);
  expect(await client.getGlobalJobStatistics({ ...WINDOW, jobType: 'work' }, NOW)).toMatchObject({
    completed: { count: 1 },
    failed: { count: 1 },
    isIncomplete: false,
  });
});

test('instances that stand still are counted by error and by definition, found by what they hold, and mended', async () => {
  const [error] = (await client.getProcessInstanceStatisticsByError({}, NOW)).items;
  expect(error).toMatchObject({ activeInstancesWithErrorCount: 1, errorMessage: expect.stringContaining('REFUSED') });
  const errorHashCode = error?.errorHashCode as number;
  expect(
    (await client.getProcessInstanceStatisticsByDefinition({ filter: { errorHashCode } }, NOW)).items,
  ).toMatchObject([
    { processDefinitionId: 'one-job', processDefinitionName: 'One job', activeInstancesWithErrorCount: 1 },
  ]);
  const at = { elementId: 'work', elementInstanceState: 'ACTIVE', hasElementInstanceIncident: true } as const;
  const stuck = (await client.searchProcessInstances({ filter: { incidentErrorHashCode: errorHashCode, ...at } }, NOW))
    .items;
  expect(stuck).toHaveLength(1);
  expect((await client.searchProcessInstances({ filter: { ...at, elementId: 'start' } }, NOW)).items).toEqual([]);
  const processInstanceKey = stuck[0]?.processInstanceKey as never;
  const { items: elements } = await client.searchElementInstances(
    { filter: { processInstanceKey, elementId: 'work' as never } },
    NOW,
  );
  const elementInstanceKey = elements[0]?.elementInstanceKey as never;
  await client.getElementInstance({ elementInstanceKey }, NOW);
  await client.searchElementInstanceIncidents({ elementInstanceKey }, NOW);
  const [incident] = (await client.searchProcessInstanceIncidents({ processInstanceKey }, NOW)).items;
  expect((await client.searchIncidents({ filter: { state: 'ACTIVE' } }, NOW)).items).toEqual([incident]);
  const incidentKey = incident?.incidentKey as never;
  await client.getIncident({ incidentKey }, NOW);
  await client.resolveIncident({ incidentKey });

  await client.throwJobError({ jobKey: (await takeJob()).jobKey, errorCode: 'REFUSED' });
  const { batchOperationKey } = await client.resolveProcessInstanceIncidents({ processInstanceKey });
  expect(await batchIsOver(batchOperationKey)).toBe('COMPLETED');
  expect(
    (await client.searchProcessInstances({ filter: { batchOperationKey: String(batchOperationKey) } }, NOW)).items,
  ).toHaveLength(1);
  await client.searchBatchOperations({}, NOW);
  await client.searchBatchOperationItems({ filter: { batchOperationKey } }, NOW);
  await client.completeJob({ jobKey: (await takeJob()).jobKey });
});

test('messages and signals arrive, and those that did are found', async () => {
  const waiting = await start('one-task', { requestId: 'r1' });
  expect(
    (await client.searchMessageSubscriptions({ filter: { messageSubscriptionState: 'CREATED' } }, NOW)).items,
  ).toHaveLength(1);
  expect((await client.getProcessDefinitionMessageSubscriptionStatistics({}, NOW)).items).toMatchObject([
    { processDefinitionId: 'one-task', processInstancesWithActiveSubscriptions: 1, activeSubscriptions: 1 },
  ]);
  const correlated = await client.correlateMessage({ name: 'withdrawal', correlationKey: 'r1' });
  expect(correlated.processInstanceKey).toBe(waiting.processInstanceKey);
  await client.publishMessage({ name: 'request', correlationKey: 'r2', timeToLive: 0 });
  const { items } = await client.searchCorrelatedMessageSubscriptions({ sort: [{ field: 'correlationTime' }] }, NOW);
  expect(items).toMatchObject([
    { messageName: 'withdrawal', correlationKey: 'r1', elementId: 'withdrawn', partitionId: 1 },
    { messageName: 'request', correlationKey: 'r2', elementId: 'asked', elementInstanceKey: null },
  ]);
  await client.broadcastSignal({ signalName: 'closed' });
  await client.evaluateConditionals({ variables: {} });
});

test('a person does a task', async () => {
  const { processInstanceKey } = await start('one-task', { requestId: 'r3' });
  const [task] = (await client.searchUserTasks({ filter: { processInstanceKey } }, NOW)).items;
  if (task === undefined) throw new Error('there is no task');
  const { userTaskKey } = task;
  await client.getUserTask({ userTaskKey }, NOW);
  await client.getUserTaskForm({ userTaskKey }, NOW);
  await client.assignUserTask({ userTaskKey, assignee: 'nadia' });
  await client.unassignUserTask({ userTaskKey });
  await client.updateUserTask({ userTaskKey, changeset: { priority: 80 } });
  const { elementInstanceKey } = task;
  await client.createElementInstanceVariables({
    elementInstanceKey: elementInstanceKey as never,
    variables: { note: 'ok' },
    local: true,
  });
  const names = (found: { items: { name: string }[] }) => found.items.map(({ name }) => name).sort();
  expect(names(await client.searchUserTaskVariables({ userTaskKey }, NOW))).toEqual(['note', 'requestId']);
  expect(names(await client.searchUserTaskEffectiveVariables({ userTaskKey }, NOW))).toEqual(['note', 'requestId']);
  const [variable] = (await client.searchVariables({ filter: { processInstanceKey, isTruncated: false } }, NOW)).items;
  await client.getVariable({ variableKey: variable?.variableKey as never }, NOW);
  await client.completeUserTask({ userTaskKey, variables: { opinion: 'favourable' } });
  await client.getProcessInstanceSequenceFlows({ processInstanceKey }, NOW);
  await client.getProcessInstanceStatistics({ processInstanceKey }, NOW);
});

test('listeners on every task are made, changed and removed', async () => {
  const id = 'every-task' as never;
  await client.createGlobalTaskListener({ id, type: 'told', eventTypes: ['completing'] });
  await client.updateGlobalTaskListener({ id, type: 'told', eventTypes: ['all'], priority: 10 });
  expect((await client.getGlobalTaskListener({ id }, NOW)).priority).toBe(10);
  expect((await client.searchGlobalTaskListeners({}, NOW)).items).toHaveLength(1);
  await client.deleteGlobalTaskListener({ id });
});

test('decisions are found, evaluated and forgotten', async () => {
  const [decision] = (await client.searchDecisionDefinitions({}, NOW)).items;
  if (decision === undefined) throw new Error('no decision is deployed');
  const { decisionDefinitionId, decisionDefinitionKey, decisionRequirementsKey } = decision;
  await client.getDecisionDefinition({ decisionDefinitionKey }, NOW);
  await client.getDecisionDefinitionXml({ decisionDefinitionKey }, NOW);
  await client.searchDecisionRequirements({}, NOW);
  await client.getDecisionRequirements({ decisionRequirementsKey }, NOW);
  await client.getDecisionRequirementsXml({ decisionRequirementsKey }, NOW);
  const [one, other] = [
    await client.evaluateDecision({ decisionDefinitionId, variables: { quota: 80 } }),
    await client.evaluateDecision({ decisionDefinitionId, variables: { quota: 90 } }),
  ];
  const [found] = (await client.searchDecisionInstances({}, NOW)).items;
  const decisionEvaluationInstanceKey = found?.decisionEvaluationInstanceKey as never;
  await client.getDecisionInstance({ decisionEvaluationInstanceKey }, NOW);
  await client.deleteDecisionInstance({ decisionEvaluationKey: one.decisionEvaluationKey });
  await expect(
    strict.deleteDecisionInstance({ decisionEvaluationKey: one.decisionEvaluationKey }),
  ).rejects.toMatchObject({
    status: 404,
  });
  const filter = { decisionEvaluationKey: other.decisionEvaluationKey };
  const { batchOperationKey } = await client.deleteDecisionInstancesBatchOperation({ filter });
  expect(await batchIsOver(batchOperationKey)).toBe('COMPLETED');
  expect((await client.searchBatchOperationItems({ filter: { batchOperationKey } }, NOW)).items).toHaveLength(1);
  expect((await client.searchDecisionInstances({}, NOW)).items).toEqual([]);

  await client.evaluateDecision({ decisionDefinitionId, variables: { quota: 80 } });
  const resourceKey = decisionRequirementsKey as never;
  const deleted = await client.deleteResource({ resourceKey, deleteHistory: true });
  expect(await batchIsOver(deleted.batchOperation?.batchOperationKey)).toBe('COMPLETED');
  expect((await client.searchDecisionInstances({}, NOW)).items).toEqual([]);
});

test('instances are counted by definition and by version, moved, migrated, cancelled, and forgotten once they are over', async () => {
  const before = await start('one-job');
  await client.createDeployment({ resources: files({ ...jobCircuit('one-job', 'other'), name: oneJob.name }) });
  const after = await start('one-job', { a: 1 });
  const counts = (await client.getProcessDefinitionInstanceStatistics({}, NOW)).items;
  expect(counts).toContainEqual({
    processDefinitionId: 'one-job',
    tenantId: '<default>',
    latestProcessDefinitionName: 'One job',
    hasMultipleVersions: true,
    activeInstancesWithoutIncidentCount: 2,
    activeInstancesWithIncidentCount: 0,
  });
  const filter = { processDefinitionId: 'one-job' as never };
  const sort = [{ field: 'processDefinitionVersion', order: 'DESC' }] as const;
  const versions = await client.getProcessDefinitionInstanceVersionStatistics({ filter, sort: [...sort] }, NOW);
  expect(versions.items.map((one) => [one.processDefinitionVersion, one.activeInstancesWithoutIncidentCount])).toEqual([
    [2, 1],
    [1, 1],
  ]);
  const { processInstanceKey } = before;
  await client.getProcessInstance({ processInstanceKey }, NOW);
  await client.getProcessDefinitionStatistics({ processDefinitionKey: before.processDefinitionKey, filter: {} }, NOW);
  const mappingInstructions = [{ sourceElementId: 'work' as never, targetElementId: 'work' as never }];
  const targetProcessDefinitionKey = after.processDefinitionKey;
  await client.migrateProcessInstance({ processInstanceKey, mappingInstructions, targetProcessDefinitionKey });
  await client.modifyProcessInstance({ processInstanceKey, activateInstructions: [{ elementId: 'work' as never }] });

  const only = { processInstanceKey } as const;
  const batches = [
    await client.migrateProcessInstancesBatchOperation({
      filter: only,
      migrationPlan: { mappingInstructions, targetProcessDefinitionKey },
    }),
    await client.modifyProcessInstancesBatchOperation({ filter: only, moveInstructions: mappingInstructions }),
    await client.resolveIncidentsBatchOperation({ filter: only }),
    await client.cancelProcessInstancesBatchOperation({ filter: only }),
  ];
  for (const { batchOperationKey } of batches) await batchIsOver(batchOperationKey);

  await expect(strict.deleteProcessInstance({ processInstanceKey: after.processInstanceKey })).rejects.toMatchObject({
    status: 409,
  });
  await client.deleteProcessInstance({ processInstanceKey });
  await expect(strict.getProcessInstance({ processInstanceKey }, NOW)).rejects.toMatchObject({ status: 404 });
  expect((await client.searchVariables({ filter: only }, NOW)).items).toEqual([]);

  const used = await client.getUsageMetrics({ startTime: WINDOW.from, endTime: WINDOW.to, withTenants: true }, NOW);
  expect(used).toMatchObject({ activeTenants: 1, assignees: 0, decisionInstances: 0 });
  const { batchOperationKey } = await client.deleteProcessInstancesBatchOperation({ filter });
  expect(await batchIsOver(batchOperationKey)).toBe('COMPLETED');
  const left = (await client.searchProcessInstances({ filter }, NOW)).items;
  expect(left.map((one) => one.processInstanceKey)).toEqual([after.processInstanceKey]);
  await client.cancelProcessInstance({ processInstanceKey: after.processInstanceKey });
  const deleted = await client.deleteResource({
    resourceKey: after.processDefinitionKey as never,
    deleteHistory: true,
  });
  expect(await batchIsOver(deleted.batchOperation?.batchOperationKey)).toBe('COMPLETED');
  expect((await client.searchProcessInstances({ filter }, NOW)).items).toEqual([]);
  const again = { resourceKey: after.processDefinitionKey as never };
  await expect(strict.deleteResource(again)).rejects.toMatchObject({ status: 404 });
  const { batchOperation } = await client.deleteResource({ ...again, deleteHistory: true });
  expect(batchOperation?.batchOperationType).toBe('DELETE_PROCESS_INSTANCE');
});

test('a batch is held, goes on, and is given up', async () => {
  await Promise.all(Array.from({ length: 300 }, () => start('one-task', { requestId: 'b' })));
  const filter = { processDefinitionId: 'one-task' };
  const { batchOperationKey } = await client.cancelProcessInstancesBatchOperation({ filter });
  await client.suspendBatchOperation({ batchOperationKey });
  await client.resumeBatchOperation({ batchOperationKey });
  await client.cancelBatchOperation({ batchOperationKey });
  expect(await batchIsOver(batchOperationKey)).toBe('CANCELED');
  await expect(strict.resumeBatchOperation({ batchOperationKey })).rejects.toMatchObject({ status: 400 });
});

test('every method that is offered was called', () => {
  const left = clientMethods()
    .filter(
      ({ path }) =>
        !/^\/(users|groups|roles|tenants|authorizations|mapping-rules|setup|audit-logs)\b|\/audit-logs\//.test(path),
    )
    .map(({ name }) => name)
    .filter((name) => !answered.has(name));
  // Tested with the circuits of ad-hoc sub-processes (scopes.circuit.test.ts).
  expect(left).toEqual(['activateAdHocSubProcessActivities']);
});
