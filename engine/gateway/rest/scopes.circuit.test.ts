import createCamundaClient, { type CamundaClient } from '@camunda8/orchestration-cluster-api';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  call,
  condition,
  draw,
  end,
  extensions,
  flows,
  inside,
  loop,
  node,
  service,
  signal,
  signalNamed,
  start,
  user,
} from '../../testing/draw.ts';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';

const NOW = { consistency: { waitUpToMs: 0 } };

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
  await deploy({
    'child.bpmn': draw('child', [start(), service('work'), end(), flows('start -> work -> end')]),
    'parent.bpmn': draw('parent', [
      start(),
      inside(call('ask', { processId: 'child' }), loop({ inputCollection: '=[1, 2]', inputElement: 'n' })),
      end(),
      flows('start -> ask -> end'),
    ]),
    'signals.bpmn': draw(
      'signals',
      [start('s', signal('news')), user('read'), end(), flows('s -> read -> end')],
      [signalNamed('news')],
    ),
    'many.bpmn': draw('many', [start('s', condition('=n > 10')), user('look'), end(), flows('s -> look -> end')]),
    'any.bpmn': draw('any', [
      start(),
      node('adHocSubProcess', 'free', user('a') + user('b')),
      end(),
      flows('start -> free -> end'),
    ]),
    'driven.bpmn': draw('driven', [
      start(),
      node('adHocSubProcess', 'free', extensions('<zeebe:taskDefinition type="drive" />') + user('a') + user('b')),
      end(),
      flows('start -> free -> end'),
    ]),
  });
});

afterAll(() => gateway.close());

async function deploy(files: Record<string, string>): Promise<string> {
  const resources = Object.entries(files).map(([name, content]) => new File([content], name));
  const { processes } = await client.createDeployment({ resources });
  return processes[0]?.processDefinitionKey ?? '';
}
const create = async (processDefinitionId: string) =>
  (await client.createProcessInstance({ processDefinitionId } as never)).processInstanceKey;
const elementsOf = async (processInstanceKey: string) =>
  (await client.searchElementInstances({ filter: { processInstanceKey: processInstanceKey as never } }, NOW)).items;
const oneOf = async (filter: object) => {
  const [only] = (await client.searchProcessInstances({ filter }, NOW)).items;
  if (only === undefined) throw new Error('no such instance');
  return only;
};

describe('what is inside what', () => {
  test('a called instance names who called it, and the instance at the top', async () => {
    const key = await create('parent');
    const elements = await elementsOf(key);
    const body = elements.find((one) => one.type === 'MULTI_INSTANCE_BODY');
    const calls = elements.filter((one) => one.type === 'CALL_ACTIVITY');
    expect(body?.elementId).toBe('ask');
    expect(calls.map((one) => one.elementId)).toEqual(['ask', 'ask']);
    const inner = await client.searchElementInstances(
      { filter: { elementInstanceScopeKey: body?.elementInstanceKey as never } },
      NOW,
    );
    expect(inner.items.map((one) => one.type)).toEqual(['CALL_ACTIVITY', 'CALL_ACTIVITY']);
    const called = await client.searchProcessInstances({ filter: { parentProcessInstanceKey: key } }, NOW);
    expect(called.items.map((one) => [one.processDefinitionId, one.rootProcessInstanceKey])).toEqual([
      ['child', key],
      ['child', key],
    ]);
    expect(called.items.map((one) => String(one.parentElementInstanceKey)).sort()).toEqual(
      calls.map((one) => String(one.elementInstanceKey)).sort(),
    );
    const jobs = await client.searchJobs({ filter: { type: 'work' } }, NOW);
    expect(jobs.items.map((job) => job.rootProcessInstanceKey)).toEqual([key, key]);
    const child = called.items[0]?.processInstanceKey as never;
    await expect(client.cancelProcessInstance({ processInstanceKey: child })).rejects.toMatchObject({ status: 409 });
    await client.cancelProcessInstance({ processInstanceKey: key });
    expect((await client.getProcessInstance({ processInstanceKey: child }, NOW)).state).toBe('TERMINATED');
  });

  test('what a called instance does is found from the one at the top: its business id, its jobs, its incidents', async () => {
    const { processInstanceKey: key } = await client.createProcessInstance({
      processDefinitionId: 'parent' as never,
      businessId: 'order-7' as never,
      tags: ['region:emea' as never],
    });
    const { items: found } = await client.searchProcessInstances({ filter: { businessId: 'order-7' } }, NOW);
    expect(found.map((one) => one.processDefinitionId).sort()).toEqual(['child', 'child', 'parent']);
    const lease = { type: 'work', timeout: 60_000, maxJobsToActivate: 1, requestTimeout: 20_000 };
    const [job] = (await client.activateJobs(lease)).jobs;
    expect(job?.rootProcessInstanceKey).toBe(key);
    expect(job?.tags).toEqual([]);
    await client.failJob({ jobKey: job?.jobKey as never, retries: 0, errorMessage: 'broken' });

    const messagesOf = (answer: { items: { errorMessage: string }[] }) => answer.items.map((one) => one.errorMessage);
    expect(messagesOf(await client.searchProcessInstanceIncidents({ processInstanceKey: key }, NOW))).toEqual([
      'broken',
    ]);
    const inCalled = { processInstanceKey: job?.processInstanceKey as never };
    expect(messagesOf(await client.searchProcessInstanceIncidents(inCalled, NOW))).toEqual(['broken']);
    const filter = { processInstanceKey: key };
    expect(messagesOf(await client.searchProcessInstanceIncidents({ processInstanceKey: key, filter }, NOW))).toEqual(
      [],
    );
    const calls = (await elementsOf(key)).filter((one) => one.elementId === 'ask');
    const counts = await Promise.all(
      calls.map(async ({ type, elementInstanceKey }) => {
        const { page } = await client.searchElementInstanceIncidents({ elementInstanceKey }, NOW);
        return `${type} ${page.totalItems}`;
      }),
    );
    expect(counts.sort()).toEqual(['CALL_ACTIVITY 0', 'CALL_ACTIVITY 1', 'MULTI_INSTANCE_BODY 1']);
    const nobody = { processInstanceKey: '42' as never };
    await expect(client.searchProcessInstanceIncidents(nobody, NOW)).rejects.toMatchObject({ status: 404 });
    await client.cancelProcessInstance({ processInstanceKey: key });
  });

  test('an activity of an ad-hoc sub-process is entered by its id, in a scope of its own', async () => {
    const key = await create('any');
    const free = (await elementsOf(key)).find((one) => one.type === 'AD_HOC_SUB_PROCESS');
    const adHocSubProcessInstanceKey = free?.elementInstanceKey as never;
    await client.activateAdHocSubProcessActivities({
      adHocSubProcessInstanceKey,
      elements: [{ elementId: 'b' }],
    } as never);
    expect((await elementsOf(key)).map((one) => [one.elementId, one.type, one.state])).toEqual([
      ['start', 'START_EVENT', 'COMPLETED'],
      ['free', 'AD_HOC_SUB_PROCESS', 'ACTIVE'],
      ['free#innerInstance', 'AD_HOC_SUB_PROCESS_INNER_INSTANCE', 'ACTIVE'],
      ['b', 'USER_TASK', 'ACTIVE'],
    ]);
  });

  test('the worker of an ad-hoc sub-process says what is entered, then that it is over', async () => {
    const key = await create('driven');
    const decide = async (result: object) => {
      const lease = { type: 'drive', worker: 'w', timeout: 60_000, maxJobsToActivate: 1, requestTimeout: 500 };
      const [job] = (await client.activateJobs(lease)).jobs;
      expect(job?.kind).toBe('AD_HOC_SUB_PROCESS');
      await client.completeJob({ jobKey: job?.jobKey as never, result: { type: 'adHocSubProcess', ...result } });
    };
    await decide({ activateElements: [{ elementId: 'a', variables: { n: 1 } }] });
    const [task] = (await client.searchUserTasks({ filter: { processInstanceKey: key } }, NOW)).items;
    expect(task?.elementId).toBe('a');
    await client.completeUserTask({ userTaskKey: task?.userTaskKey as never });
    await decide({ isCompletionConditionFulfilled: true });
    expect((await client.getProcessInstance({ processInstanceKey: key }, NOW)).state).toBe('COMPLETED');
  });
});

describe('what starts from outside', () => {
  test('a signal starts an instance', async () => {
    expect((await client.broadcastSignal({ signalName: 'news', variables: { what: 'rain' } })).signalKey).toMatch(
      /^\d+$/,
    );
    expect(await oneOf({ processDefinitionId: 'signals' })).toMatchObject({ state: 'ACTIVE' });
  });

  test('conditions that hold for given variables start theirs', async () => {
    expect((await client.evaluateConditionals({ variables: { n: 1 } })).processInstances).toEqual([]);
    const { processInstances } = await client.evaluateConditionals({ variables: { n: 11 } });
    const found = await oneOf({ processDefinitionId: 'many' });
    expect(processInstances.map((one) => one.processInstanceKey)).toEqual([found.processInstanceKey]);
  });
});

describe('what a person mends', () => {
  test('a modified instance shows what was stopped and what was entered', async () => {
    const processDefinitionId = 'mend';
    await deploy({
      'mend.bpmn': draw('mend', [start(), user('a'), user('b'), end(), flows('start -> a -> b -> end')]),
    });
    const processInstanceKey = await create(processDefinitionId);
    const a = (await elementsOf(processInstanceKey)).find((one) => one.elementId === 'a');
    await client.modifyProcessInstance({
      processInstanceKey,
      activateInstructions: [
        {
          elementId: 'b',
          ancestorElementInstanceKey: '-1',
          variableInstructions: [{ variables: { by: 'hand' } }, { variables: { own: 1 }, scopeId: 'b' }],
        },
      ],
      terminateInstructions: [{ elementInstanceKey: a?.elementInstanceKey }],
    } as never);
    expect((await elementsOf(processInstanceKey)).map((one) => [one.elementId, one.state])).toEqual([
      ['start', 'COMPLETED'],
      ['a', 'TERMINATED'],
      ['b', 'ACTIVE'],
    ]);
    const { items } = await client.searchVariables({ filter: { processInstanceKey } }, NOW);
    expect(items.map(({ name, scopeKey }) => [name, scopeKey === processInstanceKey])).toEqual([
      ['by', true],
      ['own', false],
    ]);
    await expect(
      client.modifyProcessInstance({ processInstanceKey, activateInstructions: [{ elementId: 'nobody' }] } as never),
    ).rejects.toMatchObject({ status: 400 });
  });

  test('a definition deleted while an instance lives reads as draining, then as deleted; the one before is the latest again', async () => {
    const drawn = (type: string) => draw('old', [start(), service(type), end(), flows(`start -> ${type} -> end`)]);
    for (const type of ['first', 'second']) await deploy({ 'old.bpmn': drawn(type) });
    const key = await create('old');
    const states = async () => {
      const filter = { processDefinitionId: 'old' as never };
      const { items } = await client.searchProcessDefinitions({ filter, sort: [{ field: 'version' }] }, NOW);
      const latest = await client.searchProcessDefinitions({ filter: { ...filter, isLatestVersion: true } }, NOW);
      return [items.map((one) => one.state).join(), latest.items.map((one) => one.version).join()];
    };
    expect(await states()).toEqual(['ACTIVE,ACTIVE', '2']);
    const { processDefinitionKey } = await client.getProcessInstance({ processInstanceKey: key }, NOW);
    await client.deleteResource({ resourceKey: processDefinitionKey as never });
    expect(await states()).toEqual(['ACTIVE,DRAINING', '1']);
    await client.cancelProcessInstance({ processInstanceKey: key });
    expect(await states()).toEqual(['ACTIVE,DELETED', '1']);
    const definition = { processDefinitionKey: processDefinitionKey as never };
    expect(await client.getProcessDefinitionXml(definition, NOW)).toBe(drawn('second'));
  });

  test('a migrated instance is found under its new definition, with its task', async () => {
    await deploy({ 'move.bpmn': draw('move', [start(), user('a'), end(), flows('start -> a -> end')]) });
    const processInstanceKey = await create('move');
    const target = await deploy({
      'move.bpmn': draw('move', [start(), user('b'), user('c'), end(), flows('start -> b -> c -> end')]),
    });
    const plan = (targetElementId: string) => ({
      processInstanceKey,
      targetProcessDefinitionKey: target as never,
      mappingInstructions: [{ sourceElementId: 'a', targetElementId }],
    });
    await expect(client.migrateProcessInstance(plan('end') as never)).rejects.toMatchObject({ status: 409 });
    await client.migrateProcessInstance(plan('b') as never);
    expect(await client.getProcessInstance({ processInstanceKey }, NOW)).toMatchObject({
      processDefinitionKey: target,
      processDefinitionVersion: 2,
      state: 'ACTIVE',
    });
    const { items } = await client.searchUserTasks({ filter: { processInstanceKey } }, NOW);
    expect(items).toMatchObject([{ elementId: 'b', processDefinitionKey: target, processDefinitionVersion: 2 }]);
    await client.completeUserTask({ userTaskKey: items[0]?.userTaskKey as never });
    expect((await elementsOf(processInstanceKey)).map((one) => [one.elementId, one.state])).toEqual([
      ['start', 'COMPLETED'],
      ['b', 'COMPLETED'],
      ['c', 'ACTIVE'],
    ]);
  });
});
