import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { openDatabase } from '#prisma/client.ts';
import { aRequest, atTask, COMPLEMENT, decided, OPINION, REFUSAL, SIGNATURE, VISA } from '../../testing/circuit.ts';
import { aDraftPiece, aPortal, type Browser, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
let claire: Browser;
let nadia: Browser;
let requestId: string;
beforeAll(async () => {
  portal = await aPortal();
  claire = await portal.as('claire.agent');
  nadia = await portal.as('nadia.gestionnaire');
});
afterAll(() => portal.close());
beforeEach(async () => {
  requestId = await aRequest(claire);
});

const progress = async (browser: Browser) =>
  (await browser.get(`/api/requests/${requestId}/progress`).expect(200)).body;

describe('who reads a request', () => {
  test('its agent and their gestionnaire, in words of both languages', async () => {
    const { data } = await portal.db.database.prisma.request.findUniqueOrThrow({ where: { id: requestId } });
    const month = DateTime.fromISO((data as { startDate: string }).startDate);
    for (const reader of [claire, nadia]) {
      const { body } = await reader.get(`/api/requests/${requestId}`).expect(200);
      expect(body).toMatchObject({
        state: 'filed',
        title: { fr: 'Temps partiel sur autorisation', en: 'Part-time work on request' },
      });
      expect(body.answers).toContainEqual({
        key: 'startDate',
        label: { fr: 'Date de début', en: 'First day' },
        value: { fr: `1er ${month.setLocale('fr').toFormat('LLLL yyyy')}`, en: `1 ${month.toFormat('LLLL yyyy')}` },
        masked: false,
      });
      expect(body.answers.find(({ key }: { key: string }) => key === 'quota').value).toEqual({ fr: '80 %', en: '80%' });
    }
    expect((await claire.get('/api/requests')).body.items[0].id).toBe(requestId);
    expect((await nadia.get('/api/requests?scope=structure&q=Agnelet')).body.items[0].id).toBe(requestId);
  });

  test('nobody else, by any of its addresses', async () => {
    const pieceId = (await claire.get(`/api/requests/${requestId}`)).body.pieces[0].id;
    for (const name of ['paul.superieur', 'karim.benali', 'lea.fontaine', 'alice.analyste', 'adam.administrateur']) {
      const other = await portal.as(name);
      for (const end of ['', '/progress', '/diagram', `/pieces/${pieceId}`]) {
        await other.get(`/api/requests/${requestId}${end}`).expect(404);
      }
      await other.post(`/api/requests/${requestId}/withdrawal`).send({}).expect(404);
      for (const scope of ['mine', 'structure', 'acted']) {
        const { body } = await other.get(`/api/requests?scope=${scope}`).expect(200);
        expect(body.items.map(({ id }: { id: string }) => id)).not.toContain(requestId);
      }
    }
  });

  test('the superior from the moment the task is theirs; their reading of a document is traced', async () => {
    await atTask(portal, requestId, OPINION);
    const paul = await portal.as('paul.superieur');
    const { body } = await paul.get(`/api/requests/${requestId}`).expect(200);
    await paul.get(`/api/requests/${requestId}/pieces/${body.pieces[0].id}`).expect(200);
    const dossier = (await claire.get('/api/dossiers/mine').expect(200)).body;
    expect(dossier.consultations[0]).toMatchObject({ what: 'piece', by: { lastName: 'Supervielle' } });
  });

  test('G5: a closed document is opened by its agent and their gestionnaire; who else decides knows that it was given', async () => {
    const owner = openDatabase(portal.db.ownerUrl);
    await owner.prisma.$executeRaw`alter table piece disable trigger piece_stays_closed`;
    await owner.prisma.$executeRaw`alter table piece disable trigger piece_stays_as_filed`;
    await owner.prisma.piece.updateMany({
      where: { requestId },
      data: { closed: true, fileName: 'arret-maladie.pdf' },
    });
    await owner.prisma.$executeRaw`alter table piece enable always trigger piece_stays_closed`;
    await owner.prisma.$executeRaw`alter table piece enable trigger piece_stays_as_filed`;
    await owner.close();
    await atTask(portal, requestId, OPINION);
    const paul = await portal.as('paul.superieur');
    const read = async (who: Browser) => (await who.get(`/api/requests/${requestId}`).expect(200)).body;
    const [{ id: pieceId }] = (await read(claire)).pieces;
    for (const reader of [claire, nadia]) {
      expect((await read(reader)).pieces).toMatchObject([
        { closed: true, readable: true, fileName: 'arret-maladie.pdf' },
      ]);
      await reader.get(`/api/requests/${requestId}/pieces/${pieceId}`).expect(200);
    }
    const seen = await read(paul);
    expect(seen.pieces).toMatchObject([{ id: pieceId, closed: true, readable: false, fileName: '', size: 0 }]);
    expect(JSON.stringify(seen)).not.toContain('.pdf');
    await paul.get(`/api/requests/${requestId}/pieces/${pieceId}`).expect(404);
    const key = await waitingFor(paul, requestId);
    const task = (await paul.get(`/api/tasks/${key}`).expect(200)).body;
    expect(JSON.stringify(task)).not.toContain('.pdf');
    const dossier = (await claire.get('/api/dossiers/mine').expect(200)).body;
    expect(dossier.consultations[0]).toMatchObject({ what: 'piece', by: { id: (await nadia.get('/api/me')).body.id } });
  });
});

test('an agent who is posted elsewhere meanwhile: those who received the request keep it, and all read so', async () => {
  const { prisma } = portal.db.database;
  const taskKey = await atTask(portal, requestId, OPINION);
  const { agentId, structureId } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const { id: prison } = await prisma.structure.findFirstOrThrow({ where: { code: 'MA-ROCHEFONTAINE' } });
  expect((await claire.get(`/api/requests/${requestId}`)).body.postedSince).toBeNull();
  const post = (id: string) =>
    portal.db.asOwner('update posting set structure_id = $1 where person_id = $2', [id, agentId]);
  await post(prison);
  try {
    const paul = await portal.as('paul.superieur');
    const task = (await paul.get(`/api/tasks/${taskKey}`).expect(200)).body;
    expect(task.requestView.postedSince).toEqual({ structureName: 'Maison d’arrêt de Rochefontaine' });
    for (const reader of [claire, nadia])
      expect((await reader.get(`/api/requests/${requestId}`)).body.postedSince).toEqual(task.requestView.postedSince);
  } finally {
    await post(structureId);
  }
});

test('a document is closed from the moment it is sent, where the form asks for it so', async () => {
  const { id } = (await claire.post('/api/drafts').send({ kind: 'conge-maladie' }).expect(201)).body;
  const { body } = await aDraftPiece(claire, id, 'avis', 'avis.pdf');
  expect(body).toMatchObject({ closed: true, readable: true, fileName: 'avis.pdf' });
  await claire.delete(`/api/drafts/${id}`);
});

const waitingFor = async (who: Browser, id: string): Promise<string> =>
  (await who.get(`/api/requests/${id}`).expect(200)).body.taskKey;

const withoutDate = ({ at: _, ...step }: { at: string | null }) => step;

describe('the progress tab', () => {
  test('says who has the hand, and lights the step', async () => {
    await atTask(portal, requestId, OPINION);
    const body = await progress(claire);
    expect(body.hands).toMatchObject([
      { step: { fr: 'Avis du supérieur' }, role: 'superieur', people: [{ lastName: 'Supervielle' }] },
    ]);
    expect(body.activeElements).toEqual(['instruction/avis-superieur', 'instruction']);
    expect(
      body.steps.find(({ elementId }: { elementId: string }) => elementId === 'instruction/avis-superieur').state,
    ).toBe('current');
    expect(body.entries[0]).toMatchObject({ kind: 'filed', actor: { lastName: 'Agnelet' } });
    expect(body.waitingForEngine).toBe(true);
  });

  test('says the normal way ahead, apart from what follows only if people decide otherwise', async () => {
    await atTask(portal, requestId, VISA);
    const { steps } = await progress(claire);
    const inState = (state: string) =>
      steps.flatMap((step: { state: string; elementId: string }) => (step.state === state ? [step.elementId] : []));
    expect(inState('current')).toContain(VISA.elementId);
    expect(inState('ahead')).toContain(SIGNATURE.elementId);
    expect(inState('otherwise')).toEqual(expect.arrayContaining([REFUSAL.elementId, COMPLEMENT.elementId]));
  });

  test('the agent reads that a step was passed, not what was said there; the gestionnaire reads both', async () => {
    const key = await atTask(portal, requestId, OPINION);
    await decided(portal, key, 'paul.superieur', 'unfavorable', 'Effectif insuffisant.');
    const agents = JSON.stringify([await progress(claire), (await claire.get(`/api/requests/${requestId}`)).body]);
    expect(agents).toContain('instruction/avis-superieur');
    for (const secret of ['unfavorable', 'Effectif insuffisant', 'Supervielle']) expect(agents).not.toContain(secret);
    const managers = JSON.stringify([await progress(nadia), (await nadia.get(`/api/requests/${requestId}`)).body]);
    for (const known of ['unfavorable', 'Effectif insuffisant', 'Supervielle']) expect(managers).toContain(known);
  });

  test('says by when an answer is expected, but not while the agent is asked for what it starts over from', async () => {
    await atTask(portal, requestId, VISA);
    const started = `update request set due_at = '2030-01-15T22:59:59Z', engine = 'essai', instance_key = $2 where id = $1`;
    await portal.db.asOwner(started, [requestId, `due-${requestId}`]);
    expect((await progress(claire)).dueOn).toBe('2030-01-15');
    await atTask(portal, requestId, COMPLEMENT);
    expect(await progress(claire)).toMatchObject({ state: 'complement-asked', dueOn: null });
  });

  test('a refusal under way looks like any signature to the agent', async () => {
    const key = await atTask(portal, requestId, SIGNATURE);
    const before = (await claire.get(`/api/requests/${requestId}`)).body.hands.map(
      ({ elementId }: { elementId: string }) => elementId,
    );
    const { steps } = await progress(claire);
    await decided(portal, key, 'sophie.signataire', 'refused');
    await atTask(portal, requestId, REFUSAL);
    const after = await progress(claire);
    expect(after.steps.map(withoutDate)).toEqual(steps.map(withoutDate));
    expect(after.hands.map(({ elementId }: { elementId: string }) => elementId)).toEqual(before);
    expect(after.activeElements).not.toContain('signature/signature-refus');
    expect(JSON.stringify(after.entries)).not.toMatch(/refus/i);
    expect((await progress(nadia)).activeElements).toContain('signature/signature-refus');
  });

  test('the diagram speaks the language that is asked', async () => {
    const french = await claire.get(`/api/requests/${requestId}/diagram?lang=fr`).expect(200);
    const english = await claire.get(`/api/requests/${requestId}/diagram?lang=en`).expect(200);
    expect(french.text).toContain('name="Demande déposée"');
    expect(english.text).not.toContain('Demande déposée');
    await claire.get(`/api/requests/${requestId}/diagram?lang=de`).expect(400);
  });
});

describe('withdrawing', () => {
  test('is kept while the engine is away, once', async () => {
    const first = await claire.post(`/api/requests/${requestId}/withdrawal`).send({ reason: 'Changement de projet.' });
    expect([first.status, first.body]).toEqual([202, { withdrawal: 'pending' }]);
    const second = await claire.post(`/api/requests/${requestId}/withdrawal`).send({});
    expect([second.status, second.body.code]).toEqual([409, 'withdrawal-pending']);
  });

  test('is the agent’s alone, and too late once it is signed', async () => {
    await nadia.post(`/api/requests/${requestId}/withdrawal`).send({}).expect(403);
    const key = await atTask(portal, requestId, SIGNATURE);
    await decided(portal, key, 'sophie.signataire', 'signed');
    const { status, body } = await claire.post(`/api/requests/${requestId}/withdrawal`).send({});
    expect([status, body.code]).toEqual([409, 'withdrawal-too-late']);
  });
});

describe('lists', () => {
  test('search, filter, sort and page are the database’s', async () => {
    const list = '/api/requests?scope=structure&state=open&sort=filedAt&pageSize=1';
    const first = (await nadia.get(list).expect(200)).body;
    const second = (await nadia.get(`${list}&after=${first.next}`).expect(200)).body;
    expect(second).toMatchObject({ pageSize: 1, total: first.total, more: false });
    expect(first.total).toBeGreaterThan(1);
    expect(second.items).toHaveLength(1);
    expect(second.items[0].id).not.toBe(first.items[0].id);
    expect((await nadia.get(`${list}&before=${second.previous}`).expect(200)).body).toEqual(first);
    expect((await nadia.get('/api/requests?scope=structure&q=zzz')).body.total).toBe(0);
    expect((await nadia.get('/api/requests?scope=structure&state=open&q=autorisa')).body.total).toBe(first.total);
    expect((await nadia.get('/api/requests?scope=structure&q=%25')).body.total).toBe(0);
    await nadia.get('/api/requests?sort=hacked').expect(400);
    await nadia.get('/api/requests?pageSize=1000').expect(400);
  });
});

describe('a word that names thousands', () => {
  // More than are listed: they are looked up then, whatever list is searched.
  const NAMESAKES = 2_100;
  beforeAll(async () => {
    await portal.db.asOwner(
      `insert into person (id, employee_number, first_name, last_name, work_email)
       select gen_random_uuid(), 'Z' || n, 'Zoé', 'Agnelier', 'zoe.' || n || '@harmonie.example'
         from generate_series(1, ${NAMESAKES}) n`,
    );
  });

  test.each(['structure', 'acted', 'tasks', 'people', 'journal'])('finds the same: %s', async (list) => {
    const key = await atTask(portal, requestId, OPINION);
    if (list === 'acted') await decided(portal, key, 'paul.superieur', 'favorable');
    const paul = await portal.as('paul.superieur');
    const before = await found(list, 'agnelet');
    expect(before.length).toBeGreaterThan(0);
    expect(await found(list, 'agne')).toEqual(before);
    expect(await found(list, 'agne claire')).toEqual(before);
    expect(await found(list, 'agne zoé')).toEqual([]);

    async function found(where: string, words: string): Promise<string[]> {
      const q = encodeURIComponent(words);
      const paths = {
        structure: [nadia, `/api/requests?scope=structure&q=${q}`],
        acted: [paul, `/api/requests?scope=acted&q=${q}`],
        tasks: [paul, `/api/tasks?q=${q}`],
        people: [nadia, `/api/people?q=${q}`],
        journal: [await portal.as('adam.administrateur'), `/api/administration/audit?q=${q}`],
      } as const;
      const [who, path] = paths[where as keyof typeof paths];
      const { body } = await who.get(path).expect(200);
      return (body.items ?? body.requests).map((item: { id?: string; key?: string }) => item.id ?? item.key);
    }
  });
});
