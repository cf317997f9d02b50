import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import { fileInDossier } from '#prisma/repositories/pieces/dossiers.ts';
import { Me } from '#web/contract/account/me.ts';
import { aRequest } from '../testing/circuit.ts';
import { aPdf, aPortal, type Browser, ORIGIN, type TestPortal } from '../testing/portal.ts';

let portal: TestPortal;
let claire: Browser;
beforeAll(async () => {
  portal = await aPortal();
  claire = await portal.as('claire.agent');
});
afterAll(() => portal.close());

describe('signing in', () => {
  const signIn = (email: string, password: string) =>
    portal.stranger.post('/api/auth/sign-in/email').send({ email, password });

  test('a wrong password and an unknown address are told apart by nothing', async () => {
    const answers = [
      await signIn('claire.agent@harmonie.example', 'not the password'),
      await signIn('nobody@harmonie.example', 'not the password'),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [401, 'password-wrong'],
      [401, 'password-wrong'],
    ]);
  });

  test('nobody makes an account by themselves, nor replaces a second factor', async () => {
    const account = { email: 'x@harmonie.example', password: 'a long password', name: 'X' };
    expect((await portal.stranger.post('/api/auth/sign-up/email').send(account)).status).toBe(404);
    expect((await claire.post('/api/auth/two-factor/disable').send({ password: 'Harmonie-2026!' })).status).toBe(404);
    expect((await claire.post('/api/auth/update-user').send({ personId: 'x' })).status).toBe(404);
  });

  test('an account that is guessed at waits, from wherever it is tried', async () => {
    for (let attempt = 0; attempt < 10; attempt++) await signIn('felix.financier@harmonie.example', `guess ${attempt}`);
    const { status, body, headers } = await signIn('felix.financier@harmonie.example', 'Harmonie-2026!');
    expect([status, body.code]).toEqual([429, 'too-many-requests']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect((await signIn('denise.comptable@harmonie.example', 'Harmonie-2026!')).status).toBe(200);
  });
});

describe('one’s own data', () => {
  test('says who one is, where, under whom, and what one may open', async () => {
    const { body } = await claire.get('/api/me').expect(200);
    expect(Me.parse(body)).toMatchObject({
      spaces: ['agent'],
      superior: { lastName: 'Supervielle' },
      canStepUp: false,
      hasPasskey: false,
    });
    const sophie = (await (await portal.as('sophie.signataire')).get('/api/me')).body;
    expect(sophie).toMatchObject({ canStepUp: true, habilitations: [{ role: 'signataire' }] });
    expect(sophie.spaces).toContain('valideur');
  });

  test('the language is kept', async () => {
    expect((await claire.patch('/api/me').send({ language: 'en' }).expect(200)).body.language).toBe('en');
    await claire.patch('/api/me').send({ language: 'de' }).expect(400);
    await claire.patch('/api/me').send({ language: 'fr' }).expect(200);
  });

  test('sessions are listed and ended, one’s own only', async () => {
    const other = await portal.stranger
      .post('/api/auth/sign-in/email')
      .set('User-Agent', 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0')
      .send({ email: 'claire.agent@harmonie.example', password: 'Harmonie-2026!' });
    const cookie = String(other.headers['set-cookie']).split(';')[0] ?? '';
    const { items } = (await claire.get('/api/me/sessions').expect(200)).body;
    expect(items).toHaveLength(2);
    const stray = items.find(({ current }: { current: boolean }) => !current);
    expect(stray.device).toBe('Firefox, Windows');
    await (await portal.as('paul.superieur')).delete(`/api/me/sessions/${stray.id}`).expect(404);
    await claire.delete(`/api/me/sessions/${stray.id}`).expect(204);
    await portal.stranger.get('/api/me').set('Cookie', cookie).set('Origin', ORIGIN).expect(401);
    await claire.get('/api/me').expect(200);
  });
});

describe('the file of an agent', () => {
  test('is read by its owner and their gestionnaire, piece by piece, and by nobody else', async () => {
    const { database, documents } = portal.dependencies;
    const personId = await portal.personId('claire.agent');
    const requestId = await aRequest(claire);
    const { sha256, size } = await documents.put(await aPdf('Arrêté'));
    await database.transaction(async (tx) => {
      const act = await tx.act.create({ data: { requestId, template: 'act', title: 'Arrêté', content: {} } });
      const piece = { personId, title: 'Arrêté', category: 'temps-partiel', sha256, size, actId: act.id, requestId };
      await fileInDossier(tx, { ...piece, filedAt: new Date() });
    });
    const nadia = await portal.as('nadia.gestionnaire');
    const { body } = await nadia.get(`/api/dossiers/${personId}`).expect(200);
    expect(body).toMatchObject({ pieces: [{ number: 1, title: 'Arrêté', withdrawn: false }], consultations: [] });
    await nadia.get(`/api/dossiers/${personId}/pieces/1`).expect(200).expect('Content-Type', 'application/pdf');
    await nadia.get(`/api/dossiers/${personId}/pieces/2`).expect(404);
    for (const name of ['paul.superieur', 'karim.benali', 'lea.fontaine', 'adam.administrateur']) {
      const stranger = await portal.as(name);
      await stranger.get(`/api/dossiers/${personId}`).expect(404);
      await stranger.get(`/api/dossiers/${personId}/pieces/1`).expect(404);
    }
    const mine = (await claire.get('/api/dossiers/mine').expect(200)).body;
    expect(mine.consultations.map(({ what }: { what: string }) => what)).toEqual(['piece', 'dossier']);
  });

  test('the gestionnaire finds the agents they manage, and those alone', async () => {
    const nadia = await portal.as('nadia.gestionnaire');
    const { body } = await nadia.get('/api/people?q=agnelet').expect(200);
    expect(body).toMatchObject({ total: 1, items: [{ lastName: 'Agnelet' }] });
    const karim = await portal.as('karim.benali');
    expect((await karim.get('/api/people?q=agnelet')).body.total).toBe(0);
  });
});

describe('one’s notifications', () => {
  test('is one’s own to read, once', async () => {
    const requestId = await aRequest(claire);
    const recipients = [await portal.personId('claire.agent')];
    const notice = {
      requestId,
      occasion: 'test',
      detail: { number: '1', filedOn: '2026-12-01' },
      recipients,
      mailDomain: 'x',
    };
    await portal.dependencies.database.transaction(async (tx) => {
      await notify(tx, { ...notice, message: 'incident' });
      await notify(tx, { ...notice, circuitMessage: 'acknowledgement' });
    });
    const { items } = (await claire.get('/api/notifications').expect(200)).body;
    // In the words of the circuit's own mail; of what the portal says by itself, none are sent.
    expect(items.map(({ words }: { words: unknown }) => words).slice(0, 2)).toEqual([
      { fr: 'Demande 1 : accusé de réception', en: 'Request 1: acknowledgement' },
      null,
    ]);
    expect(items[0]).toMatchObject({ message: 'acknowledgement', read: false, params: { number: '1' } });
    await (await portal.as('paul.superieur'))
      .post('/api/notifications/read')
      .send({ ids: [items[0].id] })
      .expect(204);
    expect((await claire.get('/api/notifications')).body.items[0].read).toBe(false);
    await claire
      .post('/api/notifications/read')
      .send({ ids: [items[0].id] })
      .expect(204);
    expect((await claire.get('/api/notifications')).body.items[0].read).toBe(true);
  });
});

describe('circuits and incidents', () => {
  test('an analyst reads the versions, their diagram and their files', async () => {
    const alice = await portal.as('alice.analyste');
    const { items } = (await alice.get('/api/circuits').expect(200)).body;
    const version = items.find(({ kind }: { kind: string }) => kind === 'temps-partiel-sur-autorisation');
    expect(version).toMatchObject({ number: 1, current: true });
    const { versionId } = version;
    expect((await alice.get(`/api/circuits/${versionId}/diagram`).expect(200)).text).toContain('<bpmn:process');
    const files = (await alice.get(`/api/circuits/${versionId}/files`).expect(200)).body.items;
    expect(files.map(({ path }: { path: string }) => path)).toContain('demande.form');
    await alice.get('/api/circuits/0198d2b1-7c00-7000-8000-000000000000/diagram').expect(404);
  });

  test('with the engine away the administrator is told so', async () => {
    const adam = await portal.as('adam.administrateur');
    const { status, body } = await adam.get('/api/incidents');
    expect([status, body.code]).toEqual([503, 'engine-unavailable']);
    await adam.post('/api/incidents/1/resolution').send({ reason: '' }).expect(400);
  });
});
