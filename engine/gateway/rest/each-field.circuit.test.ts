import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ClientMethod, clientMethods } from '../testing/client-api.ts';
import { bodySchemas, nullsOf, type Schema, sampleOf, wrongsOf } from '../testing/client-schemas.ts';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';

const NOTHING = '4503599627370497001';
const NOT_OFFERED = /^\/(users|groups|roles|tenants|authorizations|mapping-rules|setup|audit-logs)\b|\/audit-logs\//;
const IS_MULTIPART = /^\/(deployments|documents(\/batch)?)$/;
/** Searches have rules of their own, tested beside them. */
const OF_A_SEARCH = ['filter', 'page', 'sort'];
/** Taken though the description does not say so: any JSON as a cluster variable, a listener's result without its type. */
const TAKEN_AS_WELL = /ClusterVariable value$|^completeJob type$/;
/** Needed though the client's schemas do not say so. */
const NEEDED_AS_WELL: Readonly<Record<string, object>> = {
  updateJob: { changeset: { retries: 1 } },
  updateUserTask: { action: 'look' },
  assignUserTask: { assignee: 'ada' },
  createGlobalTaskListener: { type: 'listen' },
  updateGlobalTaskListener: { type: 'listen', eventTypes: ['all'] },
};

const schemas = await bodySchemas();
const methods = clientMethods().filter(
  ({ name, path, verb }) =>
    schemas.has(name) &&
    verb !== 'GET' &&
    !NOT_OFFERED.test(path) &&
    !IS_MULTIPART.test(path) &&
    !/\/search$|\/statistics\//.test(path),
);
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await openTestGateway({ requestTimeoutMs: 20 });
});

afterAll(() => gateway.close());

async function send({ path, verb }: ClientMethod, body?: unknown) {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name.endsWith('Key') ? NOTHING : name === 'tenantId' ? '%3Cdefault%3E' : 'nothing',
  );
  const response = await fetch(`${gateway.restAddress}/v2${filled}`, {
    method: verb,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, detail: text === '' ? '' : String(JSON.parse(text).detail) };
}

const ofASearch = (body: object) =>
  Object.fromEntries(Object.entries(body).filter(([name]) => OF_A_SEARCH.includes(name)));

function withoutSearch(schema: Schema): Schema {
  const { properties = {}, anyOf, ...rest } = schema;
  if (anyOf !== undefined) return { ...rest, anyOf: anyOf.map(withoutSearch) };
  const left = Object.entries(properties).filter(([name]) => !OF_A_SEARCH.includes(name));
  const required = (rest.required ?? []).filter((name) => !OF_A_SEARCH.includes(name));
  return { ...rest, properties: Object.fromEntries(left), required };
}

test('the client has schemas of what this test sends', () => {
  expect(methods.length).toBeGreaterThan(40);
});

test.each(methods.map((method) => [method.name, method] as const))(
  '%s takes what its description says, null for what may be left out, and names the field that is of another kind, length or range',
  async (name, method) => {
    const { schema, required } = schemas.get(name) ?? { schema: {}, required: false };
    const needed = NEEDED_AS_WELL[name] ?? {};
    const whole = { ...(sampleOf(schema) as object), ...needed };
    const taken = await send(method, whole);
    // of a link to a document that is not there the description has no other status
    expect([taken.detail, taken.status === 400]).toEqual([taken.detail, name === 'createDocumentLink']);

    const [nulls = {}] = nullsOf(schema);
    const filled = await send(method, { ...nulls, ...whole });
    expect([filled.detail, filled.status === 400]).toEqual([filled.detail, name === 'createDocumentLink']);

    const surprises: unknown[] = [];
    for (const wrong of wrongsOf(withoutSearch(schema))) {
      const body = wrong.name === '' ? wrong.value : { ...needed, ...ofASearch(whole), ...(wrong.value as object) };
      const { status, detail } = await send(method, body);
      if (status === 400 && (detail.includes(wrong.name) || detail.includes('not offered'))) continue;
      if (!TAKEN_AS_WELL.test(`${name} ${wrong.name}`))
        surprises.push([wrong.name, JSON.stringify(body), status, detail]);
    }
    expect(surprises).toEqual([]);
    if (required) expect(await send(method)).toEqual({ status: 400, detail: 'Required request body is missing' });
  },
);
