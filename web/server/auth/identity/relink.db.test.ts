import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fault } from '#prisma/testing/fault.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { type IdentityProvider, type KnownPerson, openIdentityProvider } from '#testing/identity/provider.ts';
import { aPortal, ORIGIN } from '../../testing/portal.ts';
import { type AnsweredPortal, answeredBy, invitationOf, signInAs } from '../../testing/provider.ts';

const CLAIRE = 'claire.agent';
const HUGO = 'hugo.lemaire';
const SOPHIE = 'sophie.signataire';
const REASON = 'Identité vérifiée de vive voix.';

let provider: IdentityProvider;
let portal: AnsweredPortal;
const people: KnownPerson[] = [];
beforeAll(async () => {
  provider = await openIdentityProvider({ portals: [ORIGIN], people });
  portal = await answeredBy(await aPortal(), provider);
  for (const name of [CLAIRE, SOPHIE, HUGO, 'adam.administrateur']) {
    const email = `${name}@harmonie.example`;
    const { employeeNumber } = await prisma().person.findFirstOrThrow({ where: { workEmail: email } });
    for (const sub of [name, `new ${name}`, `other ${name}`]) people.push({ sub, name, email, employeeNumber });
    expect((await signInAs(portal, name, { invitation: await invitationOf(portal, name) })).at).toBe('/');
  }
});
afterAll(async () => {
  portal?.close();
  await portal?.portal.close();
  await provider?.close();
});

const refusal = async (statement: string) => String(await fault(prisma().$executeRawUnsafe(statement)));
const prisma = () => portal.portal.dependencies.database.prisma;
const as = (name: string) => portal.portal.as(name);
const addressOf = async (name: string) => `/api/administration/persons/${await portal.portal.personId(name)}/identity`;
const claimOf = async (name: string, by = 'adam.administrateur') =>
  (await (await as(by)).get(await addressOf(name)).expect(200)).body.claim;
const answer = async (name: string, claimId: string, by: string, to = '') => {
  const { status, body } = await (await as(by)).post(`${await addressOf(name)}${to}`).send({ claimId, reason: REASON });
  return body.code ?? status;
};
const toldTo = async (name: string) => {
  const recipientId = await portal.portal.personId(name);
  const told = await prisma().notification.findMany({ where: { recipientId }, orderBy: { id: 'asc' } });
  return told.map(({ message }) => message).filter((message) => message.startsWith('account-identity'));
};
const CHANGED = '/sign-in?refused=identity-changed';

describe('an identity that comes with the employee number of somebody whom another one signs in', () => {
  test('opens nothing, once told to the person and shown to who administers them', async () => {
    for (let n = 0; n < 3; n++) expect((await signInAs(portal, `new ${CLAIRE}`)).at).toBe(CHANGED);
    expect(await toldTo(CLAIRE)).toEqual(['account-identity-claimed']);
    expect(await claimOf(CLAIRE)).toEqual({ id: expect.any(String), cameAt: expect.any(String) });
    const trace = await traceOf(prisma(), await portal.portal.personId(CLAIRE));
    expect(trace.at(-1)).toMatchObject({ verb: 'identity.claim', actorId: null });
    expect(JSON.stringify(trace)).not.toContain(`new ${CLAIRE}`);
    expect((await signInAs(portal, CLAIRE)).at).toBe('/');
  });

  test('is linked by one administrator: the former one opens nothing, its sessions end, the person is told', async () => {
    const { cookie } = await signInAs(portal, CLAIRE);
    const { id } = await claimOf(CLAIRE);
    expect(await answer(CLAIRE, id, CLAIRE)).toBe('forbidden');
    expect(await answer(SOPHIE, id, 'adam.administrateur')).toBe('identity-claim-over');
    expect(await answer(CLAIRE, id, 'adam.administrateur')).toBe(204);
    expect(await answer(CLAIRE, id, 'adam.administrateur')).toBe('identity-claim-over');
    await portal.get('/api/me').set('Cookie', cookie).expect(401);
    expect((await signInAs(portal, `new ${CLAIRE}`)).at).toBe('/');
    // The former one is now what comes in place of the other.
    expect((await signInAs(portal, CLAIRE)).at).toBe(CHANGED);
    expect((await toldTo(CLAIRE)).slice(0, 2)).toEqual(['account-identity-claimed', 'account-identity-changed']);
    const trace = await traceOf(prisma(), await portal.portal.personId(CLAIRE));
    expect(trace.find(({ verb }) => verb === 'identity.relink')).toMatchObject({
      actorId: await portal.portal.personId('adam.administrateur'),
    });
  });

  test('that was put aside comes for nothing any more', async () => {
    await signInAs(portal, `other ${CLAIRE}`);
    for (;;) {
      const claim = await claimOf(CLAIRE);
      if (claim === null) break;
      expect(await answer(CLAIRE, claim.id, 'adam.administrateur', '/dismissal')).toBe(204);
    }
    const told = await toldTo(CLAIRE);
    expect((await signInAs(portal, `other ${CLAIRE}`)).at).toBe(CHANGED);
    expect([await claimOf(CLAIRE), await toldTo(CLAIRE)]).toEqual([null, told]);
  });
});

test('an account that is given back is opened by nothing that opened it, and its link links another identity', async () => {
  const back = `/api/administration/persons/${await portal.portal.personId(HUGO)}/recovery`;
  const { cookie } = await signInAs(portal, HUGO);
  await (await as('adam.administrateur')).post(back).send({ reason: REASON }).expect(204);
  await portal.get('/api/me').set('Cookie', cookie).expect(401);
  expect((await signInAs(portal, HUGO)).at).toBe('/sign-in?refused=identity-unknown');
  const link = () => invitationOf(portal, HUGO, { purpose: 'recovery', entered: true });
  expect((await signInAs(portal, `new ${HUGO}`, { invitation: await link() })).at).toBe('/');
  expect((await signInAs(portal, HUGO)).at).toBe(CHANGED);
  // Such a link replaces none by itself.
  expect((await signInAs(portal, HUGO, { invitation: await link() })).at).toBe('/sign-in?refused=identity-linked');
});

describe('G10: nobody signs in somebody’s place on one administrator’s word', () => {
  test('the identity of whoever signs is linked by two', async () => {
    expect((await signInAs(portal, `new ${SOPHIE}`)).at).toBe(CHANGED);
    const { id } = await claimOf(SOPHIE);
    expect(await answer(SOPHIE, id, 'adam.administrateur')).toBe(202);
    expect(await answer(SOPHIE, id, 'adam.administrateur')).toBe('proposal-waiting');
    expect((await signInAs(portal, `new ${SOPHIE}`)).at).toBe(CHANGED);
    const proposal = await prisma().rightProposal.findFirstOrThrow({ where: { kind: 'identity', outcome: null } });
    const confirm = async (by: string) => {
      const { status, body } = await (await as(by)).post(`/api/administration/proposals/${proposal.id}/confirmation`);
      return body.code ?? status;
    };
    expect([await confirm('adam.administrateur'), await confirm('agathe.administratrice')]).toEqual([
      'own-proposal',
      204,
    ]);
    expect((await signInAs(portal, `new ${SOPHIE}`)).at).toBe('/');
  });

  test('nor their own', async () => {
    expect((await signInAs(portal, 'new adam.administrateur')).at).toBe(CHANGED);
    const { id } = await claimOf('adam.administrateur');
    expect(await answer('adam.administrateur', id, 'adam.administrateur')).toBe('own-account');
    expect(await answer('adam.administrateur', id, 'adam.administrateur', '/dismissal')).toBe('own-account');
    // Another one proposes it, and cannot confirm it either.
    expect(await answer('adam.administrateur', id, 'agathe.administratrice')).toBe(202);
  });

  test('nor by a statement of the application’s role', async () => {
    const sophie = `(select id from "user" where email = '${SOPHIE}@harmonie.example')`;
    const link = (ground: string) =>
      `insert into identity_link (id, user_id, issuer, subject, ground, linked_at)
       values (gen_random_uuid(), ${sophie}, 'https://evil.example', 'evil', '${ground}', now())`;
    const claim = `insert into identity_claim (id, user_id, issuer, subject, employee_number, came_at)
       values (gen_random_uuid(), ${sophie}, 'https://evil.example', 'evil', 'x', now())`;
    const invitation = `insert into account_link (id, digest, purpose, user_id, made_at, expires_at)
       values (gen_random_uuid(), repeat('a', 64), 'invitation', ${sophie}, now(), now() + interval '1 hour')`;
    expect(await refusal(link('administrators'))).toMatch(/administrators have not linked it/);
    expect(await refusal(link('invitation'))).toMatch(/no link of theirs links it/);
    expect(await refusal(link('recovery'))).toMatch(/no link of theirs links it/);
    await prisma().$executeRawUnsafe(claim);
    await prisma().$executeRawUnsafe(invitation);
    expect(await refusal(link('administrators'))).toMatch(/administrators have not linked it/);
    expect(await refusal(link('invitation'))).toMatch(/no link of theirs links it/);
    for (const statement of [
      `update identity_link set ended_at = now() where ended_at is null and user_id = ${sophie}`,
      'update identity_link set ended_at = null',
      `update identity_link set subject = 'evil'`,
      'delete from identity_link',
      'delete from identity_claim',
      `update identity_claim set subject = 'evil'`,
    ])
      expect([statement, await fault(prisma().$executeRawUnsafe(statement))]).not.toContain(null);
  });
});
