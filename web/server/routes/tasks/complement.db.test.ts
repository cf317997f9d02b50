import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readPayloads } from '#prisma/audit.ts';
import { aRequest, atTask, COMPLEMENT, decided } from '../../testing/circuit.ts';
import { aPdf, aPortal, type Browser, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
let claire: Browser;
beforeAll(async () => {
  portal = await aPortal();
  claire = await portal.as('claire.agent');
});
afterAll(() => portal.close());

const add = async (key: string, text = 'Complément') =>
  claire
    .post(`/api/tasks/${key}/pieces`)
    .set('Content-Type', 'application/pdf')
    .set('X-Piece-Type', 'justification')
    .set('X-File-Name', 'complement.pdf')
    .send(await aPdf(text));
const auditOf = async (verb: string) => {
  const { prisma } = portal.dependencies.database;
  const chain = await portal.personId('claire.agent');
  const events = await prisma.auditEvent.findMany({ where: { chain, verb }, orderBy: { sequence: 'asc' } });
  const payloads = await readPayloads(prisma, chain);
  return events.map(({ sequence, subject }) => ({
    subject,
    payload: payloads.find((payload) => payload.sequence === sequence)?.content,
  }));
};

test('the audit holds the digest of each document that was filed, and of each added later', async () => {
  const requestId = await aRequest(claire);
  const { prisma } = portal.dependencies.database;
  const filed = await prisma.piece.findMany({ where: { requestId }, select: { id: true, sha256: true } });
  expect(filed).toHaveLength(1);
  expect((await auditOf('request.file')).at(-1)?.payload).toMatchObject({ pieces: filed });

  const key = await atTask(portal, requestId, COMPLEMENT);
  const { body } = await add(key);
  expect(await auditOf('piece.add')).toEqual([]);
  await claire.post(`/api/tasks/${key}/decision`).send({ outcome: 'completed' }).expect(202);
  const { sha256 } = await prisma.piece.findUniqueOrThrow({ where: { id: body.id } });
  expect(await auditOf('piece.add')).toEqual([{ subject: body.id, payload: { sha256, taskKey: key, requestId } }]);
});

test('a document that arrives after the answer was sent is refused, not kept aside for ever', async () => {
  const requestId = await aRequest(claire);
  const key = await atTask(portal, requestId, COMPLEMENT);
  await claire.post(`/api/tasks/${key}/decision`).send({ outcome: 'completed' }).expect(202);
  expect((await add(key)).body.code).toBe('task-ended');
  await decided(portal, key, 'claire.agent', 'completed');
  expect((await add(key)).body.code).toBe('task-ended');
  expect(await portal.dependencies.database.prisma.piece.count({ where: { taskKey: key } })).toBe(0);
});

test('documents added at the same time never pass the most there may be', async () => {
  const requestId = await aRequest(claire);
  const key = await atTask(portal, requestId, COMPLEMENT);
  const answers = await Promise.all(Array.from({ length: 34 }, (_, n) => add(key, `Document ${n}`)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(30);
  expect(answers.filter(({ status, body }) => status === 409 && body.code === 'piece-too-many')).toHaveLength(4);
});
