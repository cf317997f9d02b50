import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cancelRequest } from '#application/interventions/cancel-request.ts';
import { previewCancellation } from '#application/interventions/preview-cancellation.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson } from '#prisma/testing/builders.ts';
import { eventually, type WorkerBench } from '../../testing/bench.ts';
import type { Cast } from '../../testing/people.ts';
import { type Actors, openPlay } from '../../testing/play.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let administrator: string;

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  administrator = await aPerson('Adam').holding('administrateur', cast.office).make(bench.db.database);
  await bench.start();
});
afterAll(() => bench?.close());

const deps = () => ({ database: bench.db.database, mailDomain: 'harmonie.example' });
const asked = async (requestId: string) => ({
  actor: await actorFacts(bench.db.database.prisma, administrator),
  ...{ requestId, reason: 'Le circuit ne mène plus nulle part', at: new Date() },
});
const instanceOf = async (requestId: string) => {
  const { instanceKey } = await bench.db.database.prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  return bench.engine.getInstance(instanceKey ?? '');
};

test('a request that is cancelled goes on nowhere: its instance and its blocks are ended, nobody decides any more', async () => {
  const requestId = await people.file();
  const { key } = await people.taskAt(requestId, 'avis-superieur');
  await cancelRequest(deps(), await asked(requestId));
  // Also what was decided at that very moment.
  expect(await people.behindThePortal.decide(key, cast.superior, 'favorable')).toMatchObject({
    refused: expect.stringMatching(/^task-ended|forbidden$/),
  });
  await eventually(async () => (await instanceOf(requestId))?.state === 'TERMINATED');
  expect(await bench.engine.calledBy([String((await instanceOf(requestId))?.processInstanceKey)])).toEqual([]);
  const { prisma } = bench.db.database;
  expect(await prisma.request.findUnique({ where: { id: requestId } })).toMatchObject({ outcome: 'closed' });
  expect(await prisma.task.count({ where: { requestId, state: { not: 'canceled' } } })).toBe(0);
  const mail = await eventually(async () =>
    bench.mail.received.find(({ text }) => text?.includes('Le circuit ne mène plus')),
  );
  expect(mail.subject).toMatch(/clôturée sans suite/);
});

test('one whose act is signed is not: the act is owed', async () => {
  const requestId = await people.file();
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  await people.sign(requestId, 'signature-arrete');
  expect((await previewCancellation(deps(), await asked(requestId))).bar).toMatch(/^cancel-act-/);
  await expect(cancelRequest(deps(), await asked(requestId))).rejects.toMatchObject({
    code: expect.stringMatching(/^cancel-act-|request-closed/),
  });
  expect(await people.closed(requestId)).toMatchObject({ outcome: 'granted' });
});
