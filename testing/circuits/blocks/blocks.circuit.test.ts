import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createVersions } from '#application/versions.ts';
import { requestsPlayedBy } from '#prisma/repositories/circuits/circuits.ts';
import { eventsOf } from '#prisma/repositories/requests/progress.ts';
import { passages } from '#web/server/views/passage.ts';
import { makeBundle, readBundles } from '#workers/circuits/read/bundle.ts';
import { readCircuit } from '#workers/circuits/read/read-circuit.ts';
import { eventually, type WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';
import { PROCESSES } from '../../shipped-circuits.ts';
import { publishedByTwo, twoAnalysts } from '../../two-analysts.ts';

const KIND = 'telephone-courriel';
const BLOCK = '_blocks/cloture/cloture.bpmn';

const REASONS = { reasonLaw: 'Article 1 du règlement.', reasonFact: 'Ce numéro n’est pas celui de l’agent.' };

let bench: WorkerBench;
let cast: Cast;
let people: Actors;

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  // Where the table sends it to the manager.
  await bench.db.asOwner("update structure set code = 'MA-ROCHEFONTAINE' where id = $1", [cast.office.id]);
  await bench.start();
});
afterAll(() => bench?.close());

let last = 12345678;
const file = () => people.file({ phone: `+336${last++}` }, { kind: KIND });

/** The steps that workers did of a request, in order, by the calls that lead there. */
async function stepsOf(requestId: string): Promise<string[]> {
  const steps = await bench.db.database.prisma.requestStep.findMany({
    where: { requestId },
    orderBy: { beganAt: 'asc' },
  });
  return steps.map(({ elementId }) => elementId);
}

/** Puts in force the shipped kind with its copy of a block changed, past the checks. */
async function changeBlock(change: (text: string) => string): Promise<void> {
  const shipped = (await readBundles(PROCESSES)).find(({ kind }) => kind === KIND);
  if (shipped === undefined) throw new Error(`${KIND} is not shipped`);
  const contents = new Map(shipped.files.map(({ path, content }) => [path, content]));
  const before = new TextDecoder().decode(contents.get(BLOCK));
  const bundle = makeBundle(KIND, contents.set(BLOCK, new TextEncoder().encode(change(before))));
  const circuit = { ...bundle, manifest: await readCircuit(shipped) };
  await publishedByTwo(bench.db.database, circuit, await twoAnalysts(bench.db.database));
}

test('a request goes through a block, under the names that lead there, and is closed by it', async () => {
  const { prisma } = bench.db.database;
  const requestId = await file();
  await people.at(requestId, 'visa', cast.manager, 'approved');
  expect(await people.closed(requestId)).toMatchObject({ outcome: 'granted' });
  expect(await stepsOf(requestId)).toEqual(
    expect.arrayContaining(['appliquer', 'cloture-accord/notifier', 'cloture-accord/clore']),
  );
  expect(await prisma.calledInstance.findMany({ where: { requestId }, select: { path: true } })).toEqual([
    { path: 'instruction' },
    { path: 'cloture-accord' },
  ]);
});

test('what is lit is the step of the block, then all that was gone through', async () => {
  const { prisma } = bench.db.database;
  const versions = createVersions(bench.db.database);
  const requestId = await file();
  const lit = async (state: string) => {
    const request = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
    const went = await passages({ tx: prisma, versions }, request, await eventsOf(prisma, requestId));
    return went.filter((passage) => passage.state === state).map(({ elementId }) => elementId);
  };
  await people.taskAt(requestId, 'visa');
  expect(await lit('active')).toEqual(['instruction/visa']);
  expect(await lit('done')).toEqual(expect.arrayContaining(['enregistrer', 'instruction/calculer-echeances']));
  await people.at(requestId, 'visa', cast.manager, 'refused', REASONS);
  await people.closed(requestId);
  expect(await lit('active')).toEqual([]);
  const done = await lit('done');
  expect(done).toEqual(expect.arrayContaining(['instruction', 'issue', 'cloture-refus', 'changement-refuse']));
  expect(done).not.toContain('cloture-accord');
});

test('a request is withdrawn while a block waits for someone: the block ends, and the circuit hears of it', async () => {
  const { prisma } = bench.db.database;
  const requestId = await file();
  const { key } = await people.taskAt(requestId, 'visa');
  await people.withdraw(requestId);
  expect(await people.closed(requestId)).toMatchObject({ outcome: 'withdrawn' });
  expect(await prisma.task.findUniqueOrThrow({ where: { key } })).toMatchObject({ state: 'canceled' });
  expect(await stepsOf(requestId)).toContain('cloture-retrait/clore');
});

test('a task of a block that nobody met yet leaves the list when it is canceled, and is not waited for', async () => {
  const { prisma } = bench.db.database;
  const requestId = await file();
  const { key } = await people.taskAt(requestId, 'visa');
  // As while the listener of its creation is still to write whose instance it is.
  await bench.db.asOwner('delete from task where key = $1', [key]);
  await bench.db.asOwner('delete from called_instance where request_id = $1', [requestId]);
  await people.withdraw(requestId);
  expect(await people.closed(requestId)).toMatchObject({ outcome: 'withdrawn' });
  expect(await prisma.task.findUniqueOrThrow({ where: { key } })).toMatchObject({
    ...{ requestId, elementId: 'instruction/visa', state: 'canceled' },
  });
});

test('a block that changed: what is under way ends as it began; what begins goes the new way', async () => {
  const { prisma } = bench.db.database;
  const before = await file();
  await people.taskAt(before, 'visa');
  await changeBlock((xml) => xml.replace('value="=recipients"', 'value="gestionnaire"'));
  const after = await file();
  for (const requestId of [before, after]) {
    await people.at(requestId, 'visa', cast.manager, 'approved');
    await people.closed(requestId);
  }
  const told = async (requestId: string) => {
    const rows = await prisma.notification.findMany({ where: { requestId, message: 'change-applied' } });
    return [...new Set(rows.map(({ recipientId }) => recipientId))];
  };
  expect(await told(before)).toEqual([cast.agent]);
  expect(await told(after)).toEqual([cast.manager]);
});

test('a request that is stopped in a block is found, by its step there', async () => {
  const { prisma } = bench.db.database;
  // Nobody refused it: what the block says is not so, and nothing is written.
  await changeBlock((xml) => xml.replace('value="=outcome"', 'value="refused"'));
  const requestId = await file();
  await people.at(requestId, 'visa', cast.manager, 'approved');
  await eventually(() => prisma.request.findFirst({ where: { id: requestId, stoppedSince: { not: null } } }));
  const incidents = await bench.engine.openIncidents({});
  const [played] = await requestsPlayedBy(
    prisma,
    incidents.map(({ processInstanceKey }) => String(processInstanceKey)),
  );
  expect(played).toMatchObject({ id: requestId, path: 'cloture-accord' });
});
