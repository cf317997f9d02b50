import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createCamundaClient } from '@camunda8/orchestration-cluster-api';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { oneJob, oneTask, openTestGateway, opinionForm, type TestGateway } from 'harmonie-engine/testing';
import type { z } from 'zod';
import * as commands from './commands.ts';
import * as instances from './instance-queries.ts';
import * as queries from './queries.ts';
import { type Call, restCalls } from './rest.ts';
import * as tasks from './user-tasks.ts';

// Each call that the portal makes by REST, held against the client's own schemas of the API, which are made from its published
// description: fields that are sent and it does not know, answers that are not as it says.

const CLIENT = path.resolve('node_modules/@camunda8/orchestration-cluster-api/dist');
/** A key beyond 2^53, of nothing. */
const NOTHING = '4503599627370497001';
const DAY = new Date('2026-11-28T10:00:00Z');

let gateway: TestGateway;
let call: Call;
let schemas: Record<string, z.ZodObject<{ body: z.ZodType }>>;
/** The method that is called. */
let method = '';
/** What was sent, and what the description knows of it. */
const sent: { readonly body: unknown; readonly read: unknown }[] = [];
const methods = new Set<string>();
/** The keys of what was deployed, by id. */
const definitions = new Map<string, string>();

beforeAll(async () => {
  gateway = await openTestGateway();
  const file = readdirSync(CLIENT).find((name) => /^zod\.gen-\w+\.js$/.test(name));
  schemas = await import(path.join(CLIENT, String(file)));
  const client = createCamundaClient({
    env: {},
    config: {
      CAMUNDA_REST_ADDRESS: gateway.restAddress,
      CAMUNDA_SDK_VALIDATION: 'req:none,res:strict',
      CAMUNDA_SDK_HTTP_RETRY_MAX_ATTEMPTS: 1,
    },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      await compare(request.clone());
      return fetch(request);
    },
  });
  const named = new Proxy(client, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      method = String(name);
      // What it calls of its own is none of our calls.
      return member.bind(target) as unknown;
    },
  });
  call = restCalls(async () => named);
  const { processes } = await commands.deploy(call, [oneJob, oneTask, opinionForm]);
  for (const process of processes) definitions.set(process.processDefinitionId, process.processDefinitionKey);
});
afterAll(() => gateway.close());

async function compare(request: Request): Promise<void> {
  methods.add(method);
  if (!request.headers.get('content-type')?.startsWith('application/json')) return;
  const text = await request.text();
  if (text === '') return;
  const body: unknown = JSON.parse(text);
  const schema = schemas[`z${method.charAt(0).toUpperCase()}${method.slice(1)}Data`]?.shape.body;
  const { data: read, error } = schema?.safeParse(body) ?? {};
  sent.push({ body: { method, body }, read: { method, body: read ?? error } });
}

/** What a schema does not know is left out of what it reads. */
function expectDescribed(): void {
  expect(sent.length).toBeGreaterThan(0);
  for (const { body, read } of sent.splice(0)) expect(read).toMatchObject(body as object);
}

const start = async (process: string): Promise<string> => {
  const processDefinitionKey = definitions.get(process) ?? '';
  return (await commands.createInstance(call, { processDefinitionKey, variables: { requestId: 'r1', n: 1 } }))
    .processInstanceKey;
};

test('a job that lost its tries is given them back by one call, then its incident is resolved by another', async () => {
  const key = await start('one-job');
  const { jobs } = await call((client) =>
    client.activateJobs({ type: 'work', worker: 'w', timeout: 60_000, maxJobsToActivate: 1 }),
  );
  const [job] = jobs;
  if (job === undefined) throw new Error('there is a job');
  await call((client) => client.failJob({ jobKey: job.jobKey, retries: 0, errorMessage: 'no' }));
  const [incident] = await queries.openIncidents(call, { processInstanceKey: key });
  const incidentKey = String(incident?.incidentKey);
  methods.clear();
  expect(await commands.resolveIncident(call, incidentKey, { retries: 2 })).toBe(true);
  expect([...methods]).toEqual(['getIncident', 'updateJob', 'resolveIncident']);
  expect((await instances.unfinishedJobs(call, key, 10)).items).toMatchObject([{ retries: 2 }]);
  // Resolved, or never there: it is gone, and that is an answer.
  expect(await commands.resolveIncident(call, NOTHING)).toBe(false);
  expectDescribed();
});

test('every other call sends what the API describes', async () => {
  const task = await start('one-task');
  const target = {
    processDefinitionKey: definitions.get('one-task') ?? '',
    elements: [{ from: 'opinion', to: 'opinion' }],
  };
  const created = { processInstanceKey: task, state: 'CREATED' };
  let found: readonly queries.UserTask[] = [];
  while (found.length === 0) found = (await queries.searchUserTasks(call, { filter: created })).items;
  const taskKey = String(found[0]?.userTaskKey);
  await tasks.assignUserTask(call, taskKey, 'ada');
  await tasks.assignUserTask(call, taskKey, null);
  await commands.setVariables(call, task, { n: 2 });
  const listener = { id: 'list', type: 'listen', eventTypes: ['creating' as const], retries: 3 };
  for (const _ of ['created', 'updated']) await commands.ensureGlobalTaskListeners(call, [listener]);
  const message = { name: 'withdrawal', correlationKey: 'nobody', variables: { n: 1 } };
  await commands.publishMessage(call, { ...message, timeToLive: 1, messageId: 'm' });
  await commands.correlateMessage(call, message);
  expect(await commands.migrateInstance(call, NOTHING, target)).toBe(false);
  expect(await commands.modifyInstance(call, NOTHING, { enter: 'opinion', leave: NOTHING })).toBe(false);
  for (const name of Object.keys(queries) as (keyof typeof queries)[]) await ask(name, task);
  await queries.incidentsSince(call, DAY, { after: null, limit: 1 });
  await instances.lastPassages(call, task, 1);
  await instances.flowsTaken(call, task);
  await instances.instancesCalledBy(call, task, 1);
  await instances.terminatedInstances(call, [definitions.get('one-task') ?? ''], 1);
  await instances.terminatedInstances(call, null, 1);
  const [variable] = (await instances.variablesIn(call, task, 1)).items;
  await instances.wholeVariable(call, String(variable?.variableKey));
  await instances.unfinishedJobs(call, task, 1);
  await instances.openSubscriptions(call, task, 1);
  await tasks.completeUserTask(call, taskKey, { n: 3 });
  expect(await commands.cancelInstance(call, NOTHING)).toBe(false);
  expectDescribed();
});

/** Asks each of the queries by their name: one that is added is asked too. */
async function ask(name: keyof typeof queries, key: string): Promise<unknown> {
  const asked: { readonly [Name in keyof typeof queries]: () => Promise<unknown> } = {
    searchUserTasks: () => queries.searchUserTasks(call, { filter: { processInstanceKey: key } }),
    searchInstances: () => queries.searchInstances(call, { filter: { processInstanceKey: key } }),
    openIncidents: () => queries.openIncidents(call, { processInstanceKey: key }),
    incidentsIn: () => queries.incidentsIn(call, [key]),
    incidentsSince: () => queries.incidentsSince(call, null, { after: null, limit: 1 }),
    oldestIncidents: () => queries.oldestIncidents(call, 1),
    searchElementInstances: () => queries.searchElementInstances(call, key),
    activeElementsOf: () => queries.activeElementsOf(call, key),
    calledBy: () => queries.calledBy(call, [key]),
    searchActiveElements: () => queries.searchActiveElements(call, definitions.get('one-task') ?? '', 1, 'opinion'),
    variableOf: () => queries.variableOf(call, key, 'n'),
    getInstance: () => queries.getInstance(call, key),
    elementIdOf: () => queries.elementIdOf(call, key),
    processIdOf: () => queries.processIdOf(call, definitions.get('one-task') ?? ''),
    topology: () => queries.topology(call),
  };
  return asked[name]();
}
