import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ActPreview, isStillDrawn } from '#prisma/repositories/acts/acts.ts';
import { findIdentity, writeCorrection } from '#prisma/repositories/people/persons.ts';
import { eventually, type WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  await bench.start();
});

afterAll(() => bench?.close());

const gradeOf = (grade: string) =>
  bench.db.database.prisma.posting.updateMany({ where: { personId: cast.agent }, data: { grade } });

test('an act that lacks the grade waits for the manager as often as it lacks it, then goes to its signature', async () => {
  const { prisma } = bench.db.database;
  const requestId = await people.file();
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await gradeOf('');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  const stopped = (turns: number) =>
    eventually(async () => {
      const found = await prisma.requestEvent.findMany({ where: { requestId, kind: 'act-incomplete' } });
      return found.length === turns && found;
    });
  expect(await stopped(1)).toMatchObject([{ detail: { template: 'act', missing: ['grade'] } }]);
  const { key } = await people.taskAt(requestId, 'completer-situation');
  const first = await people.behindThePortal.decide(key, cast.manager, 'corrected');
  expect(first).toHaveProperty('decisionId');
  await stopped(2);
  await gradeOf('Greffière principale');
  await people.at(requestId, 'completer-situation', cast.manager, 'corrected');
  await people.sign(requestId, 'signature-arrete');
  expect((await people.closed(requestId)).outcome).toBe('granted');
  expect(await prisma.act.findFirstOrThrow({ where: { requestId } })).toMatchObject({
    content: { agent: { grade: 'Greffière principale' } },
  });
});

test('an act bears the name of its agent as it was corrected while it waited; a page of before is signed no more', async () => {
  const { database } = bench.db;
  const requestId = await people.file();
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  const { key } = await people.taskAt(requestId, 'signature-arrete');
  const preview = () => people.preview(key, cast.signer);
  const shown = await preview();
  const { id } = await database.prisma.actPreview.findFirstOrThrow({ where: { taskKey: key } });
  expect(await isStillDrawn(database.prisma, { id } as ActPreview)).toBe(true);

  await database.transaction(async (tx) => {
    const former = await findIdentity(tx, cast.agent);
    if (former === null) throw new Error('nobody');
    const after = { lastName: 'Agnelet-Rey' };
    await writeCorrection(tx, {
      ...{ personId: cast.agent, former, after, reason: 'Faute de frappe', byId: cast.manager },
      ...{ source: 'screen', proposalId: null, at: new Date() },
    });
  });
  expect(await isStillDrawn(database.prisma, { id } as ActPreview)).toBe(false);
  expect(await preview()).not.toEqual(shown);
  const { sha256 } = await people.sign(requestId, 'signature-arrete');
  await people.closed(requestId);
  const { content } = await database.prisma.actPreview.findFirstOrThrow({ where: { sha256 } });
  expect(content).toMatchObject({ agent: { lastName: 'Agnelet-Rey' } });
});
