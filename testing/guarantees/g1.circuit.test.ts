import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPerson } from '#prisma/testing/builders.ts';
import { eventually, type WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, actors, openPlay } from '#workers/testing/play.ts';
import { publishHostile, stopOf, stopOfInstance } from './hostile.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
/** A request of somebody else, which waits for its superior. */
let stranger: { readonly id: string; readonly agentId: string };

const CONTACT = { phone: '+33687654321', personalEmail: 'voleur@exemple.test' };

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  const agent = await aPerson('Inès').postedIn(cast.office).make(bench.db.database);
  await bench.start();
  const id = await actors(bench, { ...cast, agent }).file();
  await people.taskAt(id, 'avis-superieur');
  stranger = { id, agentId: agent };
});

afterAll(() => bench?.close());

/** What an attack could have changed of the stranger: nothing of it may differ. */
async function photograph() {
  const { prisma } = bench.db.database;
  const { id: requestId, agentId } = stranger;
  return {
    request: await prisma.request.findUnique({ where: { id: requestId }, omit: { stoppedSince: true } }),
    person: await prisma.person.findUnique({ where: { id: agentId } }),
    changes: await prisma.situationEntry.findMany({ where: { personId: agentId } }),
    events: await prisma.requestEvent.findMany({ where: { requestId }, orderBy: { id: 'asc' } }),
    pieces: await prisma.payPiece.findMany({ where: { agentId } }),
    withdrawals: await prisma.withdrawal.findMany({ where: { requestId } }),
    notifications: await prisma.notification.findMany({
      where: { requestId },
      select: { id: true, message: true },
      orderBy: { id: 'asc' },
    }),
  };
}

test.each([
  ['situation-apply', { what: 'contact' }],
  ['request-close', { outcome: 'granted' }],
  ['notify', { message: 'acknowledgement', recipients: 'agent' }],
  ['pay-piece', { movement: 'other', facts: 'quota' }],
  ['act-draft', { template: 'act' }],
  ['silence-record', { means: 'acceptance' }],
  ['table-evaluate', { table: 'telephone-courriel-regles', outcomes: 'true' }],
])(
  'G1: a published circuit that maps a stranger’s request over %s stops, and nothing is written',
  async (type, headers) => {
    const before = await photograph();
    const steps = [{ type: 'request-register' }, { type, headers, inputs: { requestId: JSON.stringify(stranger.id) } }];
    const kind = await publishHostile(bench, { like: 'telephone-courriel', as: `pirate-${type}`, steps });
    const own = await people.file(CONTACT, { kind });
    expect(await stopOf(bench, own)).toBe('{"cause":"variable-differs","params":{"variable":"requestId"}}');
    expect(await photograph()).toEqual(before);
  },
);

test('G1: a decision or a withdrawal of another request leads nowhere', async () => {
  const { prisma } = bench.db.database;
  const withdrawn = await prisma.withdrawal.create({ data: { requestId: stranger.id, byId: stranger.agentId } });
  const before = await photograph();
  for (const [variable, id] of [
    ['withdrawalId', withdrawn.id],
    ['decisionId', crypto.randomUUID()],
  ] as const) {
    const steps = [
      { type: 'request-register' },
      { type: 'request-close', headers: { outcome: 'granted' }, inputs: { [variable]: JSON.stringify(id) } },
    ];
    const kind = await publishHostile(bench, {
      like: 'telephone-courriel',
      as: `pirate-${variable.toLowerCase()}`,
      steps,
    });
    const own = await people.file(CONTACT, { kind });
    expect(await stopOf(bench, own)).toBe(`{"cause":"variable-differs","params":{"variable":"${variable}"}}`);
    expect(await photograph()).toEqual(before);
  }
  await prisma.withdrawal.update({ where: { id: withdrawn.id }, data: { refusedAt: new Date() } });
});

test('G1: an instance that somebody starts on the engine itself plays nothing', async () => {
  const { prisma } = bench.db.database;
  const kind = await publishHostile(bench, {
    like: 'telephone-courriel',
    as: 'pirate-moteur',
    steps: [{ type: 'situation-apply', headers: { what: 'contact' } }],
  });
  // Filed once, so that the engine has it.
  await people.file(CONTACT, { kind });
  const { processDefinitionKey } = await eventually(() =>
    prisma.deployment.findFirst({ where: { version: { kind } } }),
  );
  const before = await photograph();
  const start = (variables: Record<string, unknown>) =>
    bench.engine.createInstance({ processDefinitionKey, variables });
  const { processInstanceKey: second } = await start({ requestId: stranger.id });
  await eventually(async () => (await bench.engine.getInstance(second))?.state === 'TERMINATED');
  const { processInstanceKey: nobodys } = await start({ requestId: crypto.randomUUID() });
  expect(await stopOfInstance(bench.engine, nobodys)).toBe('{"cause":"request-unknown","params":{}}');
  const { processInstanceKey: silent } = await start({});
  expect(await stopOfInstance(bench.engine, silent)).toBe('{"cause":"request-unknown","params":{}}');
  expect(await photograph()).toEqual(before);
});

test('G1: variables changed on the engine itself are not believed', async () => {
  const { prisma } = bench.db.database;
  const own = await people.file();
  const { key, instanceKey } = await people.taskAt(own, 'avis-superieur');
  const before = await photograph();
  const address = `${bench.gateway.restAddress}/v2/element-instances/${instanceKey}/variables`;
  const changed = await fetch(address, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ variables: { requestId: stranger.id } }),
  });
  expect(changed.status).toBe(204);
  await people.decide(key, cast.superior, 'favorable');
  expect(await stopOf(bench, own)).toBe('{"cause":"variable-differs","params":{"variable":"requestId"}}');
  expect(await photograph()).toEqual(before);
  expect(await prisma.task.count({ where: { requestId: stranger.id } })).toBe(1);
});

test('G1: a circuit called by another plays the request of its caller', async () => {
  const { prisma } = bench.db.database;
  const called = { type: 'request-close', headers: { outcome: 'closed' } };
  const kind = await publishHostile(bench, { like: 'telephone-courriel', as: 'appele', steps: [called] });
  await people.closed(await people.file(CONTACT, { kind }));
  const caller = await publishHostile(bench, {
    like: 'telephone-courriel',
    as: 'appelant',
    steps: [{ type: 'request-register' }, { calls: 'appele' }],
  });
  const own = await people.file(CONTACT, { kind: caller });
  expect(await people.closed(own)).toMatchObject({ kind: 'appelant', outcome: 'closed' });
  expect(await prisma.calledInstance.findMany({ where: { requestId: own } })).toHaveLength(1);
});
