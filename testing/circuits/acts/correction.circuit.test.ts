import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, type WorkerBench } from '../../../workers/testing/bench.ts';
import type { Cast } from '../../../workers/testing/people.ts';
import { type Actors, openPlay } from '../../../workers/testing/play.ts';

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
