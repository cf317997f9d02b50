import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dateColumn, dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { keepPreview, sealAct } from '#prisma/repositories/acts/acts.ts';
import { aSensitiveRight } from '#prisma/testing/builders.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { SHIPPED_KINDS } from '#testing/shipped-circuits.ts';
import { aRequest, atTask, decided } from '../../testing/circuit.ts';
import {
  aDraftPiece,
  aFilledDraft,
  aPdf,
  aPortal,
  type Browser,
  PART_TIME,
  type TestPortal,
} from '../../testing/portal.ts';

const KIND = 'avancement-echelon';
/** Claire has the sixth échelon. */
const ANSWERS = {
  basis: 'seniority',
  effectDate: dayAfter(parisDay(new Date()), { months: 3 }),
  echelon: 7,
  index: 435,
};
const VISA = { elementId: 'visas/visa', role: 'valideur', decision: 'visa' } as const;
const SIGNATURE = { elementId: 'signature/signature-arrete', role: 'signataire', decision: 'signature' } as const;
const COMPLEMENT = { elementId: 'complement', role: 'demandeur', decision: 'complement' } as const;

let portal: TestPortal;
let nadia: Browser;
let claire: Browser;
let claireId: string;
let nadiaId: string;
beforeAll(async () => {
  portal = await aPortal();
  [nadia, claire] = await Promise.all([portal.as('nadia.gestionnaire'), portal.as('claire.agent')]);
  [nadiaId, claireId] = await Promise.all([portal.personId('nadia.gestionnaire'), portal.personId('claire.agent')]);
});
afterAll(() => portal.close());

const begin = (who: Browser, agentId?: string, kind = KIND) =>
  who.post('/api/drafts').send({ kind, ...(agentId !== undefined && { agentId }) });

async function started(): Promise<string> {
  const { body } = await begin(nadia, claireId).expect(201);
  await nadia.put(`/api/drafts/${body.id}`).send({ data: ANSWERS, revision: 0 }).expect(200);
  return (await nadia.post(`/api/drafts/${body.id}/submission`).expect(201)).body.id;
}

/** What the worker leaves once the signatory signed. */
async function sealed(requestId: string): Promise<string> {
  const taskKey = await atTask(portal, requestId, SIGNATURE);
  await decided(portal, taskKey, 'sophie.signataire', 'signed');
  const { database, documents } = portal.dependencies;
  const { sha256, size } = await documents.put(await aPdf(`Arrêté ${taskKey}`));
  const at = new Date();
  const decision = await database.prisma.decision.findFirstOrThrow({ where: { taskKey } });
  const act = await database.prisma.act.create({ data: { requestId, template: 'act', title: 'Arrêté', content: {} } });
  const shown = { taskKey, signerId: decision.authorId, sha256, size };
  await keepPreview(database.prisma, { actId: act.id, content: { effects: [] } as never, ...shown });
  const seal = { previewSha256: sha256, sealedSha256: sha256, sealedSize: size, signedAt: at, sealedAt: at };
  await sealAct(database.prisma, { actId: act.id, decisionId: decision.id, ...seal, evidence: {} as never });
  return act.id;
}

describe('starting an act for an agent', () => {
  test('the catalogue shows each person only what they may start', async () => {
    const kindsOf = async (who: Browser, query = '') =>
      (await who.get(`/api/catalogue${query}`).expect(200)).body.items.map(({ kind }: { kind: string }) => kind);
    expect(await kindsOf(nadia)).toContain(PART_TIME);
    expect(await kindsOf(nadia)).not.toContain(KIND);
    // What agents file by themselves, where no paper proves who they are, is not among them.
    const theirOwn = ['coordonnees-bancaires', 'telephone-courriel', 'changement-adresse'];
    // Of probationers alone; of superiors to start.
    const barred = [...theirOwn, 'titularisation', 'entretien-professionnel'];
    expect((await kindsOf(nadia, `?agentId=${claireId}`)).sort()).toEqual(
      SHIPPED_KINDS.filter((kind) => !barred.includes(kind)).sort(),
    );
    const paul = await portal.as('paul.superieur');
    expect(await kindsOf(paul, `?agentId=${claireId}`)).toEqual(['entretien-professionnel']);
    expect(await kindsOf(nadia, `?agentId=${await portal.personId('hugo.lemaire')}`)).toEqual([]);
    expect(await kindsOf(claire, `?agentId=${nadiaId}`)).toEqual([]);
    expect((await claire.get(`/api/catalogue/${KIND}`)).body.code).toBe('kind-unknown');
    await nadia.get(`/api/catalogue/${KIND}`).expect(200);
  });

  test.each<[string, string, string | undefined, string]>([
    ['for oneself', 'nadia.gestionnaire', 'nadia.gestionnaire', KIND],
    ['for nobody', 'nadia.gestionnaire', undefined, KIND],
    ['for an agent of another structure', 'nadia.gestionnaire', 'hugo.lemaire', KIND],
    ['without being a gestionnaire', 'victor.valideur', 'claire.agent', KIND],
    ['as the agent', 'claire.agent', undefined, KIND],
    ['of a kind that the agent proves to be there for', 'nadia.gestionnaire', 'claire.agent', 'coordonnees-bancaires'],
    ['of a kind that rests on the agent’s own filing', 'nadia.gestionnaire', 'claire.agent', 'telephone-courriel'],
    ['from a paper, without being a gestionnaire', 'victor.valideur', 'claire.agent', PART_TIME],
    ['from a paper, for an agent of another structure', 'nadia.gestionnaire', 'hugo.lemaire', PART_TIME],
  ])('%s is refused', async (_case, who, forWhom, kind) => {
    const agentId = forWhom === undefined ? undefined : await portal.personId(forWhom);
    const { status, body } = await begin(await portal.as(who), agentId, kind);
    expect([status, body.code]).toEqual([403, 'not-startable']);
  });

  test('for someone who does not exist, it is refused in the same words', async () => {
    const { status, body } = await begin(nadia, '0198d2b1-7c00-7000-8000-000000000000');
    expect([status, body.code]).toEqual([403, 'not-startable']);
  });

  test('the draft says whom it is for and where they stand', async () => {
    const { body } = await begin(nadia, claireId).expect(201);
    expect(body.agent).toMatchObject({ firstName: 'Claire' });
    expect(body.agentSituation).toMatchObject({
      employeeNumber: 'D10001',
      grade: 'Greffière principale',
      situation: [
        {
          theme: 'echelon-grade',
          values: [{}, { key: 'echelon', value: { fr: '6' } }, { key: 'index', value: { fr: '421' } }],
        },
      ],
    });
    await claire.get(`/api/drafts/${body.id}`).expect(404);
  });

  test('the right is judged again when it is filed, and nothing is filed without it', async () => {
    const { body } = await begin(nadia, claireId).expect(201);
    await nadia.put(`/api/drafts/${body.id}`).send({ data: ANSWERS, revision: 0 }).expect(200);
    const { prisma } = portal.dependencies.database;
    const right = { personId: nadiaId, role: 'gestionnaire' };
    await prisma.habilitation.updateMany({ where: right, data: { until: dateColumn('2024-01-01') } });
    try {
      const refused = await nadia.post(`/api/drafts/${body.id}/submission`);
      expect([refused.status, refused.body.code]).toEqual([403, 'not-startable']);
      expect((await nadia.get(`/api/drafts/${body.id}`).expect(200)).body.agentSituation).toBeNull();
    } finally {
      await portal.db.asOwner('update habilitation set until = null where person_id = $1', [nadiaId]);
    }
    await nadia.post(`/api/drafts/${body.id}/submission`).expect(201);
    await nadia.post(`/api/drafts/${body.id}/submission`).expect(200);
  });
});

describe('an act that was started for an agent', () => {
  let requestId: string;
  beforeEach(async () => {
    requestId = await started();
  });

  test('is about the agent, and remembers who started it', async () => {
    const row = await portal.dependencies.database.prisma.request.findUniqueOrThrow({ where: { id: requestId } });
    expect(row).toMatchObject({ agentId: claireId, filedById: nadiaId });
    const { body } = await nadia.get(`/api/requests/${requestId}`).expect(200);
    expect(body).toMatchObject({ agent: { id: claireId }, filedBy: { id: nadiaId }, may: { withdraw: true } });
    const audited = await portal.dependencies.database.prisma.auditEvent.findFirstOrThrow({
      where: { verb: 'request.file', subject: requestId },
    });
    expect(audited).toMatchObject({ chain: claireId, actorId: nadiaId });
  });

  test('is unknown to the agent until it is sealed, then read whole', async () => {
    const before = (await claire.get('/api/me')).body.counts.openRequests;
    for (const end of ['', '/progress', '/diagram']) await claire.get(`/api/requests/${requestId}${end}`).expect(404);
    const mine = async () =>
      (await claire.get('/api/requests?scope=mine&pageSize=100')).body.items.map(({ id }: { id: string }) => id);
    expect(await mine()).not.toContain(requestId);
    const taskKey = await atTask(portal, requestId, VISA);
    await decided(portal, taskKey, 'victor.valideur', 'approved');
    await claire.get(`/api/requests/${requestId}`).expect(404);

    const actId = await sealed(requestId);
    expect(await mine()).toContain(requestId);
    expect((await claire.get('/api/me')).body.counts.openRequests).toBe(before + 1);
    const { body } = await claire.get(`/api/requests/${requestId}`).expect(200);
    expect(body).toMatchObject({ may: { withdraw: false }, filedBy: { id: nadiaId } });
    expect(body.decisions.map(({ kind }: { kind: string }) => kind)).toEqual(['visa', 'signature']);
    await claire.get(`/api/requests/${requestId}/acts/${actId}/file`).expect(200);
  });

  test('is hidden from a gestionnaire of the structure whom it is about', async () => {
    const { prisma } = portal.dependencies.database;
    const court = await prisma.structure.findFirstOrThrow({ where: { code: 'CA-VALMONT' } });
    const right = await prisma.habilitation.create({
      data: { personId: claireId, role: 'gestionnaire', structureId: court.id, from: dateColumn('2024-01-01') },
    });
    try {
      await claire.get(`/api/requests/${requestId}`).expect(404);
      const { body } = await claire.get('/api/requests?scope=structure&pageSize=100').expect(200);
      expect(body.items.map(({ id }: { id: string }) => id)).not.toContain(requestId);
      await claire.post(`/api/requests/${requestId}/withdrawal`).send({}).expect(404);
      // Another gestionnaire follows it like any request of the structure, and cannot take it back.
      const own = await aRequest(claire);
      await nadia.get(`/api/requests/${own}`).expect(200);
    } finally {
      await prisma.habilitation.updateMany({ where: { id: right.id }, data: { until: dateColumn('2024-01-02') } });
    }
  });

  test('comes back to whoever started it for a complement, and to nobody else', async () => {
    const taskKey = await atTask(portal, requestId, COMPLEMENT);
    await nadia.get(`/api/tasks/${taskKey}`).expect(200);
    for (const name of ['claire.agent', 'victor.valideur', 'karim.benali', 'paul.superieur']) {
      await (await portal.as(name)).get(`/api/tasks/${taskKey}`).expect(404);
    }
  });

  test('is not decided on by whoever started it, whatever else they hold', async () => {
    const { prisma } = portal.dependencies.database;
    const court = await prisma.structure.findFirstOrThrow({ where: { code: 'CA-VALMONT' } });
    const given = { personId: nadiaId, structureId: court.id, from: dateColumn('2024-01-01') };
    await prisma.habilitation.create({ data: { ...given, role: 'valideur' } });
    await aSensitiveRight(prisma, { ...given, role: 'signataire' });
    try {
      for (const task of [VISA, SIGNATURE]) {
        const taskKey = await atTask(portal, requestId, task);
        await nadia.get(`/api/tasks/${taskKey}`).expect(404);
        await nadia.post(`/api/tasks/${taskKey}/decision`).send({ outcome: 'approved' }).expect(404);
      }
      // On a request that an agent filed, she decides as anyone who holds the right.
      const taskKey = await atTask(portal, await aRequest(claire), VISA);
      await nadia.get(`/api/tasks/${taskKey}`).expect(200);
    } finally {
      const where = { personId: nadiaId, role: { in: ['valideur', 'signataire'] } };
      await prisma.habilitation.updateMany({ where, data: { until: dateColumn('2024-01-02') } });
    }
  });

  test('is taken back by whoever started it while nothing is signed, and by nobody else', async () => {
    await claire.post(`/api/requests/${requestId}/withdrawal`).send({}).expect(404);
    const taskKey = await atTask(portal, requestId, VISA);
    const refused = await (await portal.as('victor.valideur')).post(`/api/requests/${requestId}/withdrawal`).send({});
    expect([refused.status, taskKey === '']).toEqual([403, false]);
    await nadia.post(`/api/requests/${requestId}/withdrawal`).send({ reason: 'Erreur de grille.' }).expect(202);

    const signed = await started();
    await sealed(signed);
    const late = await nadia.post(`/api/requests/${signed}/withdrawal`).send({});
    expect([late.status, late.body.code]).toEqual([409, 'withdrawal-too-late']);
  });
});

describe('a request that an agent signed on paper', () => {
  const withPaper = async () => {
    const { id } = await aFilledDraft(nadia, await claire.nextPeriod(), claireId);
    expect((await aDraftPiece(nadia, id, 'signed-paper', 'demande signée.pdf')).status).toBe(201);
    return id;
  };
  const filed = async () => (await nadia.post(`/api/drafts/${await withPaper()}/submission`).expect(201)).body;

  test('is not filed without the paper, which no other draft takes', async () => {
    const { id } = await aFilledDraft(nadia, await claire.nextPeriod(), claireId);
    const refused = await nadia.post(`/api/drafts/${id}/submission`);
    expect([refused.status, refused.body.code]).toEqual([422, 'paper-missing']);
    expect((await nadia.get(`/api/drafts/${id}`).expect(200)).body.onPaper).toBe(true);
    const own = await aFilledDraft(claire);
    expect((await aDraftPiece(claire, own.id, 'signed-paper', 'x.pdf')).body.code).toBe('piece-type-unknown');
    const act = (await begin(nadia, claireId).expect(201)).body;
    expect(act.onPaper).toBe(false);
    expect((await aDraftPiece(nadia, act.id, 'signed-paper', 'x.pdf')).body.code).toBe('piece-type-unknown');
  });

  test('is the agent’s, who reads it at once with what they signed, and knows who entered it', async () => {
    const before = (await claire.get('/api/me')).body.counts.openRequests;
    const { id, filedBy, onPaper } = await filed();
    expect({ filedBy: filedBy.id, onPaper }).toEqual({ filedBy: nadiaId, onPaper: true });
    expect((await claire.get('/api/me')).body.counts.openRequests).toBe(before + 1);
    const { body } = await claire.get(`/api/requests/${id}`).expect(200);
    expect(body).toMatchObject({ filedBy: { id: nadiaId }, onPaper: true, may: { withdraw: true } });
    const paper = body.pieces.find(({ pieceType }: { pieceType: string }) => pieceType === 'signed-paper');
    await claire.get(`/api/requests/${id}/pieces/${paper.id}`).expect(200);
    const trace = await traceOf(portal.dependencies.database.prisma, claireId);
    const pieces = expect.arrayContaining([expect.objectContaining({ id: paper.id })]);
    expect(trace.find(({ verb, subject }) => verb === 'request.file' && subject === id)).toMatchObject({
      actorId: nadiaId,
      payload: { onPaper: true, receivedOn: parisDay(new Date()), pieces },
    });
  });

  test('is filed as of the day on which it was received; nobody dates back what they file themselves', async () => {
    const today = parisDay(new Date());
    const receivedOn = dayAfter(today, { days: -5 });
    const id = await withPaper();
    const old = await nadia.post(`/api/drafts/${id}/submission`).send({ receivedOn: dayAfter(today, { days: -32 }) });
    expect([old.status, old.body.code]).toEqual([422, 'paper-day-impossible']);
    const { body } = await nadia.post(`/api/drafts/${id}/submission`).send({ receivedOn }).expect(201);
    expect(parisDay(new Date(body.filedAt))).toBe(receivedOn);
    const own = await aFilledDraft(claire);
    const refused = await claire.post(`/api/drafts/${own.id}/submission`).send({ receivedOn });
    expect([refused.status, refused.body.code]).toEqual([400, 'bad-request']);
  });

  test('is withdrawn by its agent, though another entered it', async () => {
    const { id } = await filed();
    await claire.post(`/api/requests/${id}/withdrawal`).send({}).expect(202);
  });

  test('is completed by whoever entered it, with no right to decide on it', async () => {
    const { id } = await filed();
    const complement = await atTask(portal, id, { elementId: 'complement', role: 'agent', decision: 'complement' });
    for (const who of [nadia, claire]) await who.get(`/api/tasks/${complement}`).expect(200);
    await (await portal.as('victor.valideur')).get(`/api/tasks/${complement}`).expect(404);
    await nadia.post(`/api/tasks/${complement}/decision`).send({ outcome: 'completed', reason: 'Jointe.' }).expect(202);
  });

  test('that another completed meanwhile is said to wait no more, to whoever came to manage the agent too', async () => {
    const { id } = await filed();
    const complement = await atTask(portal, id, { elementId: 'complement', role: 'agent', decision: 'complement' });
    const { prisma } = portal.db.database;
    const lea = await portal.personId('lea.fontaine');
    const { structureId } = await prisma.request.findUniqueOrThrow({ where: { id } });
    const from = dateColumn(parisDay(new Date()));
    await prisma.habilitation.create({
      data: { personId: lea, role: 'gestionnaire', structureId, from, byRight: false },
    });
    await prisma.task.update({ where: { key: complement }, data: { state: 'completed' } });
    for (const who of [nadia, claire, await portal.as('lea.fontaine')])
      await who.get(`/api/tasks/${complement}`).expect(410);
  });
});
