import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eliminateActs } from '#application/archive/eliminate-acts.ts';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN, verifyChain } from '#domain/evidence/audit.ts';
import { appendAudit, readChain, readPayloads } from '#prisma/audit.ts';
import { archivedAct, editionsThatEnd, keepEdition } from '#prisma/repositories/acts/editions.ts';
import { referencedDocuments } from '#prisma/repositories/operations/housekeeping.ts';
import { aSealedAct } from '#prisma/testing/sealed-acts.ts';
import type { GridView } from '#web/contract/circuits/grids.ts';
import type { EliminationLine } from '#web/contract/signing/eliminations.ts';
import { aPortal, type Browser, type TestPortal } from '../../testing/portal.ts';

/** Kept for ten years, then destroyed, as the grid is shipped. */
const KIND = 'teletravail';
const REASON = 'Durée échue, aucun usage connu.';
/** Of the bytes of an act, and of its document. */
const digests = (digit: string) => ({ act: `${digit}a`.repeat(32), piece: `${digit}b`.repeat(32) });
const OLD = digests('1');
let portal: TestPortal;
let nadia: Browser;
let paul: Browser;
let agentId: string;

beforeAll(async () => {
  portal = await aPortal();
  agentId = await portal.personId('claire.agent');
  // Another one who keeps the registry of what Nadia does.
  const { id: structureId } = await portal.dependencies.database.prisma.structure.findUniqueOrThrow({
    where: { code: 'CA-VALMONT' },
  });
  const right = {
    personId: await portal.personId('paul.superieur'),
    structureId,
    role: 'gestionnaire',
    byRight: false,
  };
  const adam = await portal.as('adam.administrateur');
  await adam
    .post('/api/administration/habilitations')
    .send({ ...right, from: parisDay(new Date()), until: null, reason: 'Second gestionnaire.' })
    .expect(201);
  nadia = await portal.as('nadia.gestionnaire');
  paul = await portal.as('paul.superieur');
});
afterAll(() => portal.close());

/** An act of Claire that was signed that day, with all that one leaves; its request is closed. */
async function anOldAct(on: string, { act: sha256, piece }: ReturnType<typeof digests>) {
  const { database } = portal.dependencies;
  const structure = await database.prisma.structure.findUniqueOrThrow({ where: { code: 'TJ-VALMONT' } });
  const signerId = await portal.personId('sophie.signataire');
  const made = await aSealedAct(
    portal.db,
    { agentId, signerId, structure, kind: KIND },
    on,
    undefined,
    async ({ number }) => ({
      ...{ previewSha256: sha256, sealedSha256: sha256, sealedSize: 1 },
      evidence: { version: 6, act: { number, sha256 }, author: { lastName: 'Sceau' }, agent: { lastName: 'Agnelet' } },
    }),
  );
  const { requestId } = made;
  await portal.db.asOwner(
    `update request set data = '{"quota": 80}', outcome = 'granted', closed_at = now() where id = $1`,
    [requestId],
  );
  await portal.db.asOwner(
    `insert into piece (id, sha256, size, media_type, file_name, piece_type, owner_id, request_id)
     values ($1, $2, 1, 'application/pdf', 'certificat de Claire.pdf', 'justificatif', $3, $4)`,
    [randomUUID(), piece, agentId, requestId],
  );
  await portal.db.asOwner(`update decision_intent set reason = 'Raison personnelle' where request_id = $1`, [
    requestId,
  ]);
  await portal.db.asOwner(
    `insert into decision_reply (decision_id, reply, code, params, faults, at)
     select id, 'refused', 'effect-unlawful', '{}', '[{"field": "quota"}]', now() from decision_intent where request_id = $1`,
    [requestId],
  );
  await database.transaction((tx) =>
    appendAudit(tx, {
      ...{ chain: agentId, at: new Date(), actorId: agentId, verb: 'request.file', subject: requestId },
      payload: { requestId, said: 'Quelque chose de Claire' },
    }),
  );
  return made;
}
const approve = (who: Browser, id: string) => who.post(`/api/registry/eliminations/${id}/approval`).send({});
const carryOut = (eliminationId: string) =>
  eliminateActs(portal.dependencies, { eliminationId, now: () => new Date() });

test('two people eliminate acts whose time is over: their number and hash stay, and the chain of their agent holds', async () => {
  const { prisma } = portal.dependencies.database;
  const { actId, requestId } = await anOldAct('2001-03-01', OLD);
  const recent = digests('2');
  await anOldAct('2026-11-20', recent);
  const [stampEndsAt, at] = [
    new Date(),
    { number: 2, size: 2, madeAt: new Date('2001-03-01'), level: 'B-LTA' as const },
  ];
  const edition = { ...at, actId, sha256: '1c'.repeat(32), stampEndsAt };
  await portal.dependencies.database.transaction((tx) => keepEdition(tx, edition));
  const renewed = () => editionsThatEnd(prisma, { before: new Date(Date.now() + 1), now: new Date() }, 10);
  expect(await renewed()).toEqual([actId]);
  const [number] = [(await prisma.registeredAct.findFirstOrThrow({ where: { actId } })).number];
  // One is recent, and stays.
  expect((await nadia.get('/api/registry/eliminations/due').expect(200)).body).toEqual({ acts: 1 });
  const { body } = await nadia.post('/api/registry/eliminations').send({ reason: REASON }).expect(201);
  expect(body.acts).toBe(1);
  // It is in that proposal, and in no other.
  await nadia.post('/api/registry/eliminations').send({ reason: REASON }).expect(404);
  expect((await approve(nadia, body.id)).body.code).toBe('elimination-own-proposal');
  await expect(
    portal.db.asOwner(
      `update elimination set state = 'approved', decided_by_id = proposed_by_id, decided_at = now() where id = $1`,
      [body.id],
    ),
  ).rejects.toThrow('elimination_by_two');
  // Nothing goes before it is approved, whoever asks the database.
  await carryOut(body.id);
  await expect(prisma.act.update({ where: { id: actId }, data: { content: {} } })).rejects.toThrow();
  await expect(
    prisma.eliminatedAct.updateMany({ where: { actId }, data: { state: 'eliminated', eliminatedAt: new Date() } }),
  ).rejects.toThrow();
  await nadia.get(`/api/requests/${requestId}`).expect(200);

  const { lines, bar } = (await paul.get(`/api/registry/eliminations/${body.id}`).expect(200)).body;
  expect([lines, bar]).toMatchObject([
    [
      {
        number,
        kind: { fr: 'Télétravail', en: 'Remote work' },
        sha256: OLD.act,
        signedOn: '2001-03-01',
        keptUntil: '2011-03-01',
        years: 10,
        eliminatedOn: null,
      },
    ],
    null,
  ]);
  await approve(paul, body.id).expect(204);
  expect((await approve(paul, body.id)).body.code).toBe('elimination-decided');
  expect(await prisma.outbox.count({ where: { command: 'eliminate-acts' } })).toBe(1);
  expect(await carryOut(body.id)).toBe(0);
  // Carried out again after a crash, nothing more is written.
  const events = await prisma.auditEvent.count();
  expect(await carryOut(body.id)).toBe(0);
  expect(await prisma.auditEvent.count()).toBe(events);

  const act = await prisma.act.findUniqueOrThrow({ where: { id: actId } });
  expect(act).toMatchObject({
    sealedSha256: OLD.act,
    content: {},
    evidence: { version: 6, act: { number, sha256: OLD.act } },
  });
  expect(JSON.stringify(act)).not.toMatch(/Agnelet|Sceau/);
  expect((await prisma.request.findUniqueOrThrow({ where: { id: requestId } })).data).toEqual({});
  expect((await prisma.piece.findFirstOrThrow({ where: { requestId } })).fileName).toBe('');
  expect((await prisma.decisionIntent.findFirstOrThrow({ where: { requestId } })).reason).toBeNull();
  const refused = { params: true, faults: true };
  expect(await prisma.decisionReply.findMany({ where: { intent: { requestId } }, select: refused })).toEqual([
    { params: null, faults: null },
  ]);
  // Nobody has it any more: neither here nor on the disk, once housekeeping came by.
  await nadia.get(`/api/requests/${requestId}/acts/${actId}/file`).expect(404);
  await nadia.get(`/api/requests/${requestId}/acts/${actId}/evidence`).expect(404);
  expect((await nadia.get(`/api/requests/${requestId}`).expect(200)).body.pieces).toEqual([]);
  // Nor is it archived anew.
  expect([await renewed(), await archivedAct(prisma, actId)]).toEqual([[], null]);
  const all = [OLD.act, OLD.piece, recent.act, recent.piece];
  expect(await referencedDocuments(prisma, all)).toEqual(new Set([recent.act, recent.piece]));
  const found = await nadia.get(`/api/registry?q=${number}`).expect(200);
  expect(found.body.items[0]).toMatchObject({ number, eliminatedOn: expect.stringMatching(/^2/) });

  // The chain holds, and its trace says who, why and by which rule.
  const [chain, payloads] = [await readChain(prisma, agentId), await readPayloads(prisma, agentId)];
  expect(verifyChain(chain, payloads)).toBeNull();
  expect(JSON.stringify(payloads.filter(({ content }) => JSON.stringify(content)?.includes(requestId)))).not.toContain(
    'Quelque chose de Claire',
  );
  const trace = chain.find(({ verb }) => verb === 'act.eliminate');
  expect(payloads.find(({ sequence }) => sequence === trace?.sequence)?.content).toMatchObject({
    ...{ number, sha256: OLD.act, signedOn: '2001-03-01', keptUntil: '2011-03-01', years: 10 },
    proposedById: await portal.personId('nadia.gestionnaire'),
  });
  const done = (await nadia.get('/api/registry/eliminations').expect(200)).body.items[0];
  expect(done).toMatchObject({ state: 'approved', acts: 1, eliminated: 1, reason: REASON });
});

test('what is contested, or refused by another person, stays', async () => {
  const { prisma } = portal.dependencies.database;
  const { actId, requestId } = await anOldAct('2002-03-01', digests('3'));
  const { body } = await nadia.post('/api/registry/eliminations').send({ reason: REASON }).expect(201);
  const contest = await anOldAct('2026-11-21', digests('4'));
  await portal.db.asOwner('update request set contests_id = $2, closed_at = null, outcome = null where id = $1', [
    ...[contest.requestId, requestId],
  ]);
  expect((await approve(paul, body.id)).body.code).toBe('elimination-outdated');
  const refusal = { remark: 'Un recours est en cours.' };
  await paul.post(`/api/registry/eliminations/${body.id}/refusal`).send(refusal).expect(204);
  expect(await carryOut(body.id)).toBe(0);
  expect((await prisma.act.findUniqueOrThrow({ where: { id: actId } })).evidence).toHaveProperty('author');
  // Proposed again, it is not due as long as it is contested.
  expect((await nadia.get('/api/registry/eliminations/due').expect(200)).body).toEqual({ acts: 0 });
});

/** Has two analysts say what becomes of acts of the kind. */
async function sayOfKind(fate: 'verser' | 'éliminer') {
  const place = '/api/grids/conservation';
  const [alice, bruno] = [await portal.as('alice.analyste'), await portal.as('bruno.analyste')];
  const { current } = (await alice.get(place).expect(200)).body as GridView;
  const rows = current?.grid.rows.map((row) =>
    row.values.kind === KIND ? { ...row, values: { ...row.values, fate } } : row,
  );
  const asked = { grid: { ...current?.grid, rows }, base: current?.id, reason: 'Accord des archives' };
  const { body } = await alice.post(`${place}/proposals`).send(asked).expect(201);
  await bruno.post(`/api/grid-proposals/${body.proposalId}/approval`).expect(201);
}

test('what a new rule keeps is not eliminated by an approval that waited for a contest to end', async () => {
  const { prisma } = portal.dependencies.database;
  const { actId, requestId } = await anOldAct('2004-03-01', digests('7'));
  const { body } = await nadia.post('/api/registry/eliminations').send({ reason: REASON }).expect(201);
  await approve(paul, body.id).expect(204);
  const contest = await anOldAct('2026-11-23', digests('8'));
  const contested = (set: string) =>
    portal.db.asOwner(`update request set contests_id = $2, ${set} where id = $1`, [contest.requestId, requestId]);
  await contested('closed_at = null, outcome = null');
  expect(await carryOut(body.id)).toBe(1);
  await sayOfKind('verser');
  await contested(`closed_at = now(), outcome = 'refused'`);
  expect(await carryOut(body.id)).toBe(1);
  await expect(prisma.$queryRaw`select eliminate_request(${body.id}::uuid, ${requestId}::uuid, now())`).rejects.toThrow(
    'by the rule of today',
  );
  expect((await prisma.act.findUniqueOrThrow({ where: { id: actId } })).evidence).toHaveProperty('author');
  // Closed for what stays, it waits for nothing more, and says who left the act to stay.
  const place = `/api/registry/eliminations/${body.id}`;
  expect((await paul.get(place).expect(200)).body.held).toBe(1);
  await paul.post(`${place}/keeping`).expect(204);
  expect((await paul.post(`${place}/keeping`).expect(409)).body.code).toBe('elimination-none-held');
  const { body: closed } = await paul.get(place).expect(200);
  expect(closed).toMatchObject({ state: 'approved', held: 0, kept: 1, eliminated: 0 });
  expect(closed.lines).toMatchObject([{ eliminatedOn: null, keptOn: expect.stringMatching(/^2/) }]);
  const kept = await prisma.eliminatedAct.findFirstOrThrow({ where: { eliminationId: body.id } });
  expect(kept).toMatchObject({ state: 'kept', keptById: await portal.personId('paul.superieur') });
  expect((await readChain(prisma, SYSTEM_CHAIN)).at(-1)?.verb).toBe('elimination.keep');
  await sayOfKind('éliminer');
  expect(await carryOut(body.id)).toBe(0);
  expect((await prisma.act.findUniqueOrThrow({ where: { id: actId } })).evidence).toHaveProperty('author');
  // Said to be destroyed again, it is proposed anew, and goes.
  const { body: anew } = await nadia.post('/api/registry/eliminations').send({ reason: REASON }).expect(201);
  await approve(paul, anew.id).expect(204);
  expect((await paul.post(`/api/registry/eliminations/${anew.id}/keeping`).expect(409)).body.code).toBe(
    'elimination-none-held',
  );
  expect(await carryOut(anew.id)).toBe(0);
  expect((await prisma.act.findUniqueOrThrow({ where: { id: actId } })).evidence).not.toHaveProperty('author');
});

test('whoever proposed takes it back while nobody decided; nobody else does, nor approves it in their place', async () => {
  const { prisma } = portal.dependencies.database;
  await anOldAct('2008-03-01', digests('c'));
  const propose = async () =>
    (await nadia.post('/api/registry/eliminations').send({ reason: REASON }).expect(201)).body.id as string;
  const id = await propose();
  const withdraw = (who: Browser, of = id) => who.post(`/api/registry/eliminations/${of}/withdrawal`);
  await withdraw(paul).expect(403);
  const nadiaId = await portal.personId('nadia.gestionnaire');
  const decided = { decidedById: nadiaId, decidedAt: new Date() };
  await expect(prisma.elimination.update({ where: { id }, data: { ...decided, state: 'approved' } })).rejects.toThrow(
    'elimination_by_two',
  );
  await withdraw(nadia).expect(204);
  expect((await nadia.get(`/api/registry/eliminations/${id}`).expect(200)).body).toMatchObject({
    ...{ state: 'withdrawn', own: true, eliminated: 0 },
  });
  expect((await readChain(prisma, SYSTEM_CHAIN)).at(-1)?.verb).toBe('elimination.withdraw');
  expect((await approve(paul, id)).body.code).toBe('elimination-decided');
  expect(await carryOut(id)).toBe(0);
  const again = await propose();
  await approve(paul, again).expect(204);
  expect((await withdraw(nadia, again)).body.code).toBe('elimination-decided');
});

test('the reasons of a decision that was given with others go with it', async () => {
  const { prisma } = portal.dependencies.database;
  const { requestId } = await anOldAct('2005-03-01', digests('9'));
  const { taskKey, authorId } = await prisma.decisionIntent.findFirstOrThrow({ where: { requestId } });
  const { versionId } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const [id, sha256] = [randomUUID(), '0'.repeat(64)];
  await portal.dependencies.database.transaction(async (tx) => {
    await tx.decisionBatch.create({
      data: {
        ...{ id, personId: authorId, versionId, elementId: 'visa', kind: 'visa', outcome: 'refused', count: 1 },
        ...{ foldSha256: sha256, askedSha256: sha256, signIn: {}, madeAt: new Date() },
      },
    });
    await tx.decisionBatchItem.create({
      data: {
        batchId: id,
        place: 0,
        taskKey,
        said: '0'.repeat(16),
        reasonLaw: 'Article 1',
        reasonFact: 'Claire est malade.',
      },
    });
  });
  const { body } = await nadia.post('/api/registry/eliminations').send({ reason: REASON }).expect(201);
  await approve(paul, body.id).expect(204);
  expect(await carryOut(body.id)).toBe(0);
  expect(await prisma.decisionBatchItem.findFirstOrThrow({ where: { batchId: id } })).toMatchObject({
    ...{ reason: null, reasonLaw: null, reasonFact: null },
  });
});

test('what is to be decided stands first, however many were proposed since', async () => {
  await anOldAct('2006-03-01', digests('a'));
  const propose = async () =>
    (await nadia.post('/api/registry/eliminations').send({ reason: REASON }).expect(201)).body.id as string;
  const refuse = (id: string) =>
    paul.post(`/api/registry/eliminations/${id}/refusal`).send({ remark: 'Encore utile.' }).expect(204);
  const waits = await propose();
  await anOldAct('2007-03-01', digests('b'));
  const refused = await propose();
  await refuse(refused);
  const { items } = (await paul.get('/api/registry/eliminations').expect(200)).body as { items: EliminationLine[] };
  expect(items.slice(0, 2).map(({ id }) => id)).toEqual([waits, refused]);
  await refuse(waits);
});

test('an act is kept on the last day of its time, by the portal and by its database, and may go the day after', async () => {
  const { prisma } = portal.dependencies.database;
  const today = parisDay(new Date());
  const due = async () => (await nadia.get('/api/registry/eliminations/due').expect(200)).body.acts as number;
  const before = await due();
  const lastDay = await anOldAct(dayAfter(today, { months: -120 }), digests('d'));
  expect(await due()).toBe(before);
  const { number } = await prisma.registeredAct.findFirstOrThrow({ where: { actId: lastDay.actId } });
  const { sealedSha256, signedAt } = await prisma.act.findUniqueOrThrow({ where: { id: lastDay.actId } });
  const id = randomUUID();
  const line = { ...{ eliminationId: id, actId: lastDay.actId, requestId: lastDay.requestId, number, kind: KIND } };
  const proposed = { state: 'proposed', proposedAt: new Date() };
  const proposedById = await portal.personId('nadia.gestionnaire');
  await expect(
    prisma.$transaction(async (tx) => {
      const [sha256, signedOn] = [sealedSha256 ?? '', new Date(parisDay(signedAt ?? new Date()))];
      const kept = { sha256, signedOn, keptUntil: new Date(today), years: 10, state: 'proposed' };
      await tx.elimination.create({ data: { ...proposed, id, proposedById, reason: REASON, gridNumber: 1 } });
      await tx.eliminatedAct.create({ data: { ...line, ...kept } });
    }),
  ).rejects.toThrow('is not due');
  const { actId } = await anOldAct(dayAfter(today, { months: -120, days: -1 }), digests('e'));
  const { body } = await nadia.post('/api/registry/eliminations').send({ reason: REASON }).expect(201);
  await approve(paul, body.id).expect(204);
  expect(await carryOut(body.id)).toBe(0);
  expect((await prisma.act.findUniqueOrThrow({ where: { id: actId } })).evidence).not.toHaveProperty('author');
  expect((await prisma.act.findUniqueOrThrow({ where: { id: lastDay.actId } })).evidence).toHaveProperty('author');
});

test('the database takes no act before its time, none that is kept for ever, and nobody’s word who keeps no registry', async () => {
  const { prisma } = portal.dependencies.database;
  const [old, recent] = [await anOldAct('2003-03-01', digests('5')), await anOldAct('2026-11-22', digests('6'))];
  const proposedById = await portal.personId('nadia.gestionnaire');
  const propose = async ({ actId, requestId }: typeof old, said: object = {}, by = proposedById) => {
    const { number } = await prisma.registeredAct.findFirstOrThrow({ where: { actId } });
    const sha256 = (await prisma.act.findUniqueOrThrow({ where: { id: actId } })).sealedSha256 ?? '';
    const line = { actId, requestId, number, sha256, kind: KIND, state: 'proposed', years: 10 };
    const signedOn = new Date(actId === old.actId ? '2003-03-01' : '2026-11-22');
    const keptUntil = new Date('2013-03-01');
    await prisma.$transaction(async (tx) => {
      const id = randomUUID();
      await tx.elimination.create({
        data: { id, proposedById: by, proposedAt: new Date(), reason: REASON, gridNumber: 1, state: 'proposed' },
      });
      await tx.eliminatedAct.create({ data: { ...line, eliminationId: id, signedOn, keptUntil, ...said } });
      throw new Error('taken');
    });
  };
  await expect(propose(old)).rejects.toThrow('taken');
  await expect(propose(old, { years: 5, keptUntil: new Date('2008-03-01') })).rejects.toThrow('is not due');
  await expect(propose(old, { kind: 'affectation' })).rejects.toThrow('is not due');
  await expect(propose(old, {}, await portal.personId('sophie.signataire'))).rejects.toThrow('keep the registry');
  await expect(propose(recent)).rejects.toThrow('is not due');
  await expect(propose(recent, { signedOn: new Date('2003-03-01') })).rejects.toThrow('is not due');
});
