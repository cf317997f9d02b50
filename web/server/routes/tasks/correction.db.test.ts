import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readPayloads } from '#prisma/audit.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { aRequest, atTask, CORRECTION, VISA } from '../../testing/circuit.ts';
import { aPortal, type Browser, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
let nadia: Browser;
let requestId: string;
let key: string;
beforeAll(async () => {
  portal = await aPortal();
  nadia = await portal.as('nadia.gestionnaire');
});
afterAll(() => portal.close());

/** Where the circuit is after the act of an agent without a grade could not be drafted. */
beforeEach(async () => {
  const { database } = portal.dependencies;
  const personId = await portal.personId('claire.agent');
  requestId = await aRequest(await portal.as('claire.agent'));
  await database.prisma.posting.updateMany({ where: { personId }, data: { grade: ' ' } });
  await database.transaction(async (tx) => {
    await recordRequestEvent(tx, {
      requestId,
      kind: 'act-incomplete',
      factKey: 'act-incomplete:1',
      at: new Date(),
      detail: { template: 'act', missing: ['grade'] },
    });
  });
  key = await atTask(portal, requestId, CORRECTION);
});

const MENDED = { grade: 'Adjointe administrative', quality: 'Greffière', reason: 'Grade repris du dernier arrêté.' };
const mend = (body: object, of = key) => nadia.put(`/api/tasks/${of}/correction`).send(body);
const resume = () => nadia.post(`/api/tasks/${key}/decision`).send({ outcome: 'corrected' });

test('the task says exactly what is missing, and who can mend it', async () => {
  const { body } = await nadia.get(`/api/tasks/${key}`).expect(200);
  expect(body.correction.gaps).toEqual([{ gap: 'grade', mendedBy: 'gestionnaire', mended: false }]);
  expect(body.correction.posting).toMatchObject({ grade: ' ' });
});

test('to resume while something is missing is refused at once, thing by thing', async () => {
  const { body } = await resume().expect(409);
  expect(body).toMatchObject({ code: 'situation-incomplete', faults: [{ field: 'grade', code: 'gap-grade' }] });
});

test('once mended, with its reason, the circuit takes up; what it was and why it changed are in the audit', async () => {
  const { body } = await mend(MENDED).expect(200);
  expect(body.gaps).toEqual([{ gap: 'grade', mendedBy: 'gestionnaire', mended: true }]);
  await mend(MENDED).expect(200);
  await resume().expect(202);
  const chain = await portal.personId('claire.agent');
  const { prisma } = portal.dependencies.database;
  const events = await prisma.auditEvent.findMany({ where: { chain, verb: 'posting.correct' } });
  const payloads = await readPayloads(prisma, chain);
  const said = events
    .map(({ sequence }) => payloads.find((payload) => payload.sequence === sequence)?.content)
    .filter((content) => (content as { taskKey?: string }).taskKey === key);
  expect(said).toEqual([
    expect.objectContaining({
      before: expect.objectContaining({ grade: ' ' }),
      after: { grade: MENDED.grade, quality: MENDED.quality },
      reason: MENDED.reason,
    }),
  ]);
});

test('nothing is mended without a reason, with blanks, or at a task that asks for no correction', async () => {
  await mend({ ...MENDED, reason: ' ' }).expect(400);
  await mend({ ...MENDED, grade: '   ' }).expect(400);
  const visa = await atTask(portal, requestId, VISA);
  await mend(MENDED, visa).expect(404);
  const personId = await portal.personId('claire.agent');
  const postings = await portal.dependencies.database.prisma.posting.findMany({ where: { personId } });
  expect(postings.every(({ grade }) => grade === ' ')).toBe(true);
});
