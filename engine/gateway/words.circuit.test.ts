import { credentials, makeGenericClientConstructor, type ServiceError, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { oneJob, oneTask, opinionForm, payTable } from '../testing/small-circuits.ts';
import { gatewayService } from './grpc/proto.ts';
import type { Message } from './grpc/unary.ts';
import { openTestGateway, type TestGateway } from './testing/gateway.ts';

const NOTHING = '4503599627370497001';

let gateway: TestGateway;
let grpc: InstanceType<ReturnType<typeof makeGenericClientConstructor>>;
/** A job that failed for good: its incident is open. */
let failed: string;
let task: string;

beforeAll(async () => {
  gateway = await openTestGateway();
  const Gateway = makeGenericClientConstructor(gatewayService(), 'Gateway');
  grpc = new Gateway(`127.0.0.1:${gateway.grpcPort}`, credentials.createInsecure());
  const files = [oneTask, opinionForm, payTable, oneJob];
  const resources = files.map(({ name, content }) => ({ name, content: Buffer.from(content) }));
  await call('DeployResource', { resources });
  await call('CreateProcessInstance', { bpmnProcessId: 'one-job', version: -1 });
  const poll = { type: 'work', timeout: 60_000, maxJobsToActivate: 1 };
  failed = (await rest('POST', '/jobs/activation', poll)).body.jobs[0].jobKey;
  await call('FailJob', { jobKey: failed, retries: 0 });
  const { processInstanceKey } = await call('CreateProcessInstance', {
    bpmnProcessId: 'one-task',
    version: -1,
    variables: '{"requestId":"r"}',
  });
  task = (await rest('POST', '/user-tasks/search', { filter: { processInstanceKey } })).body.items[0].userTaskKey;
  await rest('POST', `/user-tasks/${task}/assignment`, { assignee: 'ada' });
  await rest('POST', '/messages/publication', { name: 'once', messageId: 'a', timeToLive: 60_000 });
});

afterAll(async () => {
  grpc.close();
  await gateway.close();
});

function call(name: string, request: object): Promise<Message> {
  return new Promise((resolve, reject) => {
    grpc[name]?.(request, (error: ServiceError | null, response: Message) =>
      error ? reject(error) : resolve(response),
    );
  });
}

async function rest(verb: string, path: string, body?: object | string, headers: Record<string, string> = {}) {
  const response = await fetch(`${gateway.restAddress}/v2${path}`, {
    method: verb,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  });
  const text = await response.text();
  const answered = response.headers;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API answers
  return { status: response.status, headers: answered, body: (text === '' ? null : JSON.parse(text)) as any };
}

/** What both protocols say alike: gRPC as the text of its status, REST as the detail of its problem. */
interface Words {
  readonly grpc?: readonly [name: string, request: () => object, code: status];
  readonly rest?: readonly [verb: string, path: () => string, body: object | undefined, status: number];
  readonly text: () => string;
}

const SAID: Readonly<Record<string, Words>> = {
  'a job that is not there is completed': {
    grpc: ['CompleteJob', () => ({ jobKey: NOTHING }), status.NOT_FOUND],
    rest: ['POST', () => `/jobs/${NOTHING}/completion`, {}, 404],
    text: () =>
      `Command 'COMPLETE' rejected with code 'NOT_FOUND': Expected to complete job with key '${NOTHING}', but no such job was found`,
  },
  'a job that failed is completed': {
    grpc: ['CompleteJob', () => ({ jobKey: failed }), status.FAILED_PRECONDITION],
    rest: ['POST', () => `/jobs/${failed}/completion`, {}, 409],
    text: () =>
      `Command 'COMPLETE' rejected with code 'INVALID_STATE': Expected to complete job with key '${failed}', but it is in state 'FAILED'`,
  },
  'a job that is not there fails': {
    grpc: ['FailJob', () => ({ jobKey: NOTHING, retries: 1 }), status.NOT_FOUND],
    rest: ['POST', () => `/jobs/${NOTHING}/failure`, { retries: 1 }, 404],
    text: () =>
      `Command 'FAIL' rejected with code 'NOT_FOUND': Expected to fail job with key '${NOTHING}', but no such job was found`,
  },
  'an error is thrown for a job that is not there': {
    grpc: ['ThrowError', () => ({ jobKey: NOTHING, errorCode: 'E' }), status.NOT_FOUND],
    rest: ['POST', () => `/jobs/${NOTHING}/error`, { errorCode: 'E' }, 404],
    text: () =>
      `Command 'THROW_ERROR' rejected with code 'NOT_FOUND': Expected to throw an error for job with key '${NOTHING}', but no such job was found`,
  },
  'an instance that is not there is cancelled': {
    grpc: ['CancelProcessInstance', () => ({ processInstanceKey: NOTHING }), status.NOT_FOUND],
    rest: ['POST', () => `/process-instances/${NOTHING}/cancellation`, undefined, 404],
    text: () =>
      `Command 'CANCEL' rejected with code 'NOT_FOUND': Expected to cancel a process instance with key '${NOTHING}', but no such process was found`,
  },
  'a process that is not there is started': {
    grpc: ['CreateProcessInstance', () => ({ bpmnProcessId: 'no-one', version: -1 }), status.NOT_FOUND],
    rest: ['POST', () => '/process-instances', { processDefinitionId: 'no-one' }, 404],
    text: () =>
      "Command 'CREATE' rejected with code 'NOT_FOUND': Expected to find process definition with process ID 'no-one', but none found",
  },
  'an incident that is not there is resolved': {
    grpc: ['ResolveIncident', () => ({ incidentKey: NOTHING }), status.NOT_FOUND],
    rest: ['POST', () => `/incidents/${NOTHING}/resolution`, undefined, 404],
    text: () =>
      `Command 'RESOLVE' rejected with code 'NOT_FOUND': Expected to resolve incident with key '${NOTHING}', but no such incident was found`,
  },
  'a decision that is not there is evaluated': {
    grpc: ['EvaluateDecision', () => ({ decisionId: 'no-one' }), status.NOT_FOUND],
    rest: ['POST', () => '/decision-definitions/evaluation', { decisionDefinitionId: 'no-one' }, 404],
    text: () =>
      "Command 'EVALUATE' rejected with code 'NOT_FOUND': Expected to evaluate decision 'no-one', but no decision found for id 'no-one'",
  },
  'a message is published twice': {
    grpc: ['PublishMessage', () => ({ name: 'once', messageId: 'a', timeToLive: '1' }), status.ALREADY_EXISTS],
    rest: ['POST', () => '/messages/publication', { name: 'once', messageId: 'a' }, 409],
    text: () =>
      "Command 'PUBLISH' rejected with code 'ALREADY_EXISTS': Expected to publish a new message with id 'a', but a message with that id was already published",
  },
  'a message finds nobody who waits': {
    rest: ['POST', () => '/messages/correlation', { name: 'unheard', correlationKey: 'k' }, 404],
    text: () =>
      "Command 'CORRELATE' rejected with code 'NOT_FOUND': Expected to find subscription for message with name 'unheard' and correlation key 'k', but none was found.",
  },
  'a job gets no retries': {
    grpc: ['UpdateJobRetries', () => ({ jobKey: failed, retries: 0 }), status.INVALID_ARGUMENT],
    text: () =>
      `Command 'UPDATE' rejected with code 'INVALID_ARGUMENT': Expected to update retries for job with key '${failed}' with a positive amount of retries, but the amount given was '0'`,
  },
  'another tenant than the one there is': {
    grpc: ['PublishMessage', () => ({ name: 'm', tenantId: 'red' }), status.INVALID_ARGUMENT],
    text: () =>
      "Expected to handle gRPC request PublishMessage with tenant identifier 'red', but multi-tenancy is disabled",
  },
  'a task that is not there is completed': {
    rest: ['POST', () => `/user-tasks/${NOTHING}/completion`, undefined, 404],
    text: () =>
      `Command 'COMPLETE' rejected with code 'NOT_FOUND': Expected to complete user task with key '${NOTHING}', but no such user task was found`,
  },
  'a task that somebody has is claimed': {
    rest: ['POST', () => `/user-tasks/${task}/assignment`, { assignee: 'bob', allowOverride: false }, 409],
    text: () =>
      `Command 'CLAIM' rejected with code 'INVALID_STATE': Expected to claim user task with key '${task}', but it has already been assigned`,
  },
};

describe.each(Object.entries(SAID))('%s', (_, words) => {
  test('is said in the words that clients know', async () => {
    if (words.grpc !== undefined) {
      const [name, request, code] = words.grpc;
      const refused = await call(name, request()).catch((error: ServiceError) => [error.code, error.details]);
      expect(refused).toEqual([code, words.text()]);
    }
    if (words.rest !== undefined) {
      const [verb, path, body, http] = words.rest;
      const code = /rejected with code '(\w+)'/.exec(words.text())?.[1];
      const { status: answered, headers, body: problem } = await rest(verb, path(), body);
      expect([answered, headers.get('content-type')]).toEqual([http, 'application/problem+json; charset=utf-8']);
      expect(problem).toEqual({
        type: 'about:blank',
        title: code,
        status: http,
        detail: words.text(),
        instance: `/v2${path()}`,
      });
    }
  });
});

test.each<[string, string, string, object | string | undefined, number, string, string]>([
  [
    'a field that is not known',
    'POST',
    `/jobs/${NOTHING}/failure`,
    { jobKey: '1' },
    400,
    'Bad Request',
    'Request property [jobKey] cannot be parsed',
  ],
  ['a body that is no JSON', 'POST', '/signals/broadcast', '{', 400, 'Bad Request', 'Failed to read request'],
  ['no body', 'POST', '/signals/broadcast', undefined, 400, 'Bad Request', 'Required request body is missing'],
  [
    'a key of the path that is none',
    'GET',
    '/process-instances/abc',
    undefined,
    400,
    'Bad Request',
    "Failed to convert 'processInstanceKey' with value: 'abc'",
  ],
  [
    'a key of the body that is none',
    'POST',
    '/process-instances',
    { processDefinitionKey: 'one-job' },
    400,
    'INVALID_ARGUMENT',
    "The provided processDefinitionKey 'one-job' is not a valid key. Expected a numeric value.",
  ],
  [
    'neither id nor key',
    'POST',
    '/process-instances',
    {},
    400,
    'INVALID_ARGUMENT',
    'At least one of [processDefinitionId, processDefinitionKey] is required.',
  ],
  [
    'a word that is none of those there are',
    'POST',
    '/jobs/activation',
    { type: 't', timeout: 1, maxJobsToActivate: 1, tenantFilter: 'MINE' },
    400,
    'Bad Request',
    "Unexpected value 'MINE' for enum field 'tenantFilter'. Use any of the following values: [PROVIDED, ASSIGNED]",
  ],
  [
    'a search by a word that is none of those there are',
    'POST',
    '/process-instances/search',
    { filter: { state: 'OPEN' } },
    400,
    'Bad Request',
    "Unexpected value 'OPEN' for enum field 'state'. Use any of the following values: [ACTIVE, COMPLETED, TERMINATED]",
  ],
  [
    'a search for batches of an actor that is none of those there are',
    'POST',
    '/batch-operations/search',
    { filter: { actorType: 'NOBODY' } },
    400,
    'Bad Request',
    "Unexpected value 'NOBODY' for enum field 'actorType'.",
  ],
  [
    'a count of the versions of nothing',
    'POST',
    '/process-definitions/statistics/process-instances-by-version',
    { filter: { processDefinitionId: '' } },
    400,
    'INVALID_ARGUMENT',
    'No processDefinitionId provided.',
  ],
  [
    'a search by a field that is not known',
    'POST',
    '/process-instances/search',
    { filter: { colour: 'red' } },
    400,
    'Bad Request',
    'Request property [filter.colour] cannot be parsed',
  ],
  [
    'a search by a key that is none',
    'POST',
    '/process-instances/search',
    { filter: { processInstanceKey: 'abc' } },
    400,
    'INVALID_ARGUMENT',
    "The provided processInstanceKey 'abc' is not a valid key. Expected a numeric value.",
  ],
  [
    'a number out of its range',
    'PUT',
    '/clock',
    { timestamp: -1 },
    400,
    'INVALID_ARGUMENT',
    "The value for timestamp is '-1' but must be non-negative.",
  ],
  [
    'nobody to assign to',
    'POST',
    `/user-tasks/${NOTHING}/assignment`,
    {},
    400,
    'INVALID_ARGUMENT',
    'No assignee provided.',
  ],
  ['another verb', 'DELETE', '/topology', undefined, 405, 'Method Not Allowed', "Method 'DELETE' is not supported."],
  [
    'a verb between two',
    'POST',
    `/process-definitions/${NOTHING}`,
    undefined,
    405,
    'Method Not Allowed',
    "Method 'POST' is not supported.",
  ],
])('%s is refused in the words of a cluster', async (_, verb, path, body, http, title, detail) => {
  const answer = await rest(verb, path, body);
  expect(answer.body).toMatchObject({ status: http, title, detail: expect.stringContaining(detail) });
  expect(answer.status).toBe(http);
});

test('a cluster variable of another tenant is not there, and cannot be made', async () => {
  expect((await rest('GET', '/cluster-variables/tenants/red/limit')).status).toBe(404);
  expect((await rest('GET', '/cluster-variables/tenants/no!tenant/limit')).status).toBe(400);
  expect((await rest('POST', '/cluster-variables/tenants/red', { name: 'limit', value: 1 })).status).toBe(400);
});

test('a path tells which verbs it has', async () => {
  expect((await rest('DELETE', `/jobs/${NOTHING}`)).headers.get('allow')).toBe('PATCH');
  const options = await fetch(`${gateway.restAddress}/v2/topology`, { method: 'OPTIONS' });
  expect([options.status, options.headers.get('allow')]).toEqual([200, 'GET, HEAD']);
  const head = await fetch(`${gateway.restAddress}/v2/topology`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
});

describe('what was deployed is told by kind, whatever order the files came in', () => {
  const files = [opinionForm, payTable, oneTask, oneJob];

  test('by gRPC', async () => {
    const resources = files.map(({ name, content }) => ({ name, content: Buffer.from(content) }));
    const { deployments } = await call('DeployResource', { resources });
    expect(deployments.map((one: Message) => one.Metadata)).toEqual([
      'process',
      'process',
      'decision',
      'decisionRequirements',
      'form',
    ]);
    expect(deployments.slice(0, 2).map((one: Message) => one.process.bpmnProcessId)).toEqual(['one-task', 'one-job']);
  });

  test('by REST, each with all that is known of it', async () => {
    const form = new FormData();
    for (const { name, content } of files) form.append('resources', new Blob([content]), name);
    const response = await fetch(`${gateway.restAddress}/v2/deployments`, { method: 'POST', body: form });
    const { deployments } = (await response.json()) as { deployments: Record<string, object | null>[] };
    const known = deployments.map((one) => Object.entries(one).filter(([, value]) => value !== null));
    expect(known).toEqual([
      [['processDefinition', expect.objectContaining({ processDefinitionId: 'one-task', tenantId: '<default>' })]],
      [
        [
          'processDefinition',
          expect.objectContaining({ processDefinitionId: 'one-job', resourceName: 'one-job.bpmn' }),
        ],
      ],
      [
        [
          'decisionDefinition',
          expect.objectContaining({ name: 'Pay fraction', decisionRequirementsId: 'pay-requirements' }),
        ],
      ],
      [['decisionRequirements', expect.objectContaining({ decisionRequirementsName: 'Pay', resourceName: 'pay.dmn' })]],
      [['form', expect.objectContaining({ formId: 'opinion', resourceName: 'opinion.form', version: 1 })]],
    ]);
  });
});
