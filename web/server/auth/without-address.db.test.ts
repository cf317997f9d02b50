import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { validChecks } from '#application/account/in-person/valid-checks.ts';
import { askReset } from '#application/account/links/ask-reset.ts';
import { digestOf } from '#application/account/links/link-token.ts';
import { makeLink } from '#application/account/links/make-link.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { insertLink } from '#prisma/repositories/account/links.ts';
import { claimMail, mailNotSent } from '#prisma/repositories/messages/mail.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import { aRequest } from '#prisma/testing/builders.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { confirmed } from '../testing/by-two.ts';
import { aPortal, type Browser, type TestPortal } from '../testing/portal.ts';

const PASSWORD = 'une phrase que moi seule connais';
const WRONG = 'une phrase que personne ne connaît';

let portal: TestPortal;
/** Administers the whole. */
let adam: Browser;
/** Keeps the files of the court of appeal. */
let nadia: Browser;
/** Keeps those of the prison. */
let karim: Browser;
beforeAll(async () => {
  portal = await aPortal();
  adam = await portal.as('adam.administrateur');
  nadia = await portal.as('nadia.gestionnaire');
  karim = await portal.as('karim.benali');
});
afterAll(() => portal.close());

const prisma = () => portal.db.database.prisma;
const said = async (attempt: PromiseLike<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await attempt;
  return body?.code ?? status;
};
let made = 0;
/** Somebody new of the court, whom no mail reaches. */
async function anAgent(workEmail: string | null = null): Promise<{ id: string; number: string }> {
  made += 1;
  const structure = await prisma().structure.findUniqueOrThrow({ where: { code: 'TJ-RIVEBELLE' } });
  const { body } = await adam.post('/api/administration/persons').send({
    ...{ firstName: 'Sans', lastName: `Adresse${made}`, employeeNumber: `W${made}`, workEmail },
    ...{ structureId: structure.id, quality: 'agente', grade: 'Adjointe', from: parisDay(new Date()), until: null },
    reason: 'Recrutement.',
  });
  return { id: body.id, number: `W${made}` };
}
const check = (by: Browser, id: string, documentKind = 'passport', address: string | null = null) =>
  by.post(`/api/persons/${id}/identity-checks`).send({ documentKind, address });
const give = (by: Browser, id: string) => by.post(`/api/administration/persons/${id}/paper-link`);
const tokenOf = ({ body }: { body: { address: string } }) => body.address.split('#')[1] ?? '';
const choose = (token: string, password = PASSWORD) =>
  portal.stranger.post('/api/account/link/password').send({ token, password });
const signIn = (email: string, password = PASSWORD) =>
  portal.stranger.post('/api/auth/sign-in/email').send({ email, password });
/** An agent who was checked, chose a password by their link and may sign in. */
async function anEntered() {
  const agent = await anAgent();
  await check(adam, agent.id).expect(204);
  await check(nadia, agent.id).expect(204);
  await choose(tokenOf(await give(adam, agent.id).expect(201))).expect(200);
  return agent;
}

describe('an agent without a professional address', () => {
  test('enters by a link on paper, once two people saw a document, and signs in with their number', async () => {
    const { id, number } = await anAgent();
    expect(await said(adam.post(`/api/administration/persons/${id}/invitation`))).toBe('no-address');
    expect(await said(give(adam, id))).toBe('checks-missing');
    await check(adam, id).expect(204);
    await check(adam, id, 'identity-card').expect(204);
    expect(await said(give(adam, id))).toBe('checks-missing');
    await check(nadia, id, 'professional-card').expect(204);
    const { body } = await nadia.get(`/api/persons/${id}/identity-checks`).expect(200);
    expect([body.checks.map(({ documentKind }: { documentKind: string }) => documentKind).sort(), body.may]).toEqual([
      ['identity-card', 'professional-card'],
      true,
    ]);
    const token = tokenOf(await give(adam, id).expect(201));
    const link = await portal.stranger.post('/api/account/link').send({ token });
    expect(link.body).toMatchObject({ purpose: 'invitation', email: number });
    expect((await choose(token)).body).toEqual({ email: number });
    expect((await signIn(number)).status).toBe(200);
    expect((await signIn(number.toLowerCase())).status).toBe(200);
    const account = (await adam.get(`/api/administration/persons/${id}/account`)).body;
    expect(account).toMatchObject({ state: 'active', email: number });
    expect(await said(choose(token))).toBe('link-used');
    const trace = (await traceOf(prisma(), id)).map(({ verb }) => verb);
    expect(trace.filter((verb) => verb === 'identity.check')).toHaveLength(3);
    expect(trace).toEqual(expect.arrayContaining(['account.invite', 'account.activate']));
  });

  test('has a link of a day, of which the last alone opens something, and that no stranger has renewed', async () => {
    const { id, number } = await anAgent();
    await check(adam, id);
    await check(nadia, id);
    const [first, second] = [tokenOf(await give(adam, id)), tokenOf(await give(adam, id))];
    expect(await said(choose(first))).toBe('link-replaced');
    const { madeAt, expiresAt } = await prisma().accountLink.findUniqueOrThrow({ where: { digest: digestOf(second) } });
    expect(expiresAt.getTime() - madeAt.getTime()).toBe(24 * 3_600_000);
    const { email } = await prisma().user.findUniqueOrThrow({ where: { personId: id } });
    for (const asked of [number, email])
      await portal.stranger.post('/api/account/reset').send({ email: asked }).expect(202);
    expect(await aRenewal(second)).toBe('link-not-late');
    await choose(second).expect(200);
  });

  test('is checked by two others of where they are, who may still say so', async () => {
    const { id } = await anAgent();
    const own = await portal.personId('nadia.gestionnaire');
    const addressed = await anAgent('avec.adresse@harmonie.example');
    expect([
      await said(check(karim, id)),
      await said(check(await portal.as('lea.fontaine'), id)),
      await said(check(nadia, addressed.id)),
      await said(check(nadia, id, 'library-card')),
      await said(give(nadia, id)),
      await said(check(nadia, own)),
      await said(give(adam, addressed.id)),
    ]).toEqual(['not-found', 'forbidden', 'has-address', 'bad-request', 'forbidden', 'own-account', 'has-address']);
    await check(adam, id).expect(204);
    await check(nadia, id).expect(204);
    const week = 7 * 24 * 3_600_000;
    const late = new Date(Date.now() + week + 1_000);
    expect(await validChecks(prisma(), id, new Date())).toHaveLength(2);
    expect(await validChecks(prisma(), id, late)).toHaveLength(0);
    await expect(
      prisma().identityCheck.create({ data: { personId: id, byId: id, documentKind: 'passport', at: late } }),
    ).rejects.toThrow();
    await expect(prisma().identityCheck.deleteMany({ where: { personId: id } })).rejects.toThrow();
  });

  test('is not given a link while they are in, nor by checks that served; a recovery asks for two others', async () => {
    const { id, number } = await anEntered();
    expect(await said(give(adam, id))).toBe('account-active');
    const reason = 'Mot de passe oublié.';
    await adam.post(`/api/administration/persons/${id}/recovery`).send({ reason }).expect(204);
    expect((await signIn(number)).status).toBe(401);
    expect(await said(give(adam, id))).toBe('checks-missing');
    await check(adam, id);
    await check(nadia, id);
    const token = tokenOf(await give(adam, id).expect(201));
    expect((await portal.stranger.post('/api/account/link').send({ token })).body.purpose).toBe('recovery');
    await choose(token, WRONG).expect(200);
    expect((await signIn(number, WRONG)).status).toBe(200);
  });

  test('enters by no paper once they sign, pay, publish or administer', async () => {
    const { id } = await anAgent();
    await check(adam, id);
    await check(nadia, id);
    const { id: structureId } = await prisma().structure.findUniqueOrThrow({ where: { code: 'TJ-RIVEBELLE' } });
    const right = { personId: id, structureId, role: 'signataire', byRight: false };
    const given = { ...right, from: parisDay(new Date()), until: null, reason: 'Décision du chef de service.' };
    const { body } = await adam.post('/api/administration/habilitations').send(given).expect(202);
    await confirmed(portal, body.proposalId);
    expect(await said(give(adam, id))).toBe('address-needed');
  });

  test('reads on screen what others are mailed too, and is mailed once they have an address', async () => {
    const { id } = await anEntered();
    for (const act of ['lock', 'unlock'])
      await adam.post(`/api/administration/persons/${id}/${act}`).send({ reason: 'Vérification.' }).expect(204);
    const told = () => prisma().notification.findMany({ where: { recipientId: id }, select: { state: true } });
    const before = await told();
    expect([before.length > 0, before.every(({ state }) => state === 'on-screen')]).toEqual([true, true]);
    const workEmail = `enfin.${made}@harmonie.example`;
    await adam.patch(`/api/administration/persons/${id}`).send({ workEmail, reason: 'Adresse créée.' }).expect(204);
    const mails = await claimMail(prisma(), { limit: 100, leaseMs: 60_000, maxWaitMs: 60_000 });
    expect(
      mails.filter(({ recipientId }) => recipientId === id).map(({ message, address }) => [message, address]),
    ).toEqual([['identity-corrected', workEmail]]);
    expect((await signIn(workEmail)).status).toBe(200);
    await expect(prisma().person.update({ where: { id }, data: { workEmail: null } })).rejects.toThrow();
  });
});

describe('the personal address of an account', () => {
  const invite = (id: string) => adam.post(`/api/administration/persons/${id}/invitation`);
  const typed = (by: Browser, id: string, address: string) => check(by, id, 'passport', address);
  const checks = async (id: string) => (await nadia.get(`/api/persons/${id}/identity-checks`).expect(200)).body;
  /** What leaves by mail for somebody: which message, and where to. */
  async function mailsTo(id: string) {
    const mails = await claimMail(prisma(), { limit: 500, leaseMs: 60_000, maxWaitMs: 60_000 });
    return mails.filter(({ recipientId }) => recipientId === id).map(({ message, address }) => [message, address]);
  }
  /** The token of the link that the mailer makes as a mail leaves. */
  async function mailedTo(id: string): Promise<string> {
    const { id: userId } = await prisma().user.findUniqueOrThrow({ where: { personId: id } });
    return (await makeLink(prisma(), { userId, purpose: 'invitation', at: new Date() })).token;
  }
  /** An agent who typed the same address in front of two people, and entered by the link that was mailed there. */
  async function aMailed() {
    const agent = await anAgent();
    const address = `agent.${agent.number.toLowerCase()}@courriel.example`;
    for (const by of [adam, nadia]) await typed(by, agent.id, address).expect(204);
    await invite(agent.id).expect(202);
    await choose(await mailedTo(agent.id)).expect(200);
    await mailsTo(agent.id);
    return { ...agent, address };
  }

  test('is that which the agent types in front of two people: the link is mailed there, and opens by it or the number', async () => {
    const { id, number } = await anAgent();
    const address = 'Camille.Perso@courriel.example';
    await typed(adam, id, address).expect(204);
    const first = await checks(id);
    expect([first.accountEmail, first.noted, JSON.stringify(first).includes('courriel')]).toEqual([
      null,
      'once',
      false,
    ]);
    await typed(nadia, id, 'camille.persa@courriel.example').expect(204);
    expect((await checks(id)).noted).toBe('differently');
    expect(await said(invite(id))).toBe('no-address');
    await typed(nadia, id, address.toUpperCase()).expect(204);
    expect(await checks(id)).toMatchObject({ accountEmail: address.toLowerCase(), noted: null });
    await invite(id).expect(202);
    expect(await mailsTo(id)).toEqual([['account-invited', address.toLowerCase()]]);
    expect((await choose(await mailedTo(id))).body).toEqual({ email: address.toLowerCase() });
    for (const name of [address, number]) expect((await signIn(name)).status).toBe(200);
    // The first sign-in is told there: whoever else had the link is found out.
    expect(await mailsTo(id)).toContainEqual(['account-new-device', address.toLowerCase()]);
    await portal.stranger.post('/api/account/reset').send({ email: address }).expect(202);
    const trace = await traceOf(prisma(), id);
    expect(trace.filter(({ verb }) => verb === 'account.address')).toHaveLength(1);
    const kept = [trace, await prisma().auditPayload.findMany(), await prisma().identityCheck.findMany()];
    expect(JSON.stringify([kept, portal.logged])).not.toContain('courriel.example');
  });

  test('changes by two people again, and the former one is told', async () => {
    const { id, address } = await aMailed();
    const other = `autre.${address}`;
    await typed(nadia, id, other).expect(204);
    expect((await checks(id)).accountEmail).toBe(address);
    await typed(adam, id, other).expect(204);
    expect(await mailsTo(id)).toEqual(
      expect.arrayContaining([
        ['account-address-changed', address],
        ['account-address-changed', other],
      ]),
    );
    expect([(await signIn(address)).status, (await signIn(other)).status]).toEqual([401, 200]);
    // What the other one had heard before serves no second time.
    await typed(nadia, id, address).expect(204);
    expect(await checks(id)).toMatchObject({ accountEmail: other, noted: 'once' });
  });

  test('is neither the ministry’s, nor somebody else’s, nor one that nobody has; the database asks for two as well', async () => {
    const { id } = await anAgent();
    const { address } = await aMailed();
    expect([
      await said(typed(nadia, id, 'lea.fontaine@harmonie.example')),
      await said(typed(nadia, id, 'qui@tribunal.harmonie.example')),
      await said(typed(nadia, id, address)),
      await said(typed(nadia, id, `${id}@no-address.invalid`)),
      await said(typed(nadia, id, 'pas une adresse')),
    ]).toEqual(['address-of-work', 'address-of-work', 'address-taken', 'bad-request', 'bad-request']);
    await typed(nadia, id, 'une@courriel.example').expect(204);
    const alone = prisma().person.update({ where: { id }, data: { accountEmail: 'une@courriel.example' } });
    await expect(alone).rejects.toThrow();
    const workEmail = address;
    const taken = adam.patch(`/api/administration/persons/${id}`).send({ workEmail, reason: 'Adresse créée.' });
    expect(await said(taken)).toBe('address-taken');
  });

  test('opens nothing to whoever signs, pays, publishes or administers, though a link is there already', async () => {
    const { id, address } = await aMailed();
    const token = await mailedTo(id);
    const { id: structureId } = await prisma().structure.findUniqueOrThrow({ where: { code: 'TJ-RIVEBELLE' } });
    const right = { personId: id, structureId, role: 'financier', byRight: false };
    const given = { ...right, from: parisDay(new Date()), until: null, reason: 'Décision du chef de service.' };
    const { body } = await adam.post('/api/administration/habilitations').send(given).expect(202);
    await confirmed(portal, body.proposalId);
    expect(await said(choose(token))).toBe('address-needed');
    expect(await said(typed(nadia, id, `autre.${address}`))).toBe('address-needed');
    const deps = { database: portal.db.database, mailDomain: 'harmonie.example' };
    await askReset(deps, { email: address, at: new Date() });
    expect(await mailsTo(id)).toEqual([]);
  });

  test('hears of its owner’s account and requests; what is about others stays on their screen', async () => {
    const { id } = await aMailed();
    const lea = await portal.personId('lea.fontaine');
    const structure = await prisma().structure.findUniqueOrThrow({ where: { code: 'TJ-RIVEBELLE' } });
    const to = { recipients: [id], mailDomain: 'harmonie.example' };
    const detail = { number: '2026-000001', filedOn: '2026-12-01' };
    const told = async (circuitMessage: string, requestId: string) =>
      notify(prisma(), { ...to, requestId, circuitMessage, occasion: circuitMessage, detail });
    await told('acknowledgement', await aRequest(prisma(), id, structure));
    await told('request-filed', await aRequest(prisma(), lea, structure, 'essai-2'));
    const words = { 'title.fr': 'habilitation', 'title.en': 'right' };
    await notify(prisma(), { ...to, requestId: null, message: 'right-proposed', occasion: 'right', detail: words });
    expect((await mailsTo(id)).map(([message]) => message)).toEqual(['acknowledgement']);
    const kept = await prisma().notification.findMany({ where: { recipientId: id, state: 'on-screen' } });
    expect(kept.map(({ message }) => message).sort()).toEqual(['request-filed', 'right-proposed']);
  });

  test('gives way to a work address, and is forgotten when its owner wants it no more: each is told there', async () => {
    const { id, address } = await aMailed();
    const workEmail = `camille.${made}@harmonie.example`;
    await adam.patch(`/api/administration/persons/${id}`).send({ workEmail, reason: 'Adresse créée.' }).expect(204);
    expect((await mailsTo(id)).sort()).toEqual([
      ['identity-corrected', address],
      ['identity-corrected', workEmail],
    ]);
    expect([(await signIn(address)).status, (await signIn(workEmail)).status]).toEqual([401, 200]);
    const other = await aMailed();
    const forget = adam.post(`/api/administration/persons/${other.id}/account-address/removal`);
    await forget.send({ reason: 'À sa demande.' }).expect(204);
    expect(await mailsTo(other.id)).toEqual([['account-address-changed', other.address]]);
    expect([(await signIn(other.address)).status, (await signIn(other.number)).status]).toEqual([401, 200]);
    expect(await mailsTo(other.id)).toEqual([]);
  });

  test('that was forgotten comes back by two people again, not by one and what another heard before', async () => {
    const { id } = await anAgent();
    const address = `oubliee.${id}@courriel.example`;
    for (const by of [adam, nadia]) await typed(by, id, address).expect(204);
    const forget = adam.post(`/api/administration/persons/${id}/account-address/removal`);
    await forget.send({ reason: 'La boîte est à quelqu’un d’autre.' }).expect(204);
    expect(await checks(id)).toMatchObject({ accountEmail: null, noted: null });
    await typed(nadia, id, address).expect(204);
    expect(await checks(id)).toMatchObject({ accountEmail: null, noted: 'once' });
    await typed(adam, id, address).expect(204);
    expect(await checks(id)).toMatchObject({ accountEmail: address, noted: null });
  });

  test('that was forgotten while a mail was leaving for it is written to no more', async () => {
    const { id } = await aMailed();
    await notify(prisma(), {
      ...{ requestId: null, message: 'account-locked', occasion: 'leaving', recipients: [id] },
      detail: { at: new Date().toISOString() },
      mailDomain: 'harmonie.example',
    });
    const mails = await claimMail(prisma(), { limit: 500, leaseMs: 60_000, maxWaitMs: 60_000 });
    const mail = mails.find(({ recipientId }) => recipientId === id);
    const forget = adam.post(`/api/administration/persons/${id}/account-address/removal`);
    await forget.send({ reason: 'À sa demande.' }).expect(204);
    await mailNotSent(prisma(), mail?.id ?? '', { error: 'away', waitMs: -1_000, forGood: false });
    expect((await mailsTo(id)).filter(([message]) => message === 'account-locked')).toEqual([]);
  });
});

describe('to strangers', () => {
  test('every number is answered alike: known, unknown, of somebody with an address, or no number', async () => {
    const { number } = await anEntered();
    const lea = await prisma().person.findFirstOrThrow({ where: { workEmail: 'lea.fontaine@harmonie.example' } });
    const answers = [];
    for (const typed of [number, 'W999999', lea.employeeNumber, 'n’importe quoi ; --', '%'])
      answers.push(await signIn(typed, WRONG).then(({ status, body }) => [status, body]));
    expect(answers).toEqual(Array(5).fill([401, answers[0]?.[1]]));
    // A number is no second way to guess the password of whoever has an address.
    expect((await signIn(lea.employeeNumber, 'Harmonie-2026!')).status).toBe(401);
  });

  test('wrong passwords wait for the number as for an address, and are in the journal of the account', async () => {
    const { id, number } = await anEntered();
    const { id: userId } = await prisma().user.findUniqueOrThrow({ where: { personId: id } });
    await signIn(number, WRONG);
    expect(await prisma().signInEvent.count({ where: { userId, outcome: 'password-wrong' } })).toBe(1);
    const codesOf = async (typed: string) => {
      const codes: unknown[] = [];
      for (let n = 0; n < 12; n++) codes.push(await said(signIn(typed, WRONG)));
      return codes;
    };
    expect(await codesOf(number)).toContain('too-many-requests');
  });
});

/** What a stranger is told who has a late link of the same account renewed. */
async function aRenewal(token: string): Promise<string | undefined> {
  const digest = digestOf(token);
  const { userId } = await prisma().accountLink.findUniqueOrThrow({ where: { digest } });
  const late = `late-${token}`;
  const madeAt = new Date(Date.now() - 2 * 3_600_000);
  await insertLink(prisma(), { digest: digestOf(late), purpose: 'invitation', userId, madeAt, livesMs: 3_600_000 });
  return (await portal.stranger.post('/api/account/link/renewal').send({ token: late })).body.code;
}
