import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf, newToken } from '../../../../application/account/link-token.ts';
import { parisDay } from '../../../../domain/calendar/civil-date.ts';
import { insertLink } from '../../../../prisma/repositories/account/links.ts';
import { traceOf } from '../../../../prisma/testing/trace.ts';
import { givenByTwo } from '../../testing/by-two.ts';
import { aPortal, type Browser, type TestPortal } from '../../testing/portal.ts';

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
