import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parisDay } from '#domain/calendar/civil-date.ts';
import type { InstanceRow, InstanceView } from '#web/contract/operations/instances.ts';
import { aPortal, type Browser, engineToCome, type TestPortal } from '#web/server/testing/portal.ts';
import { eventually, openWorkerBench, type WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, actors } from '#workers/testing/play.ts';
import { castUnderManager } from '../demonstration-people.ts';

// What an operator reads of the instances of an engine: the server, the workers and the engine on one database.

const KIND = 'telephone-courriel';

let portal: TestPortal;
let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let adam: Browser;

beforeAll(async () => {
  portal = await aPortal({ engine: engineToCome(() => bench.engine), settings: { engineTimeoutMs: 60_000 } });
  bench = await openWorkerBench({ db: portal.db, documents: portal.dependencies.documents });
  cast = await castUnderManager(portal, bench);
  people = actors(bench, cast);
  await bench.start();
  adam = await portal.as('adam.administrateur');
});
afterAll(async () => {
  await bench?.close();
  await portal?.close();
});

const prisma = () => portal.db.database.prisma;

let last = 22345678;
const file = () => people.file({ phone: `+336${last++}` }, { kind: KIND });
const requestOf = (id: string) => prisma().request.findUniqueOrThrow({ where: { id } });
const list = async (query: Record<string, string>): Promise<{ items: InstanceRow[]; partial: boolean }> =>
  (await adam.get(`/api/operations/instances?${new URLSearchParams(query)}`).expect(200)).body;
const numbers = async (query: Record<string, string>) =>
  (await list(query)).items.map(({ request }) => request.number).sort();
const view = async (key: string): Promise<InstanceView> =>
  (await adam.get(`/api/operations/instances/${key}`).expect(200)).body;

test('an operator finds the instances that stand at a step of a block, that were ended, and that are over', async () => {
  const waiting = await file();
  const done = await file();
  const ended = await file();
  for (const id of [waiting, ended]) await people.taskAt(id, 'visa');
  await people.at(done, 'visa', cast.manager, 'approved');
  await people.closed(done);
  const [first, second, third] = await Promise.all([waiting, done, ended].map(requestOf));
  const { versionId } = first as { versionId: string };
  await bench.engine.cancelInstance(third?.instanceKey ?? '');
  await eventually(async () => (await bench.engine.getInstance(third?.instanceKey ?? ''))?.state === 'TERMINATED');

  expect(await numbers({ kind: KIND, versionId, element: 'instruction/visa' })).toEqual([first?.number]);
  expect(await numbers({ kind: KIND, state: 'active' })).toEqual([first?.number]);
  expect(await numbers({ kind: KIND, state: 'completed' })).toEqual([second?.number]);
  expect(await numbers({ kind: KIND, state: 'terminated' })).toEqual([third?.number]);
  expect(await numbers({ q: second?.number ?? '' })).toEqual([second?.number]);
  expect(await numbers({ kind: KIND, since: '2999-01-01' })).toEqual([]);
  expect((await list({ kind: KIND, state: 'active' })).items).toMatchObject([
    { key: first?.instanceKey, state: 'active', waits: [{ elementId: 'instruction/visa', name: { en: 'Visa' } }] },
  ]);
  const page = (await adam.get(`/api/operations/instances?kind=${KIND}&pageSize=1`).expect(200)).body;
  expect([page.items.length, page.total, page.next]).toEqual([1, 3, third?.id]);
  await adam.get('/api/operations/instances?element=visa').expect(400);
  await adam.get(`/api/operations/instances?versionId=${versionId}&element=nowhere/visa`).expect(404);
});

test('an operator reads where one stands, what it calls, knows, does and waits for, and of its request what is theirs to know', async () => {
  const requestId = await file();
  await people.taskAt(requestId, 'visa');
  const { instanceKey, number, versionId } = await requestOf(requestId);
  const own = await view(instanceKey ?? '');
  expect(own).toMatchObject({
    ...{ key: instanceKey, state: 'active', path: '', callerKey: null, hasDiagram: true, version: { id: versionId } },
    activeElements: ['instruction'],
    request: {
      ...{ id: requestId, number, kind: KIND, isReadable: false, agent: null, state: 'open' },
      hands: [{ step: { en: 'Visa' }, role: 'gestionnaire', people: [] }],
    },
    called: [{ elementId: 'instruction', state: 'active' }],
  });
  expect(own.doneElements).toContain('enregistrer');
  expect(own.variables).toContainEqual(
    expect.objectContaining({ name: 'requestId', scope: null, value: JSON.stringify(requestId), isCut: false }),
  );
  expect(own.request?.clocks.dueAt).not.toBeNull();

  const block = await view(own.called[0]?.key ?? '');
  expect(block).toMatchObject({
    ...{ path: 'instruction', callerKey: instanceKey, hasDiagram: true, request: { id: requestId } },
    passages: expect.arrayContaining([
      expect.objectContaining({ elementId: 'visa', name: { fr: 'Visa', en: 'Visa' }, state: 'active' }),
    ]),
  });
  expect(block.subscriptions.map(({ message }) => message)).toContain('request-withdrawn');
  // Nothing personal: neither the number that is asked for, nor who asks.
  expect(JSON.stringify([own, block])).not.toMatch(/\+336|Claire/);
  const drawn = await adam.get(`/api/circuits/${versionId}/diagram?lang=fr&block=instruction`).expect(200);
  expect(drawn.text).toContain('id="visa"');
  await adam.get(`/api/circuits/${versionId}/diagram?lang=fr&block=nothing`).expect(404);
});

test('a long value comes cut, and whole when it is asked for; of another instance there is none', async () => {
  const requestId = await file();
  await people.taskAt(requestId, 'visa');
  const { instanceKey } = await requestOf(requestId);
  const key = instanceKey ?? '';
  const text = 'a'.repeat(20_000);
  await fetch(`${bench.gateway.restAddress}/v2/element-instances/${key}/variables`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ variables: { note: text } }),
  });
  const note = await eventually(async () => (await view(key)).variables.find(({ name }) => name === 'note'));
  expect(note.isCut).toBe(true);
  expect(note.value.length).toBeLessThan(text.length);
  const whole = (await adam.get(`/api/operations/instances/${key}/variables/${note.key}`).expect(200)).body;
  expect(whole).toEqual({ name: 'note', value: JSON.stringify(text) });
  const otherId = await file();
  await people.taskAt(otherId, 'visa');
  const other = await requestOf(otherId);
  await adam.get(`/api/operations/instances/${other.instanceKey}/variables/${note.key}`).expect(404);
});

test('a stop within a block shows at the call, and in the block at its step, with what waits to be done', async () => {
  const yesterday = parisDay(new Date(Date.now() - 86_400_000));
  const held = await prisma().habilitation.findMany({ where: { role: 'gestionnaire', until: null } });
  const ids = held.map(({ id }) => id);
  await bench.db.asOwner('update habilitation set until = $2 where id = any($1)', [ids, yesterday]);
  const requestId = await file();
  await eventually(() => prisma().request.findFirst({ where: { id: requestId, stoppedSince: { not: null } } }));
  await bench.db.asOwner('update habilitation set until = null where id = any($1)', [ids]);
  const { instanceKey, number } = await requestOf(requestId);
  expect(await numbers({ kind: KIND, state: 'incident' })).toEqual([number]);
  const own = await view(instanceKey ?? '');
  expect(own).toMatchObject({
    ...{ state: 'incident', incidents: [], stoppedElements: [{ elementId: 'instruction', stopped: 1 }] },
    called: [{ state: 'incident' }],
  });
  const block = await view(own.called[0]?.key ?? '');
  expect(block).toMatchObject({
    ...{ state: 'incident', stoppedElements: [{ elementId: 'visa', stopped: 1 }] },
    incidents: [{ requestNumber: number, cause: 'nobody-holds', instanceKey: block.key }],
    jobs: [{ state: 'FAILED', retries: 0 }],
  });
});

test('nobody reads the instance of their own request, nor counts it, nor of a structure that they do not administer', async () => {
  const requestId = await file();
  await people.taskAt(requestId, 'visa');
  const { instanceKey, versionId } = await requestOf(requestId);
  const address = `/api/operations/instances/${instanceKey}`;
  await bench.db.asOwner(
    `insert into habilitation (id, person_id, structure_id, role, "from", ground)
     select gen_random_uuid(), p.id, s.id, 'administrateur', '2020-01-01', 'installation' from person p, structure s
      where p.id = $1 and s.parent_id is null`,
    [cast.agent],
  );
  const figures = `/api/operations/circuits/${versionId}`;
  const standing = (await adam.get(figures).expect(200)).body;
  const listed = (await list({ versionId, element: 'instruction/visa' })).items;
  expect(standing.elements).toContainEqual(
    expect.objectContaining({ elementId: 'instruction/visa', requests: listed.length }),
  );
  expect(standing.running).toBe((await list({ versionId })).items.filter(({ state }) => state !== 'completed').length);
  const claire = await portal.as('claire.agent');
  await claire.get(address).expect(404);
  expect((await claire.get(figures).expect(200)).body).toMatchObject({ running: 0, stopped: 0, elements: [] });
  const prison = await prisma().structure.findFirstOrThrow({
    where: { id: { not: cast.office.id }, parentId: { not: null }, path: { not: { startsWith: cast.office.path } } },
    orderBy: { path: 'desc' },
  });
  await bench.db.asOwner(
    `insert into habilitation (id, person_id, structure_id, role, "from", ground)
     values (gen_random_uuid(), $1, $2, 'administrateur', '2020-01-01', 'installation')`,
    [await portal.personId('felix.financier'), prison.id],
  );
  const felix = await portal.as('felix.financier');
  await felix.get(address).expect(404);
  expect((await felix.get(`/api/operations/instances?kind=${KIND}`).expect(200)).body.items).toEqual([]);
  await adam.get('/api/operations/instances/12345').expect(404);
});
