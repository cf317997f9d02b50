import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parisDay } from '#domain/calendar/civil-date.ts';
import type { ProgressView } from '#web/contract/requests/requests.ts';
import { aPortal, engineToCome, type TestPortal } from '#web/server/testing/portal.ts';
import { makeBundle, readBundles } from '#workers/circuits/read/bundle.ts';
import { readCircuit } from '#workers/circuits/read/read-circuit.ts';
import { eventually, openWorkerBench, type WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, actors } from '#workers/testing/play.ts';
import { PROCESSES } from '../../shipped-circuits.ts';
import { publishedByTwo, twoAnalysts } from '../../two-analysts.ts';
import { castUnderManager } from '../demonstration-people.ts';

// What happens to a request within a block, as people read it on their screens: the server and the workers on one database.

const KIND = 'telephone-courriel';
const REASONS = { reasonLaw: 'Article 1 du règlement.', reasonFact: 'Ce numéro n’est pas celui de l’agent.' };

let portal: TestPortal;
let bench: WorkerBench;
let cast: Cast;
let people: Actors;

beforeAll(async () => {
  // The bench's own, which is there once both have a database.
  const engine = engineToCome(() => bench.engine);
  portal = await aPortal({ engine, settings: { engineTimeoutMs: 60_000 } });
  bench = await openWorkerBench({ db: portal.db, documents: portal.dependencies.documents });
  cast = await castUnderManager(portal, bench);
  people = actors(bench, cast);
  await bench.start();
});
afterAll(async () => {
  await bench?.close();
  await portal?.close();
});

const prisma = () => portal.db.database.prisma;

let last = 12345678;
const file = () => people.file({ phone: `+336${last++}` }, { kind: KIND });
const progressOf = async (requestId: string): Promise<ProgressView> =>
  (await (await portal.as('nadia.gestionnaire')).get(`/api/requests/${requestId}/progress`).expect(200)).body;
const stepOf = async (requestId: string, elementId: string) =>
  (await progressOf(requestId)).steps.find((step) => step.elementId === elementId);

test('an incident in a block is read at its step there, and goes on once it is resolved on screen', async () => {
  const yesterday = parisDay(new Date(Date.now() - 86_400_000));
  const ended = await prisma().habilitation.findMany({ where: { role: 'gestionnaire', until: null } });
  const ids = ended.map(({ id }) => id);
  await bench.db.asOwner('update habilitation set until = $2 where id = any($1)', [ids, yesterday]);
  const requestId = await file();
  await eventually(() => prisma().request.findFirst({ where: { id: requestId, stoppedSince: { not: null } } }));
  const adam = await portal.as('adam.administrateur');
  const { items } = (await adam.get('/api/incidents').expect(200)).body;
  expect(items).toMatchObject([
    { requestId, step: { fr: 'Visa', en: 'Visa' }, cause: 'nobody-holds', params: { role: 'gestionnaire' } },
  ]);
  await bench.db.asOwner('update habilitation set until = null where id = any($1)', [ids]);
  await adam.post(`/api/incidents/${items[0].key}/resolution`).send({ reason: 'Droit rendu' }).expect(204);
  await people.at(requestId, 'visa', cast.manager, 'approved');
  expect(await people.closed(requestId)).toMatchObject({ outcome: 'granted', stoppedSince: null });
});

test('a request is withdrawn from within a block, wherever the block waits for someone', async () => {
  const asked = await file();
  await people.at(asked, 'visa', cast.manager, 'complement', { reason: 'Le numéro est incomplet.' });
  await people.taskAt(asked, 'complement');
  const { firstName, lastName } = await prisma().person.findUniqueOrThrow({ where: { id: cast.agent } });
  const account = { holder: `${firstName} ${lastName}`, iban: 'FR7630006000011234567890189' };
  const called = await people.file(account, { kind: 'coordonnees-bancaires' });
  await people.taskAt(called, 'rappel');
  for (const requestId of [asked, called]) {
    expect(await people.withdraw(requestId)).toHaveProperty('withdrawalId');
    expect(await people.closed(requestId)).toMatchObject({ outcome: 'withdrawn' });
    expect(await prisma().task.count({ where: { requestId, state: { in: ['created', 'completing'] } } })).toBe(0);
  }
});

test('a block that is entered again counts each time, and shows the last', async () => {
  const shipped = (await readBundles(PROCESSES)).find(({ kind }) => kind === KIND);
  if (shipped === undefined) throw new Error(`${KIND} is not shipped`);
  const contents = new Map(shipped.files.map(({ path, content }) => [path, content]));
  const drawn = new TextDecoder().decode(contents.get(`${KIND}.bpmn`));
  // What is agreed to is reviewed once more.
  const looped = drawn
    .replace(/(<bpmn:sequenceFlow id="issue-accord"[^>]* targetRef=")accord"/, '$1instruction"')
    .replace('<bpmn:incoming>issue-accord</bpmn:incoming>', '')
    .replace(
      /(<bpmn:callActivity id="instruction"[\s\S]*?)(<bpmn:incoming>)/,
      '$1<bpmn:incoming>issue-accord</bpmn:incoming>$2',
    );
  const bundle = makeBundle(KIND, contents.set(`${KIND}.bpmn`, new TextEncoder().encode(looped)));
  const circuit = { ...bundle, manifest: await readCircuit(shipped) };
  await publishedByTwo(portal.db.database, circuit, await twoAnalysts(portal.db.database));

  const requestId = await file();
  await people.at(requestId, 'visa', cast.manager, 'approved');
  const { createdAt } = await people.taskAt(requestId, 'visa');
  const again = await progressOf(requestId);
  expect(again.activeElements).toEqual(expect.arrayContaining(['instruction', 'instruction/visa']));
  expect(again.doneElements.filter((id) => id.startsWith('instruction') && again.activeElements.includes(id))).toEqual(
    [],
  );
  expect(again.steps.find(({ elementId }) => elementId === 'instruction/visa')).toMatchObject({
    ...{ state: 'current', at: createdAt.toISOString(), outcome: null },
  });
  await people.at(requestId, 'visa', cast.manager, 'refused', REASONS);
  expect(await people.closed(requestId)).toMatchObject({ outcome: 'refused' });
  expect(await stepOf(requestId, 'instruction/visa')).toMatchObject({ state: 'done', outcome: 'refused' });
  const { entries } = await progressOf(requestId);
  const visas = entries.filter(({ kind, elementId }) => kind === 'decision' && elementId === 'instruction/visa');
  expect(visas.map(({ params }) => params?.outcome)).toEqual(['approved', 'refused']);
  const called = await prisma().calledInstance.findMany({ where: { requestId }, select: { path: true } });
  expect(called.map(({ path }) => path).sort()).toEqual(['cloture-refus', 'instruction', 'instruction']);
});
