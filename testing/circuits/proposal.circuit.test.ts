import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportEvidence } from '#application/evidence/export-evidence.ts';
import { verifyAct } from '#bin/verify/verify-act.ts';
import type { ActData } from '#domain/act/act.ts';
import { isInFull, withoutContent } from '#domain/evidence/evidence.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { lastEntry } from '#prisma/repositories/people/situation.ts';
import type { WorkerBench } from '#workers/testing/bench.ts';
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

const WHY = 'Le service ne peut se passer de vous à mi-temps.';
/** A part-time of a half, to which the validator proposes 70 %: the agent has the hand. */
async function proposed() {
  const asked = people.requestData({ quota: '50' });
  const requestId = await people.file(asked);
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  const answers = { quota: '70' };
  expect(await people.at(requestId, 'visa', cast.checker, 'proposed', { reason: WHY, answers })).toHaveProperty(
    'decisionId',
  );
  return { asked, requestId, task: await people.taskAt(requestId, 'repondre-proposition') };
}

test('what the agent accepted is what is signed, applied, paid and proven; what was asked stays as it was filed', async () => {
  const { prisma } = bench.db.database;
  const { asked, requestId, task } = await proposed();
  // Fifteen days to answer, of the kind's own.
  expect(Math.round(((task.dueAt?.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(15);
  expect(await bench.engine.completeUserTask(task.key, { outcome: 'accepted' })).toMatchObject({ denied: true });
  for (const other of [cast.checker, cast.superior, cast.manager])
    expect(await people.behindThePortal.decide(task.key, other, 'accepted')).toHaveProperty('refused');
  await people.decide(task.key, cast.agent, 'accepted');
  await people.sign(requestId, 'signature-arrete');
  expect(await people.closed(requestId)).toMatchObject({ outcome: 'granted', data: asked });
  const { content } = await prisma.actPreview.findFirstOrThrow({ where: { task: { requestId } } });
  const act = content as unknown as ActData;
  expect(act.quota).toBe(70);
  const entry = await lastEntry(prisma, cast.agent, 'temps-de-travail');
  expect(entry).toMatchObject({
    value: { quota: 70, payFraction: '70/100' },
    from: asked.startDate,
    until: asked.endDate,
  });
  const { facts } = await prisma.payPiece.findFirstOrThrow({ where: { requestId } });
  expect(facts).toMatchObject([
    { key: 'quota', value: 70 },
    { key: 'payFraction', value: '70/100' },
  ]);
  const actor = await actorFacts(prisma, cast.agent);
  const { id: actId, sealedSha256 } = await prisma.act.findFirstOrThrow({ where: { requestId } });
  const evidence = await exportEvidence(
    { ...bench.db, documents: bench.documents },
    { actor, requestId, actId, at: new Date() },
  );
  const { steps, audit } = evidence;
  expect(steps.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
    ...['opinion favorable', 'visa proposed', 'answer accepted', 'signature signed'],
  ]);
  const amended = audit.flatMap((event) =>
    isInFull(event) && event.verb === 'request.amend' ? [event.payload.content] : [],
  );
  expect(amended).toMatchObject([{ requestId, values: { quota: '70' } }]);
  // What people are handed verifies, and none of the request's own events can be passed off as another's.
  const sealed = await bench.documents.read(sealedSha256 ?? '');
  const { anchors, stampAnchors = [] } = bench.context.seal;
  const given = { act: sealed, ca: anchors.join(''), tsaCa: stampAnchors.join(''), evidence: JSON.stringify(evidence) };
  expect((await verifyAct(given)).faults).toEqual([]);
  const hidden = audit.map((event) =>
    isInFull(event) && event.verb === 'step-up.prove' ? withoutContent(event) : event,
  );
  const { faults } = await verifyAct({ ...given, evidence: JSON.stringify({ ...evidence, audit: hidden }) });
  expect(faults.join()).toContain('is of this request, and what it says was left out');
});

test('declined, the visa decides on what was asked; withdrawn, nobody accepts any more', async () => {
  const { asked, requestId, task } = await proposed();
  await people.decide(task.key, cast.agent, 'declined');
  await people.at(requestId, 'visa', cast.checker, 'proposed', { reason: WHY, answers: { quota: '60' } });
  const again = await people.taskAt(requestId, 'repondre-proposition');
  await people.withdraw(requestId);
  expect(await people.closed(requestId)).toMatchObject({ outcome: 'withdrawn', data: asked });
  expect(await people.decide(again.key, cast.agent, 'accepted')).toHaveProperty('refused');
  expect(await bench.db.database.prisma.requestAmendment.count({ where: { requestId } })).toBe(0);
});
