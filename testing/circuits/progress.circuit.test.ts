import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createVersions, type Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { callsAround, placeOf } from '#domain/circuit/blocks/block.ts';
import { eventsOf } from '#prisma/repositories/requests/progress.ts';
import { passages } from '#web/server/views/passage.ts';
import type { WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';

// What people see lit comes from what workers wrote down; the engine knows it otherwise. Here both are held together.

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let versions: Versions;

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  versions = createVersions(bench.db.database);
  await bench.start();
});
afterAll(() => bench?.close());

interface Lights {
  readonly active: readonly string[];
  readonly done: readonly string[];
}
const lights = (active: readonly string[], done: readonly string[]): Lights => ({
  active: [...new Set(active)].sort(),
  done: [...new Set(done)].filter((id) => !active.includes(id)).sort(),
});

async function shown(requestId: string): Promise<Lights> {
  const { prisma } = bench.db.database;
  const request = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const found = await passages({ tx: prisma, versions }, request, await eventsOf(prisma, requestId));
  const of = (state: string) => found.filter((each) => each.state === state).map(({ elementId }) => elementId);
  return lights(of('active'), of('done'));
}

/** The same, of the engine, blocks included; sub-processes aside: nobody sees them as steps, and ours are done where one left them. */
async function played(requestId: string): Promise<{ lights: Lights; scopes: ReadonlySet<string> }> {
  const { prisma } = bench.db.database;
  const { instanceKey, kind } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const called = await prisma.calledInstance.findMany({ where: { requestId } });
  const instances = [{ instanceKey: instanceKey ?? '', path: '' }, ...called];
  const found = instances.map(async ({ instanceKey: key, path }) =>
    (await bench.engine.searchElementInstances(key)).map(({ elementId, type, state }) => ({
      ...{ place: placeOf(path, String(elementId)), state },
      isScope: /SUB_?PROCESS/.test(String(type)),
      isProcess: String(type) === 'PROCESS',
    })),
  );
  const elements = (await Promise.all(found)).flat().filter(({ isProcess }) => !isProcess);
  const scopes = new Set([kind, ...elements.filter(({ isScope }) => isScope).map(({ place }) => place)]);
  const of = (state: string) => elements.filter((each) => each.state === state).map(({ place }) => place);
  // A call goes on as long as what stands in its block does.
  const around = new Set(of('ACTIVE').flatMap(callsAround));
  const seen = (place: string) => !scopes.has(place) && !around.has(place);
  return { lights: lights(of('ACTIVE').filter(seen), of('COMPLETED').filter(seen)), scopes };
}

/** Both, once they are the same: the engine goes on by itself for a moment. */
async function expectSame(requestId: string): Promise<Lights> {
  for (let turn = 0; ; turn++) {
    const { lights: theirs, scopes } = await played(requestId);
    const all = await shown(requestId);
    const ours = { active: all.active, done: all.done.filter((id) => !scopes.has(id)) };
    if (turn === 200) expect(ours).toEqual(theirs);
    if (JSON.stringify(ours) === JSON.stringify(theirs)) return ours;
    await pause(50);
  }
}

describe('what is lit is what the engine went through', () => {
  test('of a request that was completed, signed and closed', async () => {
    const requestId = await people.file();
    await people.taskAt(requestId, 'avis-superieur');
    expect((await expectSame(requestId)).active).toEqual(['instruction/avis-superieur']);
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await people.at(requestId, 'visa', cast.checker, 'complement', { reason: 'Précisez les jours travaillés.' });
    await people.taskAt(requestId, 'complement');
    await expectSame(requestId);
    await people.at(requestId, 'complement', cast.agent, 'completed', { reason: 'Du lundi au jeudi.' });
    await people.at(requestId, 'visa', cast.checker, 'approved');
    await people.taskAt(requestId, 'signature-arrete');
    await expectSame(requestId);
    await people.sign(requestId, 'signature-arrete');
    await people.closed(requestId);
    expect((await expectSame(requestId)).active).toEqual([]);
  });

  test('of one that was signed at the first go: the way to a complement stays dark', async () => {
    const requestId = await people.file();
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await people.at(requestId, 'visa', cast.checker, 'approved');
    await people.taskAt(requestId, 'signature-arrete');
    await expectSame(requestId);
    await people.sign(requestId, 'signature-arrete');
    await people.closed(requestId);
    await expectSame(requestId);
  });

  test('of one that was refused by its signatory', async () => {
    const requestId = await people.file();
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await people.at(requestId, 'visa', cast.checker, 'approved');
    await people.at(requestId, 'signature-arrete', cast.signer, 'refused', {
      reasonLaw: 'Article L612-1 du CGFP.',
      reasonFact: 'Le service ne compte que deux greffiers.',
      interviewOn: parisDay(new Date()),
    });
    await people.taskAt(requestId, 'signature-refus');
    await expectSame(requestId);
    await people.sign(requestId, 'signature-refus');
    await people.closed(requestId);
    await expectSame(requestId);
  });

  test('of one that was withdrawn', async () => {
    const requestId = await people.file();
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await people.taskAt(requestId, 'visa');
    await people.withdraw(requestId);
    await people.closed(requestId);
    await expectSame(requestId);
  });
});
