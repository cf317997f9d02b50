import createCamundaClient from '@camunda8/orchestration-cluster-api';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ClientMethod, clientMethods } from '../testing/client-api.ts';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';

interface Answer {
  readonly verb: string;
  readonly url: string;
  readonly status: number;
  readonly type: string;
  readonly body: Record<string, unknown>;
}

const NOW = { consistency: { waitUpToMs: 0 } };
/** Beyond 2^53, and of nothing. */
const NOTHING = '4503599627370497001';
const NOT_OFFERED = /^\/(users|groups|roles|tenants|authorizations|mapping-rules|setup|audit-logs)\b|\/audit-logs\//;
/** The statuses of the specification's table of semantics, which the API's description leaves out. */
const BESIDES: Readonly<Record<string, number>> = {
  createElementInstanceVariables: 404,
  searchUserTaskVariables: 404,
  searchUserTaskEffectiveVariables: 404,
};

const methods = clientMethods();
const offered = methods.filter(({ path }) => !NOT_OFFERED.test(path));
const answers: Answer[] = [];
let gateway: TestGateway;
let client: Record<string, (...input: unknown[]) => Promise<unknown>>;

beforeAll(async () => {
  gateway = await openTestGateway({ requestTimeoutMs: 50 });
  client = createCamundaClient({
    env: {},
    config: {
      CAMUNDA_REST_ADDRESS: gateway.restAddress,
      CAMUNDA_SDK_VALIDATION: 'req:none,res:none',
      CAMUNDA_SDK_HTTP_RETRY_MAX_ATTEMPTS: 1,
    },
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      answers.push(await answerOf(response.clone(), (init?.method ?? (input as Request).method) as string));
      return response;
    },
  }) as never;
});

afterAll(() => gateway.close());

async function answerOf(response: Response, verb: string): Promise<Answer> {
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return { verb, url: response.url, status: response.status, type, body: /json/.test(type) ? JSON.parse(text) : {} };
}

/** Calls a method with keys of nothing and no body. */
async function callEmpty({ name, parameters, query }: ClientMethod): Promise<Answer> {
  const input: Record<string, unknown> = {};
  for (const parameter of parameters) input[parameter] = parameter.endsWith('Key') ? NOTHING : 'nothing';
  if (parameters.includes('tenantId')) input.tenantId = '<default>';
  for (const time of ['from', 'startTime']) if (query.includes(time)) input[time] = '2026-01-01T00:00:00Z';
  for (const time of ['to', 'endTime']) if (query.includes(time)) input[time] = '2027-01-01T00:00:00Z';
  answers.length = 0;
  // Calls without input take their options first.
  const call = client[name];
  if (call === undefined) throw new Error(`The client has no ${name}`);
  await (call.length > 1 || Object.keys(input).length > 0
    ? call.call(client, input, NOW)
    : call.call(client, {}, NOW)
  ).catch(() => {});
  const [answer] = answers;
  if (answer === undefined) throw new Error(`${name} called nobody`);
  return answer;
}

const send = async ({ verb, url }: Answer, body: object): Promise<Answer> =>
  answerOf(
    await fetch(url, {
      method: verb,
      ...(verb === 'GET' ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }),
    verb,
  );

const problem = (status: number, detail: unknown) => ({
  type: 'about:blank',
  title: expect.stringMatching(/^([A-Z_]+|Bad Request)$/),
  status,
  detail,
  instance: expect.stringMatching(/^\/v2\//),
});

test('the client declares its methods as this test expects it', () => {
  expect(methods.length).toBeGreaterThan(180);
  for (const { documented } of methods) expect([...documented]).not.toEqual([]);
});

test.each(offered.map((method) => [method.name, method] as const))(
  '%s answers what is documented',
  async (_, method) => {
    const answer = await callEmpty(method);
    expect([...method.documented, BESIDES[method.name]]).toContain(answer.status);
    if (answer.status < 400) return;
    expect(answer.type).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toEqual(problem(answer.status, expect.any(String)));
  },
);

test('what is left out is answered as a path that is not there, in words', async () => {
  for (const method of methods.filter((one) => !offered.includes(one))) {
    const answer = await callEmpty(method);
    expect([method.name, answer.status, answer.body]).toEqual([
      method.name,
      404,
      problem(404, expect.stringContaining('is not offered: ')),
    ]);
  }
});

describe('a request that cannot be understood is refused with the name of what is wrong in it', () => {
  const isMultipart = /^\/(deployments|documents(\/batch)?)$/;
  const withBody = offered.filter(({ hasBody, path }) => hasBody && !isMultipart.test(path));
  const searches = offered.filter(({ path }) => path.endsWith('/search'));
  const refusal = (name: string) => [400, problem(400, expect.stringContaining(name))];

  test.each(withBody.map((method) => [method.name, method] as const))('%s: an unknown field', async (_, method) => {
    const { status, body } = await send(await callEmpty(method), { colour: 'blue' });
    expect([status, body]).toEqual(refusal('colour'));
  });

  test('a reference that is none', async () => {
    const answer = await callEmpty(methods.find(({ name }) => name === 'resolveIncident') as ClientMethod);
    const { status, body } = await send(answer, { operationReference: 0 });
    expect([status, body]).toEqual(refusal('operationReference'));
  });

  test.each(searches.map((method) => [method.name, method] as const))(
    '%s: filter, order and page',
    async (_, method) => {
      const empty = await callEmpty(method);
      for (const [asked, named] of [
        [{ filter: { colour: 'blue' } }, 'colour'],
        [{ filter: 'blue' }, 'filter'],
        [{ sort: [{ field: 'colour' }] }, 'colour'],
        [{ sort: { field: 'colour' } }, 'sort'],
        [{ page: { size: 1 } }, 'size'],
        [{ page: { limit: -1 } }, 'limit'],
        [{ page: { limit: 10_001 } }, 'limit'],
        [{ page: { after: 'nowhere' } }, 'cursor'],
      ] as const) {
        const { status, body } = await send(empty, asked);
        expect([status, body]).toEqual(refusal(named));
      }
    },
  );

  test.each(
    offered
      .filter(({ parameters }) => parameters.some((one) => one.endsWith('Key')))
      .map((one) => [one.name, one] as const),
  )('%s: a key that is none', async (_, method) => {
    const empty = await callEmpty(method);
    const url = empty.url.replace(NOTHING, 'blue');
    const { status, body } = await send({ ...empty, url }, {});
    const refused = problem(400, expect.stringMatching(/^Failed to convert '\w+Key' with value: 'blue'$/));
    // alone among keys, that of a batch need not be a number
    if (method.parameters.includes('batchOperationKey')) expect(status).toBe(404);
    else expect([status, body]).toEqual([400, { ...refused, title: 'Bad Request' }]);
  });
});
