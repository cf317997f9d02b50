import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import createCamundaClient, { type CamundaClient } from '@camunda8/orchestration-cluster-api';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { oneJob, oneTask, opinionForm, payTable } from '../../testing/small-circuits.ts';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';

const NOW = { consistency: { waitUpToMs: 0 } };
const UNKNOWN = '9007199254740993';

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
  const files = [oneJob, oneTask, opinionForm, payTable];
  await client.createDeployment({ resources: files.map((file) => new File([file.content], file.name)) });
});

afterAll(() => gateway.close());

interface Answer {
  readonly status: number;
  readonly type: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API answers
  readonly body: any;
}

async function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${gateway.restAddress}/v2${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const answer = await response.text();
  const type = response.headers.get('content-type');
  return { status: response.status, type, body: type?.includes('json') ? JSON.parse(answer) : answer };
}

const post = (path: string, body?: unknown) => send('POST', path, body);

async function createOne(processDefinitionId: string, variables: object = {}): Promise<string> {
  const { body } = await post('/process-instances', { processDefinitionId, variables });
  return body.processInstanceKey;
}

async function taskOf(processInstanceKey: string): Promise<string> {
  const { body } = await post('/user-tasks/search', { filter: { processInstanceKey } });
  return body.items[0].userTaskKey;
}

async function leaseOne(type: string): Promise<Answer['body']> {
  const { body } = await post('/jobs/activation', {
    type,
    timeout: 60_000,
    maxJobsToActivate: 1,
    requestTimeout: 20_000,
  });
  return body.jobs[0];
}

describe('the Camunda client', () => {
  test('finds what it asks for, in the shapes it knows', async () => {
    expect((await client.getTopology()).gatewayVersion).toMatch(/^8\.9/);
    expect((await client.getLicense()).validLicense).toBe(true);
    expect((await client.getAuthentication()).username).toBe('anonymous');
    const { items } = await client.searchProcessDefinitions(
      { filter: { processDefinitionId: 'one-job', isLatestVersion: true } },
      NOW,
    );
    const [definition] = items;
    expect(definition).toMatchObject({ name: 'One job', version: 1, resourceName: 'one-job.bpmn', state: 'ACTIVE' });
    const processDefinitionKey = definition?.processDefinitionKey as never;
    expect(await client.getProcessDefinitionXml({ processDefinitionKey }, NOW)).toContain('bpmn:serviceTask');
    const { processInstanceKey } = await client.createProcessInstance({ processDefinitionKey, variables: { n: 1 } });
    expect(await client.getProcessInstance({ processInstanceKey }, NOW)).toMatchObject({
      state: 'ACTIVE',
      processDefinitionName: 'One job',
    });
    const { jobs } = await client.activateJobs({ type: 'work', timeout: 60_000, maxJobsToActivate: 1, worker: 'w' });
    await client.completeJob({ jobKey: jobs[0]?.jobKey as never, variables: { n: 2 } });
    const variables = await client.searchVariables({ filter: { processInstanceKey } }, NOW);
    expect(variables.items.map(({ name, value }) => [name, value])).toEqual([['n', '2']]);
    expect((await client.searchJobs({ filter: { processInstanceKey } }, NOW)).items[0]).toMatchObject({
      state: 'COMPLETED',
      type: 'work',
    });
    const elements = await client.searchElementInstances(
      { filter: { processInstanceKey, elementId: 'work' as never } },
      NOW,
    );
    expect(elements.items[0]).toMatchObject({ type: 'SERVICE_TASK', state: 'COMPLETED' });
    expect((await client.searchIncidents({ filter: { processInstanceKey } }, NOW)).items).toEqual([]);
    const flows = await client.getProcessInstanceSequenceFlows({ processInstanceKey }, NOW);
    expect(flows.items.map((flow) => flow.elementId)).toEqual(['f1', 'f2']);
    const statistics = await client.getProcessInstanceStatistics({ processInstanceKey }, NOW);
    expect(statistics.items.find((one) => one.elementId === 'work')).toMatchObject({ completed: 1, active: 0 });
  });

  test('reads a user task with its form and its variables', async () => {
    const userTaskKey = (await taskOf(await createOne('one-task', { requestId: 'a' }))) as never;
    expect(await client.getUserTask({ userTaskKey }, NOW)).toMatchObject({
      name: 'Give an opinion',
      state: 'CREATED',
      priority: 50,
      processName: 'One task',
    });
    expect(await client.getUserTaskForm({ userTaskKey }, NOW)).toMatchObject({ formId: 'opinion', version: 1 });
    const { items } = await client.searchUserTaskVariables({ userTaskKey }, NOW);
    expect(items.map(({ name, value }) => [name, value])).toEqual([['requestId', '"a"']]);
  });

  test('reads a variable that hides another: both, or the one that the task sees', async () => {
    const processInstanceKey = await createOne('one-task', { requestId: 'hidden', quota: 80 });
    const userTaskKey = (await taskOf(processInstanceKey)) as never;
    const { elementInstanceKey } = await client.getUserTask({ userTaskKey }, NOW);
    await client.createElementInstanceVariables({ elementInstanceKey, variables: { quota: 50 }, local: true });
    const asked = { userTaskKey, filter: { name: 'quota' } };
    const all = await client.searchUserTaskVariables(asked, NOW);
    expect(all.items.map(({ value }) => value).sort()).toEqual(['50', '80']);
    const seen = await client.searchUserTaskEffectiveVariables(asked, NOW);
    expect(seen.items.map(({ value }) => value)).toEqual(['50']);
  });

  test('cuts a long variable in searches, but for who asks for all of it', async () => {
    const text = 'x'.repeat(20_000);
    const processInstanceKey = (await createOne('one-job', { text, short: 'y' })) as never;
    const search = async (truncateValues?: boolean) => {
      const request = { filter: { processInstanceKey, isTruncated: true } };
      const { items } = await client.searchVariables(
        truncateValues === undefined ? request : { ...request, truncateValues },
        NOW,
      );
      return items.map(({ name, value, isTruncated, variableKey }) => ({
        name,
        size: value.length,
        isTruncated,
        variableKey,
      }));
    };
    const [short, ...others] = await search();
    expect([short, others]).toMatchObject([{ name: 'text', size: 8191, isTruncated: true }, []]);
    expect(await search(false)).toMatchObject([{ name: 'text', size: 20_002, isTruncated: false }]);
    const { value } = await client.getVariable({ variableKey: short?.variableKey as never }, NOW);
    expect(JSON.parse(value)).toBe(text);
    expect((await post('/variables/search?truncateValues=maybe')).status).toBe(400);
    await client.cancelProcessInstance({ processInstanceKey });
  });

  test('gives the worker the tags that an instance was created with, each once', async () => {
    const tags = ['priority:high', 'priority:high', 'region:emea'];
    const { body } = await post('/process-instances', { processDefinitionId: 'one-job', tags });
    expect(body.tags).toEqual(['priority:high', 'region:emea']);
    const job = await leaseOne('work');
    expect(job).toMatchObject({ processInstanceKey: body.processInstanceKey, tags: body.tags });
    await client.completeJob({ jobKey: job.jobKey });
  });

  test('fails a job late, or one that nobody took, but not one that waits for a person', async () => {
    const processInstanceKey = (await createOne('one-job')) as never;
    const { items } = await client.searchJobs({ filter: { processInstanceKey } }, NOW);
    const jobKey = items[0]?.jobKey as never;
    await client.failJob({ jobKey, retries: 1, errorMessage: 'late' });
    const job = await leaseOne('work');
    expect(job).toMatchObject({ jobKey, retries: 1 });
    await client.failJob({ jobKey, retries: 0 });
    await expect(client.failJob({ jobKey, retries: 1 })).rejects.toMatchObject({ status: 409 });
    await client.cancelProcessInstance({ processInstanceKey });
  });

  test('evaluates a decision and finds its definition', async () => {
    const outcome = await client.evaluateDecision({ decisionDefinitionId: 'pay' as never, variables: { quota: 90 } });
    expect(outcome.output).toBe('"32/35"');
    const { items } = await client.searchDecisionDefinitions({ filter: { name: 'Pay fraction' } }, NOW);
    expect(items[0]).toMatchObject({ decisionDefinitionId: 'pay', version: 1 });
  });

  test('creates, changes, finds and removes a global task listener', async () => {
    const id = 'audit' as never;
    const listener = { id, type: 'audit', eventTypes: ['completing' as const], retries: 5, priority: 10 };
    expect(await client.createGlobalTaskListener(listener)).toMatchObject({ id: 'audit', source: 'API', retries: 5 });
    expect((await post('/global-task-listeners', listener)).status).toBe(409);
    await client.updateGlobalTaskListener({ id, type: 'audit', eventTypes: ['all'], priority: 20 });
    const { items } = await client.searchGlobalTaskListeners({ filter: { priority: { $gt: 10 } } }, NOW);
    expect(items).toMatchObject([{ id: 'audit', eventTypes: ['all'] }]);
    await client.deleteGlobalTaskListener({ id });
    expect((await send('GET', '/global-task-listeners/audit')).status).toBe(404);
  });
});

describe('user tasks', () => {
  test('a task that is unknown is 404, one that is over is no longer there to act on', async () => {
    expect((await post(`/user-tasks/${UNKNOWN}/completion`, {})).status).toBe(404);
    const userTaskKey = await taskOf(await createOne('one-task', { requestId: 'b' }));
    expect((await post(`/user-tasks/${userTaskKey}/completion`, {})).status).toBe(204);
    expect((await post(`/user-tasks/${userTaskKey}/completion`, {})).status).toBe(404);
    expect((await send('GET', `/user-tasks/${userTaskKey}`)).body).toMatchObject({ state: 'COMPLETED' });
  });

  test('a listener nobody works for keeps the caller waiting: 504, and meanwhile 409', async () => {
    await post('/global-task-listeners', { id: 'slow', type: 'slow', eventTypes: ['completing'] });
    const userTaskKey = await taskOf(await createOne('one-task', { requestId: 'c' }));
    const waiting = await post(`/user-tasks/${userTaskKey}/completion`, { variables: { outcome: 'favorable' } });
    expect(waiting).toMatchObject({
      status: 504,
      type: expect.stringContaining('application/problem+json'),
      body: { title: 'DEADLINE_EXCEEDED' },
    });
    expect((await post(`/user-tasks/${userTaskKey}/completion`, {})).status).toBe(409);
    const job = await leaseOne('slow');
    expect(job).toMatchObject({
      kind: 'TASK_LISTENER',
      listenerEventType: 'COMPLETING',
      userTask: { userTaskKey },
      variables: { outcome: 'favorable' },
    });
    expect(job.customHeaders['io.camunda.zeebe:userTaskKey']).toBe(userTaskKey);
    expect((await post(`/jobs/${job.jobKey}/completion`, { result: { type: 'userTask', denied: false } })).status).toBe(
      204,
    );
    expect((await send('GET', `/user-tasks/${userTaskKey}`)).body.state).toBe('COMPLETED');
    await send('DELETE', '/global-task-listeners/slow');
  });

  test('a listener that denies: 409 with its reason, and the task as it was', async () => {
    await post('/global-task-listeners', { id: 'deny', type: 'deny', eventTypes: ['completing'] });
    const userTaskKey = await taskOf(await createOne('one-task', { requestId: 'd' }));
    const answer = post(`/user-tasks/${userTaskKey}/completion`, {});
    const { jobKey } = await leaseOne('deny');
    await post(`/jobs/${jobKey}/completion`, { result: { type: 'userTask', denied: true, deniedReason: 'no intent' } });
    expect(await answer).toMatchObject({
      status: 409,
      body: { title: 'INVALID_STATE', detail: expect.stringContaining('no intent') },
    });
    expect((await send('GET', `/user-tasks/${userTaskKey}`)).body.state).toBe('CREATED');
    await send('DELETE', '/global-task-listeners/deny');
  });

  test('dates, candidates and priority can be changed, and cleared', async () => {
    const userTaskKey = await taskOf(await createOne('one-task', { requestId: 'e' }));
    const changeset = { dueDate: '2030-06-01T10:00:00Z', candidateUsers: ['nadia'], priority: 70 };
    expect((await send('PATCH', `/user-tasks/${userTaskKey}`, { changeset })).status).toBe(204);
    const task = (await send('GET', `/user-tasks/${userTaskKey}`)).body;
    expect(task).toMatchObject({
      dueDate: '2030-06-01T10:00:00.000Z',
      candidateUsers: ['nadia'],
      candidateGroups: ['n1'],
      priority: 70,
    });
    await send('PATCH', `/user-tasks/${userTaskKey}/update`, { changeset: { dueDate: '', candidateUsers: [] } });
    expect((await send('GET', `/user-tasks/${userTaskKey}`)).body).toMatchObject({
      dueDate: null,
      candidateUsers: [],
      priority: 70,
    });
  });

  test('assigning refuses to take a task from someone unless told to', async () => {
    const userTaskKey = await taskOf(await createOne('one-task', { requestId: 'f' }));
    expect((await post(`/user-tasks/${userTaskKey}/assignment`, { assignee: 'ana' })).status).toBe(204);
    expect(
      (await post(`/user-tasks/${userTaskKey}/assignment`, { assignee: 'bob', allowOverride: false })).status,
    ).toBe(409);
    expect((await send('DELETE', `/user-tasks/${userTaskKey}/assignee`)).status).toBe(204);
    expect((await send('GET', `/user-tasks/${userTaskKey}`)).body.assignee).toBeNull();
  });
});

describe('the clock', () => {
  test('can be pinned and let go', async () => {
    expect((await send('PUT', '/clock', { timestamp: Date.parse('2031-01-01T00:00:00Z') })).status).toBe(204);
    const key = await createOne('one-task', { requestId: 'g' });
    expect((await send('GET', `/process-instances/${key}`)).body.startDate).toBe('2031-01-01T00:00:00.000Z');
    expect((await post('/clock/reset')).status).toBe(204);
    expect((await send('PUT', '/clock', { timestamp: 'noon' })).status).toBe(400);
  });
});

describe('bad input', () => {
  test.each<[string, string, string, unknown, number]>([
    ['malformed JSON', 'POST', '/process-instances', '{oops', 400],
    ['a body that is a list', 'POST', '/process-instances', [], 400],
    [
      'variables that are no object',
      'POST',
      '/process-instances',
      { processDefinitionId: 'one-job', variables: [1] },
      400,
    ],
    [
      'a variable beyond all numbers',
      'POST',
      '/process-instances',
      '{"processDefinitionId":"one-job","variables":{"a":[1e9999]}}',
      400,
    ],
    [
      'a variable that no object can hold',
      'POST',
      '/process-instances',
      '{"processDefinitionId":"one-job","variables":{"__proto__":1}}',
      400,
    ],
    ['neither key nor id', 'POST', '/process-instances', {}, 400],
    ['an unknown process', 'POST', '/process-instances', { processDefinitionId: 'nothing' }, 404],
    ['a key that is none', 'GET', '/process-instances/abc', undefined, 400],
    ['an unknown instance', 'GET', `/process-instances/${UNKNOWN}`, undefined, 404],
    ['an unknown filter', 'POST', '/user-tasks/search', { filter: { colour: 'red' } }, 400],
    ['a filter that is a string', 'POST', '/user-tasks/search', { filter: 'red' }, 400],
    ['a sort that is no list', 'POST', '/user-tasks/search', { sort: 'name' }, 400],
    ['a lease of no time', 'POST', '/jobs/activation', { type: 'x', timeout: 0, maxJobsToActivate: 1 }, 400],
    ['a priority out of range', 'PATCH', `/user-tasks/${UNKNOWN}`, { changeset: { priority: 1000 } }, 400],
    ['an unknown decision', 'POST', '/decision-definitions/evaluation', { decisionDefinitionId: 'nothing' }, 404],
    ['an address that is not there', 'GET', '/nothing', undefined, 404],
    ['a deployment that is no form', 'POST', '/deployments', {}, 415],
    [
      'more than the engine takes',
      'POST',
      '/messages/publication',
      { name: 'm', variables: { big: 'x'.repeat(5_000_000) } },
      413,
    ],
    [
      'an instance started where nothing is',
      'POST',
      '/process-instances',
      { processDefinitionId: 'one-job', startInstructions: [{ elementId: 'nobody' }] },
      400,
    ],
    [
      'a version between two',
      'POST',
      '/process-instances',
      { processDefinitionId: 'one-job', processDefinitionVersion: 1.5 },
      400,
    ],
    ['a tag with a space', 'POST', '/process-instances', { processDefinitionId: 'one-job', tags: ['high touch'] }, 400],
    [
      'more tags than an instance takes',
      'POST',
      '/process-instances',
      { processDefinitionId: 'one-job', tags: [...'abcdefghijk'] },
      400,
    ],
    [
      'a business id that is too long',
      'POST',
      '/process-instances',
      { processDefinitionId: 'one-job', businessId: 'x'.repeat(257) },
      400,
    ],
    ['a state that no task has', 'POST', '/user-tasks/search', { filter: { state: 'OPEN' } }, 400],
    [
      'a date that is another one elsewhere',
      'PATCH',
      `/user-tasks/${UNKNOWN}`,
      { changeset: { dueDate: '2030-01-01T10:00:00' } },
      400,
    ],
  ])('%s is reported in a problem document', async (_, method, path, body, status) => {
    const answer = await send(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.type).toContain('application/problem+json');
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: expect.any(String),
      status,
      detail: expect.any(String),
      instance: expect.any(String),
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/\.ts:|node_modules/);
  });

  test('a body in another form than JSON is refused for its form, not for fields that it has', async () => {
    const body = JSON.stringify({ processDefinitionId: 'one-job' });
    const answer = await send('POST', '/process-instances', body, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(answer.status).toBe(415);
    expect(answer.body.detail).toMatch(/application\/x-www-form-urlencoded.*application\/json/);
  });

  test('a page of another site cannot drive the engine', async () => {
    expect((await send('POST', '/clock/reset', undefined, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  test.each([
    ['engine.evil.example:8080', 403],
    ['evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost:8080', 200],
    ['127.0.0.1:8080', 200],
    ['[::1]:8080', 200],
    ['engine:8080', 200],
    ['host.docker.internal:8080', 200],
  ])(
    'nor can one whose own name leads here: called as %s, an engine without sign-in answers %i',
    async (host, status) => {
      const socket = connect(gateway.restPort, '127.0.0.1');
      socket.write(`GET /v2/topology HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(await text(socket)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    },
  );

  test('with sign-in it is called by the name that its owner gives it', async () => {
    const signedIn = await openTestGateway({ account: { user: 'portal', password: 'secret' } });
    const socket = connect(signedIn.restPort, '127.0.0.1');
    const sent = Buffer.from('portal:secret').toString('base64');
    socket.write(
      `GET /v2/topology HTTP/1.1\r\nHost: engine.ministry.example\r\nAuthorization: Basic ${sent}\r\nConnection: close\r\n\r\n`,
    );
    expect(await text(socket)).toMatch(/^HTTP\/1.1 200 /);
    await signedIn.close();
  });
});

describe('beside the API', () => {
  test('health and metrics', async () => {
    const health = await fetch(`${gateway.restAddress}/actuator/health`);
    expect(await health.json()).toEqual({ status: 'UP' });
    const metrics = await (await fetch(`${gateway.restAddress}/metrics`)).text();
    expect(metrics).toMatch(/engine_calls_total\{protocol="rest",call="POST \/process-instances",outcome="200"\} \d+/);
  });

  test.each([
    ['gRPC', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, /not HTTP\/2: gRPC listens on port \d+/],
    ['TLS', '\x16\x03\x01\x02\x00', 400, /no HTTP request/],
    ['an unknown method', 'FOO /v2/topology HTTP/1.1\r\nHost: x\r\n\r\n', 400, /Invalid method/],
    ['headers without end', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, /larger than 16 KB/],
  ])('%s gets an answer that says so', async (_, request, status, detail) => {
    const socket = connect(gateway.restPort, '127.0.0.1');
    socket.write(request);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    expect(head).toContain('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status, detail: expect.stringMatching(detail) });
  });

  test('with an account, everything but health asks for it', async () => {
    const guarded = await openTestGateway({ account: { user: 'u', password: 'p:q' } });
    const get = (path: string, headers = {}) =>
      fetch(`${guarded.restAddress}${path}`, { headers }).then((response) => response.status);
    expect(await get('/actuator/health')).toBe(200);
    expect(await get('/v2/topology')).toBe(401);
    expect(await get('/metrics')).toBe(401);
    const authorization = `Basic ${btoa('u:p:q')}`;
    expect(await get('/v2/topology', { authorization })).toBe(200);
    await guarded.close();
  });
});
