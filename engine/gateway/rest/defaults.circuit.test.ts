import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { messageStarted, oneJob, oneTask, opinionForm } from '../../testing/small-circuits.ts';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await openTestGateway();
  const files = [oneJob, oneTask, opinionForm, messageStarted];
  const resources = files.map(({ name, content }) => ({ name, content: new TextEncoder().encode(content) }));
  await gateway.engine.execute('DEPLOY_RESOURCES', { resources });
});

afterAll(() => gateway.close());

// biome-ignore lint/suspicious/noExplicitAny: whatever the API answers
async function send(verb: string, path: string, body: object): Promise<any> {
  const response = await fetch(`${gateway.restAddress}/v2${path}`, {
    method: verb,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

const post = (path: string, body: object) => send('POST', path, body);

async function taskFor(requestId: string) {
  const { processInstanceKey } = await post('/process-instances', {
    processDefinitionId: 'one-task',
    variables: { requestId },
  });
  const { items } = await post('/user-tasks/search', { filter: { processInstanceKey } });
  return items[0];
}

const taskNow = async ({ userTaskKey }: { userTaskKey: string }) =>
  (await post('/user-tasks/search', { filter: { userTaskKey } })).items[0];

test('an instance is one of the latest version, and is answered at once, without variables', async () => {
  const changed = oneJob.content.replace('name="One job"', 'name="One job, again"');
  const content = new TextEncoder().encode(changed);
  await gateway.engine.execute('DEPLOY_RESOURCES', { resources: [{ name: oneJob.name, content }] });
  expect(await post('/process-instances', { processDefinitionId: 'one-job', variables: { n: 1 } })).toMatchObject({
    processDefinitionVersion: 2,
    variables: {},
    tags: [],
    businessId: null,
    tenantId: '<default>',
  });
});

test('a message is kept for nobody, and correlates to nothing in particular', async () => {
  await post('/messages/publication', { name: 'withdrawal', correlationKey: 'later' });
  const task = await taskFor('later');
  expect((await taskNow(task)).state).toBe('CREATED');
  // without a correlation key it starts what waits for no key
  expect(await post('/messages/correlation', { name: 'request' })).toMatchObject({ tenantId: '<default>' });
});

test('a user task has the priority 50, and is assigned anew to whoever is named', async () => {
  const task = await taskFor('mine');
  expect(task.priority).toBe(50);
  await post(`/user-tasks/${task.userTaskKey}/assignment`, { assignee: 'ada' });
  await post(`/user-tasks/${task.userTaskKey}/assignment`, { assignee: 'bob' });
  // what an update does not name stays as it was
  await send('PATCH', `/user-tasks/${task.userTaskKey}`, { changeset: { candidateUsers: ['eve'] } });
  expect(await taskNow(task)).toMatchObject({ assignee: 'bob', candidateUsers: ['eve'], priority: 50 });
});

test('a job that fails has no retries left', async () => {
  const { processInstanceKey } = await post('/process-instances', { processDefinitionId: 'one-job' });
  const { jobs } = await post('/jobs/activation', { type: 'work', timeout: 60_000, maxJobsToActivate: 10 });
  const job = jobs.find((one: { processInstanceKey: string }) => one.processInstanceKey === processInstanceKey);
  expect(job).toMatchObject({ worker: '' });
  await post(`/jobs/${job.jobKey}/failure`, {});
  expect((await post('/incidents/search', { filter: { processInstanceKey } })).items[0]).toMatchObject({
    errorType: 'JOB_NO_RETRIES',
    jobKey: job.jobKey,
  });
});

test('variables are written where they are found, not where they are set', async () => {
  const task = await taskFor('first');
  await send('PUT', `/element-instances/${task.elementInstanceKey}/variables`, { variables: { requestId: 'second' } });
  const { items } = await post('/variables/search', { filter: { processInstanceKey: task.processInstanceKey } });
  expect(items).toMatchObject([{ name: 'requestId', value: '"second"', scopeKey: task.processInstanceKey }]);
});

test('a global listener comes before those of the model, three times', async () => {
  expect(await post('/global-task-listeners', { id: 'all', type: 'audit', eventTypes: ['canceling'] })).toEqual({
    id: 'all',
    type: 'audit',
    eventTypes: ['canceling'],
    retries: 3,
    afterNonGlobal: false,
    priority: 50,
    source: 'API',
  });
});
