import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type AskedTogether, decideTogether } from '#application/signing/decide-together.ts';
import { readFold } from '#application/signing/read-fold.ts';
import { createVersions } from '#application/versions.ts';
import type { Outcome } from '#domain/decision/decision.ts';
import { foldText } from '#domain/signing/desk.ts';
import { aboutBatch, BATCH_MESSAGE } from '#domain/signing/notice.ts';
import { type ItemReport, itemsReport } from '#prisma/repositories/signing/decision-batches.ts';
import { aPerson } from '#prisma/testing/builders.ts';
import { eventually, type WorkerBench } from '#workers/testing/bench.ts';
import { addressOf, type Cast } from '#workers/testing/people.ts';
import { type Actors, actors, openPlay, SIGN_IN } from '#workers/testing/play.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let workers: Awaited<ReturnType<WorkerBench['start']>>;
/** How far the clock of the workers is ahead: whoever follows a batch is left the time to read how it ended. */
let aheadMs = 0;
beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  Object.assign(bench.context, { now: () => new Date(Date.now() + aheadMs) });
  workers = await bench.start();
});
beforeEach(() => {
  aheadMs = 0;
});
afterAll(() => bench?.close());

const prisma = () => bench.db.database.prisma;
const parts = () => ({ database: bench.db.database, versions: createVersions(bench.db.database) });

/** Requests that wait for the opinion of the superior: the key of each task with its request. */
async function waiting(
  count: number,
  of = people,
): Promise<{ readonly taskKey: string; readonly requestId: string }[]> {
  const filed: { taskKey: string; requestId: string }[] = [];
  for (let n = 0; n < count; n++) {
    const requestId = await of.file();
    filed.push({ requestId, taskKey: (await of.taskAt(requestId, 'avis-superieur')).key });
  }
  return filed;
}

/** What the superior asks for these tasks, of the fold that they are served. */
async function asked(
  taskKeys: readonly string[],
  outcome: Outcome,
  reasonOf?: (place: number) => string,
): Promise<AskedTogether> {
  const { elementId, request } = await prisma().task.findUniqueOrThrow({
    where: { key: taskKeys[0] ?? '' },
    include: { request: { select: { versionId: true } } },
  });
  const foldId = foldText({ versionId: request.versionId, elementId });
  const own = { personId: cast.superior, at: new Date(), filters: { aside: false } };
  const { fold, sha256: foldSha256 } = await readFold(parts(), { ...own, id: foldId });
  const said = new Map([...fold.outliers, ...fold.alike].map((line) => [line.taskKey, line.said ?? '']));
  const tasks = taskKeys.map((taskKey, place) => ({
    ...{ taskKey, said: said.get(taskKey) ?? '' },
    ...(reasonOf && { reason: reasonOf(place) }),
  }));
  return { foldId, foldSha256, outcome, tasks };
}

const send = async (body: AskedTogether): Promise<string> =>
  (await decideTogether(parts(), { personId: cast.superior, signIn: SIGN_IN, asked: body, at: new Date() })).id;
const report = (id: string) => itemsReport(prisma(), id);
const over = (id: string) =>
  eventually(async () => {
    const items = await report(id);
    return items.every(({ outcome }) => outcome !== 'waiting') && items;
  });
const outcomes = (items: readonly ItemReport[]) => items.map(({ code, outcome }) => code ?? outcome);
const decisions = (taskKeys: readonly string[]) =>
  prisma().decision.findMany({
    where: { taskKey: { in: [...taskKeys] }, voidedAt: null },
    select: { taskKey: true, outcome: true, authorId: true, intent: { select: { reason: true } } },
    orderBy: { id: 'asc' },
  });
const notices = (id: string) =>
  prisma().notification.findMany({
    where: { subject: aboutBatch('decisions', id), message: BATCH_MESSAGE },
    select: { recipientId: true, detail: true },
  });

test('opinions given together move each request on; one withdrawn meanwhile stops none, and its author is told once', async () => {
  const [first, gone, last] = await waiting(3);
  if (!first || !gone || !last) throw new Error('there are three');
  const body = await asked([first.taskKey, gone.taskKey, last.taskKey], 'favorable');
  await people.withdraw(gone.requestId);
  await people.closed(gone.requestId);
  const id = await send(body);
  expect(outcomes(await over(id))).toEqual(['given', 'task-already-decided', 'given']);
  for (const { requestId } of [first, last]) await people.taskAt(requestId, 'visa');
  const given = { outcome: 'favorable', authorId: cast.superior, intent: { reason: null } };
  expect(await decisions(body.tasks.map(({ taskKey }) => taskKey))).toEqual([
    { ...given, taskKey: first.taskKey },
    { ...given, taskKey: last.taskKey },
  ]);
  expect(await notices(id)).toEqual([]);
  aheadMs = 60_000;
  const told = { recipientId: cast.superior, detail: { refused: 1, count: 3 } };
  expect(await eventually(async () => (await notices(id)).length > 0 && notices(id))).toMatchObject([told]);
  const address = await addressOf(bench.db.database, cast.superior);
  const mails = () => bench.mail.received.filter(({ text }) => text?.includes(`/desk/batches/decisions/${id}`));
  await eventually(async () => mails().length > 0);
  // The one who carries it out again, as one does whose lease ran out.
  const command = await prisma().outbox.findFirstOrThrow({
    where: { command: 'tell-batch', payload: { equals: { batchId: id } } },
  });
  await bench.db.asOwner('update outbox set done_at = null, result = null where id = $1', [command.id]);
  await eventually(async () =>
    prisma().outbox.findFirst({ where: { id: command.id, doneAt: { not: null } }, select: { id: true } }),
  );
  expect(await notices(id)).toHaveLength(1);
  const recipients = mails().flatMap(({ to }) => (to ?? []).map((each) => each.address));
  expect(recipients).toEqual([address]);
});

test('an opinion against the agents has on each the reason that was written of it, and no other', async () => {
  const filed = await waiting(2);
  const keys = filed.map(({ taskKey }) => taskKey);
  const id = await send(await asked(keys, 'unfavorable', (place) => `Effectif insuffisant, équipe ${place}.`));
  expect(outcomes(await over(id))).toEqual(['given', 'given']);
  expect(await decisions(keys)).toMatchObject([
    { taskKey: keys[0], outcome: 'unfavorable', intent: { reason: 'Effectif insuffisant, équipe 0.' } },
    { taskKey: keys[1], outcome: 'unfavorable', intent: { reason: 'Effectif insuffisant, équipe 1.' } },
  ]);
  for (const { requestId } of filed) await people.taskAt(requestId, 'visa');
  // All went well: nobody is told.
  aheadMs = 60_000;
  await eventually(() =>
    prisma().outbox.findFirst({
      where: { command: 'tell-batch', payload: { equals: { batchId: id } }, doneAt: { not: null } },
    }),
  );
  expect(await notices(id)).toEqual([]);
});

test('a worker that stops in the middle is followed by another: sent twice, then again once it ended, each is given once', async () => {
  const luc = await aPerson('Luc').postedIn(cast.office).make(bench.db.database);
  const marie = await aPerson('Marie').postedIn(cast.office).make(bench.db.database);
  // More than one turn gives.
  const filed = [
    ...(await waiting(12, actors(bench, { ...cast, agent: luc }))),
    ...(await waiting(12, actors(bench, { ...cast, agent: marie }))),
  ];
  const keys = filed.map(({ taskKey }) => taskKey);
  const body = await asked(keys, 'favorable');
  const [id, same] = await Promise.all([send(body), send(body)]);
  expect(same).toBe(id);
  await eventually(async () => (await report(id)).some(({ outcome }) => outcome === 'given'));
  await workers.stop();
  const left = (await report(id)).filter(({ outcome }) => outcome === 'waiting');
  expect(left.length).toBeGreaterThan(0);
  expect(left.length).toBeLessThan(keys.length);
  workers = await bench.start();
  expect(new Set(outcomes(await over(id)))).toEqual(new Set(['given']));
  const again = await send(body);
  expect(again).not.toBe(id);
  expect(new Set(outcomes(await over(again)))).toEqual(new Set(['task-already-decided']));
  const given = await decisions(keys);
  expect(given.map(({ taskKey }) => taskKey).toSorted()).toEqual(keys.toSorted());
});
