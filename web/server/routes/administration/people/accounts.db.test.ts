import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { invitePeople } from '#application/account/links/invite-people.ts';
import { digestOf, newToken } from '#application/account/links/link-token.ts';
import { parisDay, parisTime } from '#domain/calendar/civil-date.ts';
import { insertLink } from '#prisma/repositories/account/links.ts';
import { fault } from '#prisma/testing/fault.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { givenByTwo } from '#web/server/testing/by-two.ts';
import { aPortal, type Browser, type TestPortal } from '#web/server/testing/portal.ts';

const BASE = '/api/administration/persons';
const HOUR_MS = 3_600_000;

let portal: TestPortal;
/** Administers the whole. */
let adam: Browser;
/** Administers the court of appeal. */
let olivier: Browser;
beforeAll(async () => {
  portal = await aPortal();
  adam = await portal.as('adam.administrateur');
  await givenByTwo(portal, { who: 'olivier.perrin', role: 'administrateur', on: 'CA-VALMONT' });
  olivier = await portal.as('olivier.perrin');
});
afterAll(() => portal.close());

const prisma = () => portal.db.database.prisma;
const said = async (attempt: PromiseLike<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await attempt;
  return body?.code ?? status;
};
/** Waits for what is done once it was answered. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
let made = 0;
/** Somebody new in this structure, without an account. */
async function aNewcomer(code = 'TJ-RIVEBELLE'): Promise<{ id: string; email: string }> {
  made += 1;
  const structure = await prisma().structure.findUniqueOrThrow({ where: { code } });
  const email = `new.comer${made}@harmonie.example`;
  const { body } = await adam.post(BASE).send({
    ...{ firstName: 'New', lastName: `Comer${made}`, employeeNumber: `N${made}`, workEmail: email },
    ...{ structureId: structure.id, quality: 'greffière', grade: 'Greffière', from: parisDay(new Date()), until: null },
    reason: 'Recrutement.',
  });
  return { id: body.id, email };
}
const told = (personId: string) =>
  prisma().notification.findMany({ where: { recipientId: personId }, orderBy: { queuedAt: 'asc' } });
const messages = async (personId: string) => (await told(personId)).map(({ message }) => message);
const invite = (by: Browser, id: string) => by.post(`${BASE}/${id}/invitation`);
const account = async (id: string) => (await adam.get(`${BASE}/${id}/account`).expect(200)).body;

describe('an invitation', () => {
  test('makes the account, and is mailed anew as often as it is asked, until a password is chosen', async () => {
    const { id, email } = await aNewcomer();
    expect(await account(id)).toMatchObject({ state: 'none', email: null, may: true });
    await invite(adam, id).expect(202);
    await invite(adam, id).expect(202);
    expect(await account(id)).toMatchObject({ state: 'waiting', email, invitation: { mail: 'queued' } });
    expect((await messages(id)).filter((message) => message === 'account-invited')).toHaveLength(2);
    const invitations = (await traceOf(prisma(), id)).filter(({ verb }) => verb === 'account.invite');
    expect(invitations.map(({ actorId }) => actorId)).toEqual(
      Array(2).fill(await portal.personId('adam.administrateur')),
    );
  });

  test('is mailed at once to all who have no account in a structure, by the rights of whoever asked', async () => {
    const newcomers = [await aNewcomer(), await aNewcomer('TJ-VALMONT')];
    const ask = async (by: Browser, code: string) => {
      const { id: structureId } = await prisma().structure.findUniqueOrThrow({ where: { code } });
      return by.post('/api/administration/invitations').send({ structureId });
    };
    expect((await ask(olivier, 'DAP')).body.code).toBe('not-found');
    const { status, body } = await ask(olivier, 'CA-VALMONT');
    expect([status, body.count >= 2]).toEqual([202, true]);
    const [command] = await prisma().outbox.findMany({ where: { command: 'invite-people' } });
    const deps = { database: portal.db.database, mailDomain: 'harmonie.example' };
    const asked = { ...(command?.payload as { structureId: string; byId: string }), now: () => new Date() };
    expect(await invitePeople(deps, asked)).toBe(body.count);
    for (const { id } of newcomers) {
      expect(await account(id)).toMatchObject({ state: 'waiting', invitation: { mail: 'queued' } });
      expect(await messages(id)).toContain('account-invited');
    }
    // Begun again after a stop, it invites who is left.
    expect(await invitePeople(deps, asked)).toBe(0);
    expect((await ask(olivier, 'CA-VALMONT')).body).toEqual({ count: 0 });
  });

  test('is made by whoever administers the place, of nobody’s own, and of no account in use', async () => {
    const { id } = await aNewcomer();
    const prison = await portal.personId('hugo.lemaire');
    const own = await portal.personId('adam.administrateur');
    const lea = await portal.personId('lea.fontaine');
    expect([
      await said(invite(olivier, prison)),
      await said(olivier.get(`${BASE}/${prison}/account`)),
      await said(invite(await portal.as('lea.fontaine'), id)),
      await said(invite(adam, own)),
      await said(invite(adam, lea)),
      await said(invite(adam, '018f0000-0000-7000-8000-000000000000')),
    ]).toEqual(['not-found', 'not-found', 'forbidden', 'own-account', 'account-active', 'not-found']);
    expect((await adam.get(`${BASE}/${own}/account`)).body.may).toBe(false);
  });

  test('that came too late is renewed once, by whoever has it; a recovery is not', async () => {
    const { id } = await aNewcomer();
    await invite(adam, id).expect(202);
    const { id: userId } = await prisma().user.findUniqueOrThrow({ where: { personId: id } });
    const link = async (purpose: 'invitation' | 'reset' | 'recovery', agoMs: number) => {
      const token = newToken();
      const madeAt = new Date(Date.now() - agoMs);
      await insertLink(prisma(), { digest: digestOf(token), purpose, userId, madeAt, livesMs: HOUR_MS });
      return () => portal.stranger.post('/api/account/link/renewal').send({ token });
    };
    const late = await link('invitation', HOUR_MS);
    const recovery = await link('recovery', HOUR_MS);
    const live = await link('invitation', 0);
    expect([await said(recovery()), await said(live()), await said(late()), await said(late())]).toEqual([
      ...['link-not-late', 'link-not-late', 202, 'link-replaced'],
    ]);
    expect((await messages(id)).filter((message) => message === 'account-invited')).toHaveLength(2);
  });
});

test('a link that was mailed opens nothing once the work address is corrected', async () => {
  const { id } = await aNewcomer();
  await invite(adam, id).expect(202);
  const { id: userId } = await prisma().user.findUniqueOrThrow({ where: { personId: id } });
  const token = newToken();
  const made = {
    digest: digestOf(token),
    purpose: 'invitation',
    userId,
    madeAt: new Date(),
    livesMs: HOUR_MS,
  } as const;
  await insertLink(prisma(), made);
  const right = { workEmail: 'her.own@harmonie.example', reason: 'Adresse mal saisie.' };
  await adam.patch(`${BASE}/${id}`).send(right).expect(204);
  expect(await said(portal.stranger.post('/api/account/link').send({ token }))).toBe('link-replaced');
});

describe('a forgotten password', () => {
  const ask = (email: string) => portal.stranger.post('/api/account/reset').send({ email });
  const asked = async (name: string) =>
    (await messages(await portal.personId(name))).filter((m) => m === 'password-forgotten').length;

  test('is answered alike whoever is asked for, and mailed to whoever has such an account', async () => {
    const answers = [];
    for (const email of [' Lea.Fontaine@harmonie.example', 'nobody@harmonie.example', 'no address'])
      answers.push(await ask(email));
    expect(answers.map(({ status, text }) => [status, text])).toEqual(Array(3).fill([202, '']));
    await eventually(async () => (await asked('lea.fontaine')) === 1);
  });

  test('asked for by a stranger a hundred times is one mail', async () => {
    await Promise.all(Array.from({ length: 100 }, () => ask('ines.caron@harmonie.example').expect(202)));
    await eventually(async () => (await asked('ines.caron')) === 1);
    await ask('julie.aubert@harmonie.example');
    await eventually(async () => (await asked('julie.aubert')) === 1);
    expect(await asked('ines.caron')).toBe(1);
  });

  test('of whoever never chose one is their invitation again; of a closed account it is nothing', async () => {
    const { id, email } = await aNewcomer();
    await invite(adam, id).expect(202);
    await portal.db.asOwner(`update notification set queued_at = now() - interval '1 day' where recipient_id = $1`, [
      id,
    ]);
    await ask(email);
    await eventually(async () => (await messages(id)).filter((m) => m === 'account-invited').length === 2);
    await prisma().user.update({ where: { email: 'karim.benali@harmonie.example' }, data: { closedAt: new Date() } });
    await ask('karim.benali@harmonie.example');
    await ask('camille.roche@harmonie.example');
    await eventually(async () => (await asked('camille.roche')) === 1);
    expect(await asked('karim.benali')).toBe(0);
  });
});

describe('an account that is locked or closed', () => {
  const act = (by: Browser, id: string, verb: string) => by.post(`${BASE}/${id}/${verb}`).send({ reason: 'Décidé.' });
  const signIn = (name: string) =>
    portal.stranger
      .post('/api/auth/sign-in/email')
      .send({ email: `${name}@harmonie.example`, password: 'Harmonie-2026!' });

  test.each([
    ['lock', 'unlock', 'account-locked', 'account-unlocked', 'locked'],
    ['closure', 'reopening', 'account-closed', 'account-reopened', 'closed'],
  ])('by « %s » lets nobody in, by any road, until « %s »', async (shut, open, code, opened, state) => {
    const id = await portal.personId('hugo.lemaire');
    const cookie = String((await signIn('hugo.lemaire')).headers['set-cookie']).split(';')[0] ?? '';
    const { id: userId } = await prisma().user.findUniqueOrThrow({ where: { personId: id } });
    const token = newToken();
    const link = { digest: digestOf(token), purpose: 'reset', userId, madeAt: new Date(), livesMs: HOUR_MS } as const;
    await insertLink(prisma(), link);
    const before = (await messages(id)).length;

    // Asked twice, it is done and told once.
    for (let n = 0; n < 2; n++) await act(adam, id, shut).expect(204);
    expect(await account(id)).toMatchObject({ state });
    await portal.stranger.get('/api/me').set('Cookie', cookie).expect(401);
    expect(await said(signIn('hugo.lemaire'))).toBe(code);
    expect(await said(portal.stranger.post('/api/account/link').send({ token }))).toBe(code);
    expect(await said(invite(adam, id))).toBe(code);
    const session = { id: 's', token: 't', userId, expiresAt: new Date(Date.now() + HOUR_MS) };
    expect(await fault(prisma().session.create({ data: session }))).not.toBeNull();
    expect((await prisma().signInEvent.findFirst({ orderBy: { at: 'desc' } }))?.outcome).toBe(code);

    await act(adam, id, open).expect(204);
    expect((await signIn('hugo.lemaire')).status).toBe(200);
    expect(await said(portal.stranger.post('/api/account/link').send({ token }))).toBe('link-replaced');
    expect((await messages(id)).slice(before)).toEqual(expect.arrayContaining([code, opened]));
    const trace = (await traceOf(prisma(), id)).filter(({ verb }) => verb.startsWith('account.'));
    expect(trace.slice(-2).map(({ payload }) => (payload as { reason?: string }).reason)).toEqual([
      'Décidé.',
      'Décidé.',
    ]);
  });

  test('is so by whoever administers the person and all that the person administers, never by oneself', async () => {
    const [own, above] = [await portal.personId('olivier.perrin'), await portal.personId('adam.administrateur')];
    // Adam is sent to the court that Olivier administers, and administers the whole still.
    const court = await prisma().structure.findUniqueOrThrow({ where: { code: 'CA-VALMONT' } });
    await portal.db.asOwner('update posting set structure_id = $1 where person_id = $2', [court.id, above]);
    const hugo = await portal.personId('hugo.lemaire');
    for (const verb of ['lock', 'unlock', 'closure', 'reopening'])
      expect([
        await said(act(olivier, own, verb)),
        await said(act(olivier, above, verb)),
        await said(act(olivier, hugo, verb)),
        await said(act(adam, (await aNewcomer()).id, verb)),
      ]).toEqual(['own-account', 'administrator-above', 'not-found', 'not-found']);
  });

  test('leaves two administrators: they do not shut each other out, by the screens nor in the database', async () => {
    const [first, second] = [
      await portal.personId('adam.administrateur'),
      await portal.personId('agathe.administratrice'),
    ];
    const agathe = await portal.as('agathe.administratrice');
    const answers = await Promise.all([said(act(adam, second, 'lock')), said(act(agathe, first, 'closure'))]);
    expect(answers).toEqual(['last-administrators', 'last-administrators']);
    for (const column of ['locked_at', 'closed_at'])
      expect(
        await fault(
          prisma().$executeRawUnsafe(`update "user" set ${column} = now() where person_id = '${second}'::uuid`),
        ),
      ).toMatchObject({ message: expect.stringContaining('two other administrators must remain') });
    await agathe.get('/api/me').expect(200);
  });

  test('counts no more among those who remain', async () => {
    await givenByTwo(portal, { who: 'camille.roche', role: 'administrateur', on: 'MDD' });
    await givenByTwo(portal, { who: 'ines.caron', role: 'administrateur', on: 'MDD' });
    const [camille, ines] = [await portal.personId('camille.roche'), await portal.personId('ines.caron')];
    await act(adam, camille, 'lock').expect(204);
    expect(await said(act(adam, ines, 'lock'))).toBe(204);
    const right = await prisma().habilitation.findFirstOrThrow({
      where: { personId: await portal.personId('agathe.administratrice'), role: 'administrateur' },
    });
    const ending = { until: parisDay(new Date()), reason: 'Départ.' };
    expect(await said(adam.post(`/api/administration/habilitations/${right.id}/end`).send(ending))).toBe(
      'last-administrators',
    );
    for (const id of [camille, ines]) await act(adam, id, 'unlock').expect(204);
  });
});

describe('one’s own password', () => {
  const KNOWN = 'Harmonie-2026!';
  const FRESH = 'quatre mots sans aucun lien';
  const change = (by: Browser, current: string, password = FRESH) =>
    by.put('/api/account/password').send({ current, password });

  test('is changed with the one that it replaces: all other sessions end, the person is told', async () => {
    const julie = await portal.as('julie.aubert');
    const id = await portal.personId('julie.aubert');
    const elsewhere = await portal.stranger
      .post('/api/auth/sign-in/email')
      .send({ email: 'julie.aubert@harmonie.example', password: KNOWN });
    const cookie = String(elsewhere.headers['set-cookie']).split(';')[0] ?? '';
    expect(await said(change(julie, 'not the password'))).toBe('password-wrong');
    expect((await change(julie, KNOWN, 'Julie.Aubert').expect(422)).body.faults[0].code).toBe('password-guessable');
    await change(julie, KNOWN).expect(204);
    await julie.get('/api/me').expect(200);
    await portal.stranger.get('/api/me').set('Cookie', cookie).expect(401);
    expect(await messages(id)).toContain('password-changed');
    expect((await traceOf(prisma(), id)).at(-1)).toMatchObject({ verb: 'password.change', payload: { sessions: 1 } });
  });

  test('is guessed no faster by whoever took a session', async () => {
    const karim = await portal.as('claire.agent');
    const answers = await Promise.all(Array.from({ length: 9 }, () => said(change(karim, 'a guess'))));
    expect(answers.filter((code) => code === 'password-wrong')).toHaveLength(5);
    expect(await said(change(karim, KNOWN))).toBe('too-many-requests');
  });
});

describe('the sessions of somebody else', () => {
  const signedIn = async (name: string) => {
    const answer = await portal.stranger
      .post('/api/auth/sign-in/email')
      .send({ email: `${name}@harmonie.example`, password: 'Harmonie-2026!' });
    return String(answer.headers['set-cookie']).split(';')[0] ?? '';
  };
  const home = (cookie: string) => portal.stranger.get('/api/me').set('Cookie', cookie);

  test('are seen and ended, one or all, by whoever administers them', async () => {
    const id = await portal.personId('hugo.lemaire');
    const cookies = [await signedIn('hugo.lemaire'), await signedIn('hugo.lemaire'), await signedIn('hugo.lemaire')];
    const { body } = await adam.get(`${BASE}/${id}/sessions`).expect(200);
    expect(body.items.length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(body)).not.toContain(cookies[0]?.split('=')[1]?.slice(0, 20));
    await adam.delete(`${BASE}/${id}/sessions/${body.items[0].id}`).expect(204);
    const left = await Promise.all(cookies.map(async (cookie) => (await home(cookie)).status));
    expect(left.filter((status) => status === 401)).toHaveLength(1);
    await adam.delete(`${BASE}/${id}/sessions`).expect(204);
    for (const cookie of cookies) await home(cookie).expect(401);
    const ended = (await traceOf(prisma(), 'system')).filter(({ verb }) => verb === 'session.revoke').slice(-3);
    expect(ended.map(({ payload }) => payload)).toEqual(Array(3).fill({ on: id }));
  });

  test('are not, of another branch, of oneself, nor of another’s by their number', async () => {
    const [prison, own] = [await portal.personId('hugo.lemaire'), await portal.personId('olivier.perrin')];
    const cookie = await signedIn('hugo.lemaire');
    const { items } = (await adam.get(`${BASE}/${prison}/sessions`)).body;
    const lea = await portal.personId('lea.fontaine');
    expect([
      await said(olivier.get(`${BASE}/${prison}/sessions`)),
      await said(olivier.delete(`${BASE}/${prison}/sessions`)),
      await said(olivier.delete(`${BASE}/${own}/sessions`)),
      await said(olivier.delete(`${BASE}/${lea}/sessions/${items[0].id}`)),
    ]).toEqual(['not-found', 'not-found', 'own-account', 204]);
    await home(cookie).expect(200);
  });
});

describe('the journal of sign-ins', () => {
  const read = async (by: Browser, query: string) =>
    (await by.get(`/api/administration/sign-ins?${query}`).expect(200)).body;
  const tryAs = (email: string) => portal.stranger.post('/api/auth/sign-in/email').send({ email, password: 'wrong' });
  type Row = { id: string; person: { lastName: string } | null; outcome: string };

  test('is read by whoever administers those it is about; tries at unknown accounts, at the top', async () => {
    await tryAs('nobody.at.all@harmonie.example');
    await tryAs('hugo.lemaire@harmonie.example');
    await tryAs('lea.fontaine@harmonie.example');
    const whole: Row[] = (await read(adam, 'pageSize=3')).items;
    expect(whole.map(({ person, outcome }) => [person?.lastName ?? null, outcome])).toEqual([
      ['Fontaine', 'password-wrong'],
      ['Lemaire', 'password-wrong'],
      [null, 'password-wrong'],
    ]);
    const branch: Row[] = (await read(olivier, 'pageSize=100')).items;
    expect(branch.some(({ person }) => person?.lastName === 'Fontaine')).toBe(true);
    expect(branch.filter(({ person }) => person === null || person.lastName === 'Lemaire')).toEqual([]);
  });

  test('is searched by person, address and outcome, page after page', async () => {
    const all: Row[] = (await read(adam, 'q=Lemaire&pageSize=100')).items;
    expect(new Set(all.map(({ person }) => person?.lastName))).toEqual(new Set(['Lemaire']));
    const pages: Row[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page = await read(adam, `q=Lemaire&pageSize=2${after === '' ? '' : `&after=${after}`}`);
      expect(page.total).toBe(all.length);
      pages.push(...page.items);
      after = page.next;
    }
    expect(pages.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    const failed: Row[] = (await read(adam, 'q=Lemaire&result=failed')).items;
    expect(new Set(failed.map(({ outcome }) => outcome))).toEqual(
      new Set(['password-wrong', 'account-locked', 'account-closed']),
    );
    expect((await read(adam, 'address=203.0.113.9')).items).toEqual([]);
  });

  test('is taken out as CSV within the same bounds, which is written down', async () => {
    const today = parisDay(new Date());
    const taken = (by: Browser, query = '') =>
      by.get(`/api/administration/sign-ins/export?from=${today}&until=${today}${query}`).expect(200);
    const { text, headers } = await taken(adam, '&result=failed');
    expect(headers['content-type']).toContain('text/csv');
    const lines = text.split('\r\n').slice(0, -1);
    expect(lines[0]).toBe('\uFEFFDate et heure (Paris);Nom;Prénom;Issue;Moyen;Facteurs;Adresse;Appareil');
    const { total, items } = await read(adam, 'result=failed&pageSize=100');
    expect(lines.at(-1)).toBe(`Fin du journal;${total} lignes`);
    expect(lines.length).toBe(total + 2);
    // In the words of the screen, and at the hour of its readers.
    const locked = items.findLast(({ outcome }: Row) => outcome === 'account-locked');
    expect(text).toContain(`\r\n${parisTime(new Date(locked.at))};Lemaire;Hugo;Compte verrouillé;;;`);
    expect(text).toContain(';Aucun compte de ce nom;;Mot de passe incorrect;;;');
    expect(text).not.toMatch(/password-wrong|account-locked/);
    const { text: whole } = await taken(adam, '&result=succeeded&lang=en');
    expect(whole).toMatch(/;Signed in;password;1;/);
    expect((await taken(olivier)).text).not.toContain('Lemaire');
    expect((await traceOf(prisma(), 'system')).at(-1)).toMatchObject({
      verb: 'sign-in.export',
      actorId: await portal.personId('olivier.perrin'),
      payload: { narrowed: false },
    });
  });
});

describe('an account whose owner lost what opens it', () => {
  const recover = (by: Browser, id: string) => by.post(`${BASE}/${id}/recovery`).send({ reason: 'Téléphone perdu.' });
  const confirm = (by: Browser, id: string) => by.post(`/api/administration/proposals/${id}/confirmation`);
  const signIn = (name: string) =>
    portal.stranger
      .post('/api/auth/sign-in/email')
      .send({ email: `${name}@harmonie.example`, password: 'Harmonie-2026!' });
  const factors = (userId: string) => prisma().twoFactor.count({ where: { userId } });

  test('of nobody who signs: one administrator gives it back; what opened it does not any more', async () => {
    const id = await portal.personId('victor.valideur');
    const { id: userId } = await prisma().user.findUniqueOrThrow({ where: { personId: id } });
    await prisma().twoFactor.create({ data: { id: 'lost', userId, secret: 'x', backupCodes: 'x' } });
    await recover(adam, id).expect(204);
    expect([await factors(userId), (await signIn('victor.valideur')).status]).toEqual([0, 401]);
    expect(await messages(id)).toContain('account-recovered');
    expect((await traceOf(prisma(), id)).at(-1)).toMatchObject({ verb: 'factor.recover' });
    // Nobody asks for another link than the one that administrators gave.
    await portal.stranger.post('/api/account/reset').send({ email: 'victor.valideur@harmonie.example' });
    const token = newToken();
    const link = {
      digest: digestOf(token),
      purpose: 'recovery',
      userId,
      madeAt: new Date(),
      livesMs: HOUR_MS,
    } as const;
    await insertLink(prisma(), link);
    const chosen = { token, password: 'retrouver son compte en paix' };
    expect(await said(portal.stranger.post('/api/account/link/password').send(chosen))).toBe(200);
    expect((await messages(id)).filter((message) => message === 'password-forgotten')).toEqual([]);
  });

  test('G10: of whoever signs, two administrators of all that they sign for; neither is the one who receives it', async () => {
    const id = await portal.personId('sophie.signataire');
    const { id: userId } = await prisma().user.findUniqueOrThrow({ where: { personId: id } });
    const agathe = await portal.as('agathe.administratrice');
    const alone = prisma().account.updateMany({ where: { userId }, data: { password: null } });
    expect(await fault(alone)).toMatchObject({ message: expect.stringContaining('two administrators recover it') });
    const { status, body } = await recover(adam, id);
    expect([status, await factors(userId)]).toEqual([202, 1]);
    expect((await signIn('sophie.signataire')).status).toBe(200);
    expect([await said(recover(agathe, id)), await said(confirm(adam, body.proposalId))]).toEqual([
      ...['proposal-waiting', 'own-proposal'],
    ]);
    await confirm(agathe, body.proposalId).expect(204);
    expect([await factors(userId), (await signIn('sophie.signataire')).status]).toEqual([0, 401]);
    expect((await traceOf(prisma(), id)).map(({ verb }) => verb).slice(-3)).toEqual([
      ...['proposal.make', 'proposal.confirm', 'factor.recover'],
    ]);
  });

  test('G10: is not for a branch’s administrators to give back or readdress, when its owner signs beyond it', async () => {
    const id = await portal.personId('helene.marchand');
    const court = await prisma().structure.findUniqueOrThrow({ where: { code: 'CA-VALMONT' } });
    await portal.db.asOwner('update posting set structure_id = $1 where person_id = $2', [court.id, id]);
    expect([
      await said(recover(olivier, id)),
      await said(olivier.patch(`${BASE}/${id}`).send({ workEmail: 'his.own@harmonie.example', reason: 'Décidé.' })),
      await said(recover(olivier, await portal.personId('olivier.perrin'))),
      await said(recover(olivier, await portal.personId('marc.delorme'))),
      await said(recover(adam, (await aNewcomer()).id)),
    ]).toEqual(['administrator-above', 'administrator-above', 'own-account', 'not-found', 'not-found']);
  });

  test('was never entered: its person is invited again', async () => {
    const { id } = await aNewcomer();
    await invite(adam, id).expect(202);
    expect(await said(recover(adam, id))).toBe('account-waiting');
  });
});
