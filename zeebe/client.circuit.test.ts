import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { oneJob, oneTask, openTestGateway, opinionForm, refusable, type TestGateway } from 'harmonie-engine/testing';
import {
  BpmnError,
  connectEngine,
  type EngineClient,
  EngineRejection,
  EngineUnavailable,
  JobFailure,
  type ListenerResult,
} from './client.ts';

const log = { debug() {}, warn() {}, error() {} };
const account = { user: 'portal', password: 's:ecret' };

let gateway: TestGateway;
let client: EngineClient;
const definitions = new Map<string, string>();
/** What the listener of each event answers; without an entry it lets the transition through. */
const answers = new Map<string, ListenerResult>();
const heard: string[] = [];

/** Waits for something that will come; the suite's own time-out reports when it does not. */
async function eventually<T>(read: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await read();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function create(process: string, variables: Record<string, unknown> = {}): Promise<string> {
  const processDefinitionKey = definitions.get(process) ?? '';
  return (await client.createInstance({ processDefinitionKey, variables })).processInstanceKey;
}

async function taskOf(processInstanceKey: string) {
  return eventually(async () => {
    const { items } = await client.searchUserTasks({ filter: { processInstanceKey, state: 'CREATED' } });
    return items[0];
  });
}

async function stateOf(key: string): Promise<string | undefined> {
  return (await client.getInstance(key))?.state;
}

beforeAll(async () => {
  gateway = await openTestGateway({ account });
  client = connectEngine({ ...gateway, ...account, log, longPollSeconds: 1 });
  const { processes } = await client.deploy([oneJob, refusable, oneTask, opinionForm]);
  for (const process of processes) definitions.set(process.processDefinitionId, process.processDefinitionKey);
  await client.ensureGlobalTaskListeners(
    (['creating', 'assigning', 'completing', 'canceling'] as const).map((event) => ({
      id: `list-${event}`,
      type: `task-${event}`,
      eventTypes: [event],
      retries: 3,
    })),
  );
  for (const event of ['creating', 'assigning', 'completing', 'canceling']) {
    client.workListener({
      type: `task-${event}`,
      handler: async (job) => {
        heard.push(`${event} ${job.userTaskKey}`);
        return answers.get(event) ?? {};
      },
    });
  }
});

afterAll(async () => {
  await client.close();
  await gateway.close();
});

describe('jobs', () => {
  test('a worker gets the job with its variables and headers, and what it returns goes on', async () => {
    const key = await create('one-job', { quota: 80 });
    const worker = client.work({
      type: 'work',
      handler: async (job) => ({
        variables: { seen: { ...job, key: 'k', elementInstanceKey: 'e', variables: job.variables } },
      }),
    });
    await eventually(async () => (await stateOf(key)) === 'COMPLETED');
    await worker.close();
    const elements = await client.searchElementInstances(key);
    expect(elements.map(({ elementId, state }) => `${elementId} ${state}`)).toEqual([
      'start COMPLETED',
      'work COMPLETED',
      'end COMPLETED',
    ]);
    expect(elements[1]?.elementName).toBe('The "work"');
  });

  test('a rule that says no is an error that the circuit catches', async () => {
    const worker = client.work({ type: 'check', handler: () => Promise.reject(new BpmnError('REFUSED', 'no')) });
    const key = await create('refusable');
    await eventually(async () => (await stateOf(key)) === 'COMPLETED');
    await worker.close();
    expect((await client.searchElementInstances(key)).map((element) => element.elementId)).toContain('endRefused');
  });

  test('a fault is retried, then becomes an incident; resolving it resumes the circuit', async () => {
    let broken = true;
    const worker = client.work({
      type: 'work',
      handler: async () => {
        if (broken) throw new JobFailure('the disk is full');
      },
    });
    const key = await create('one-job');
    const incident = await eventually(async () => (await client.openIncidents({ processInstanceKey: key }))[0]);
    expect(incident).toMatchObject({
      errorType: 'JOB_NO_RETRIES',
      errorMessage: 'the disk is full',
      elementId: 'work',
    });
    expect((await client.getInstance(key))?.hasIncident).toBe(true);
    broken = false;
    expect(await client.resolveIncident(incident.incidentKey, { retries: 2 })).toBe(true);
    await eventually(async () => (await stateOf(key)) === 'COMPLETED');
    expect(await client.resolveIncident(incident.incidentKey)).toBe(false);
    expect((await client.getInstance(key))?.hasIncident).toBe(false);
    await worker.close();
  });
});

describe('user tasks', () => {
  test('a task is listed at once with its group and form, and completing it ends the circuit', async () => {
    const key = await create('one-task', { requestId: 'r1' });
    const task = await taskOf(key);
    expect(task).toMatchObject({
      name: 'Give an opinion',
      candidateGroups: ['n1'],
      elementId: 'opinion',
      processDefinitionId: 'one-task',
    });
    expect(heard).toContain(`creating ${task.userTaskKey}`);
    expect(await client.completeUserTask(task.userTaskKey, { outcome: 'favorable' })).toBe('completed');
    expect(await stateOf(key)).toBe('COMPLETED');
    expect(heard).toContain(`completing ${task.userTaskKey}`);
    expect(await client.completeUserTask(task.userTaskKey)).toBe('not-found');
  });

  test('a listener that denies leaves the task as it was and says why', async () => {
    const task = await taskOf(await create('one-task', { requestId: 'r2' }));
    answers.set('completing', { denied: true, deniedReason: "the intent isn't there" });
    expect(await client.completeUserTask(task.userTaskKey)).toEqual({ denied: true, reason: "the intent isn't there" });
    answers.delete('completing');
    expect(await client.completeUserTask(task.userTaskKey)).toBe('completed');
  });

  test("a creating listener's corrections are on the task", async () => {
    answers.set('creating', {
      corrections: { priority: 90, candidateGroups: ['n2'], dueDate: '2030-01-31T00:00:00Z' },
    });
    const task = await taskOf(await create('one-task', { requestId: 'r3' }));
    answers.delete('creating');
    expect(task).toMatchObject({ priority: 90, candidateGroups: ['n2'] });
    expect(Date.parse(task.dueDate ?? '')).toBe(Date.parse('2030-01-31T00:00:00Z'));
  });

  test('a task is given to someone and taken back', async () => {
    const task = await taskOf(await create('one-task', { requestId: 'r4' }));
    expect(await client.assign(task.userTaskKey, 'nadia')).toBe('completed');
    const { items } = await client.searchUserTasks({ filter: { assignee: 'nadia' } });
    expect(items.map((item) => item.userTaskKey)).toEqual([task.userTaskKey]);
    expect(await client.assign(task.userTaskKey, null)).toBe('completed');
    expect((await client.searchUserTasks({ filter: { assignee: 'nadia' } })).items).toEqual([]);
  });

  test('an unknown task is not found', async () => {
    expect(await client.completeUserTask('9007199254740993')).toBe('not-found');
  });
});

describe('messages', () => {
  test('a message reaches the instance that waits for it, and tells when nobody does', async () => {
    const key = await create('one-task', { requestId: 'r5' });
    const task = await taskOf(key);
    expect(await client.correlateMessage({ name: 'withdrawal', correlationKey: 'r5' })).toBe(key);
    await eventually(async () => (await stateOf(key)) === 'COMPLETED');
    expect(heard).toContain(`canceling ${task.userTaskKey}`);
    expect(await client.correlateMessage({ name: 'withdrawal', correlationKey: 'r5' })).toBeNull();
  });

  test('a message published early is kept for who comes later', async () => {
    await client.publishMessage({ name: 'withdrawal', correlationKey: 'r6', timeToLive: 60_000, messageId: 'm6' });
    await client.publishMessage({ name: 'withdrawal', correlationKey: 'r6', timeToLive: 60_000, messageId: 'm6' });
    const key = await create('one-task', { requestId: 'r6' });
    await eventually(async () => (await stateOf(key)) === 'COMPLETED');
  });
});

describe('looking over what runs', () => {
  test('says where the instances of a version stand, at most so many, and whether more were left out', async () => {
    const keys = [await create('one-task', { requestId: 'r7' }), await create('one-task', { requestId: 'r8' })];
    for (const key of keys) await taskOf(key);
    const definition = definitions.get('one-task') ?? '';
    const { items, more } = await client.searchActiveElements(definition, 100);
    const there = items.filter((item) => keys.includes(item.processInstanceKey) && item.type === 'USER_TASK');
    expect([there.length, more]).toEqual([2, false]);
    expect(await client.searchActiveElements(definition, 1)).toMatchObject({ more: true });
    for (const key of keys) await client.cancelInstance(key);
  });

  test('reads one variable of an instance, or nothing', async () => {
    const key = await create('one-task', { requestId: 'r9', quota: 80 });
    await taskOf(key);
    expect(await client.variableOf(key, 'requestId')).toBe('r9');
    expect(await client.variableOf(key, 'quota')).toBe(80);
    expect(await client.variableOf(key, 'nothing')).toBeUndefined();
    await client.cancelInstance(key);
  });
});

describe('refusals', () => {
  test('a circuit that cannot run is refused by the name of its element', async () => {
    const content = oneJob.content.replaceAll('serviceTask', 'transaction');
    await expect(client.deploy([{ name: 'bad.bpmn', content }])).rejects.toThrow(EngineRejection);
    await expect(client.deploy([{ name: 'bad.bpmn', content }])).rejects.toThrow(/bad\.bpmn[\s\S]*work/);
  });

  test('an unknown process is refused, an unknown instance is not there', async () => {
    await expect(client.createInstance({ processDefinitionKey: '9007199254740993' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await client.getInstance('9007199254740993')).toBeNull();
    expect(await client.cancelInstance('9007199254740993')).toBe(false);
  });

  test('a wrong password is refused', async () => {
    const stranger = connectEngine({ ...gateway, user: 'portal', password: 'wrong', log });
    await expect(stranger.ping()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('an engine that is not there is unavailable, and says so soon', async () => {
    const nowhere = connectEngine({ grpcAddress: 'grpc://127.0.0.1:1', restAddress: 'http://127.0.0.1:1', log });
    await expect(nowhere.createInstance({ processDefinitionKey: '1' })).rejects.toThrow(EngineUnavailable);
  });
});
