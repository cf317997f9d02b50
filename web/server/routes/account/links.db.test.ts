import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf, newToken } from '#application/account/links/link-token.ts';
import { insertLink } from '#prisma/repositories/account/links.ts';
import { fault } from '#prisma/testing/fault.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { aPortal, type TestPortal } from '../../testing/portal.ts';

const HOUR_MS = 3_600_000;
const PASSWORD = 'une phrase que moi seule connais';

let portal: TestPortal;
beforeAll(async () => {
  portal = await aPortal();
});
afterAll(() => portal.close());

const prisma = () => portal.dependencies.database.prisma;
const userOf = (name: string) => prisma().user.findUniqueOrThrow({ where: { email: `${name}@harmonie.example` } });
/** A link to the account of this person, made that long ago. */
async function linkTo(name: string, { agoMs = 0, livesMs = HOUR_MS } = {}): Promise<string> {
  const { id: userId } = await userOf(name);
  const token = newToken();
  const madeAt = new Date(Date.now() - agoMs);
  await insertLink(prisma(), { digest: digestOf(token), purpose: 'reset', userId, madeAt, livesMs });
  return token;
}
const open = (token: string, by = portal.stranger) => by.post('/api/account/link').send({ token });
const choose = (token: string, password = PASSWORD, by = portal.stranger) =>
  by.post('/api/account/link/password').send({ token, password });
const said = async (answer: PromiseLike<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await answer;
  return body.code ?? status;
};
const signIn = (name: string, password: string) =>
  portal.stranger.post('/api/auth/sign-in/email').send({ email: `${name}@harmonie.example`, password });

describe('a one-time link', () => {
  test('says whose it is and what for, as often as it is opened: a mail scanner uses nothing', async () => {
    const token = await linkTo('lea.fontaine');
    for (let n = 0; n < 3; n++) {
      const { status, body } = await open(token);
      expect([status, body.purpose, body.firstName, body.email]).toEqual([
        ...[200, 'reset', 'Léa', 'lea.fontaine@harmonie.example'],
      ]);
    }
    await portal.stranger.get('/api/account/link').expect(404);
  });

  test('gives the account the password that its owner chose, ends its sessions, and opens nothing again', async () => {
    const lea = await signIn('lea.fontaine', 'Harmonie-2026!');
    const cookie = String(lea.headers['set-cookie']).split(';')[0] ?? '';
    const [token, other] = [await linkTo('lea.fontaine'), await linkTo('lea.fontaine')];
    const { status, body } = await choose(token);
    expect([status, body]).toEqual([200, { email: 'lea.fontaine@harmonie.example' }]);
    await portal.stranger.get('/api/me').set('Cookie', cookie).expect(401);
    expect((await signIn('lea.fontaine', 'Harmonie-2026!')).status).toBe(401);
    expect((await signIn('lea.fontaine', PASSWORD)).status).toBe(200);
    expect([await said(open(token)), await said(choose(token)), await said(open(other))]).toEqual([
      ...['link-used', 'link-used', 'link-replaced'],
    ]);
    const trace = await traceOf(prisma(), await portal.personId('lea.fontaine'));
    expect(trace.at(-1)).toMatchObject({ verb: 'password.reset', payload: { by: 'reset' } });
    expect(JSON.stringify(trace)).not.toContain(digestOf(token));
  });

  test('serves one of two who use it at once', async () => {
    const token = await linkTo('hugo.lemaire');
    const answers = await Promise.all([said(choose(token)), said(choose(token, 'une tout autre phrase'))]);
    expect(answers.sort()).toEqual([200, 'link-used']);
  });

  test('opens nothing once it is late, nor when it was never made', async () => {
    const late = await linkTo('ines.caron', { agoMs: HOUR_MS });
    expect([await said(open(late)), await said(choose(late))]).toEqual(['link-late', 'link-late']);
    expect([await said(open(newToken())), await said(choose('x'))]).toEqual(['link-unknown', 'link-unknown']);
  });

  test('is not used by somebody else who is signed in there, and is by its owner', async () => {
    const token = await linkTo('ines.caron');
    const karim = await portal.as('karim.benali');
    expect([await said(open(token, karim)), await said(choose(token, PASSWORD, karim))]).toEqual([
      ...['link-of-another', 'link-of-another'],
    ]);
    expect(await said(open(token, await portal.as('ines.caron')))).toBe(200);
  });

  test.each([
    ['lockedAt', 'account-locked'],
    ['closedAt', 'account-closed'],
  ])('to an account whose %s is said opens nothing', async (column, code) => {
    const token = await linkTo('olivier.perrin');
    const where = { email: 'olivier.perrin@harmonie.example' };
    await prisma().user.update({ where, data: { [column]: new Date() } });
    expect([await said(open(token)), await said(choose(token))]).toEqual([code, code]);
    await prisma().user.update({ where, data: { [column]: null } });
  });

  test.each([
    ['eleven char', 'too-short'],
    ['x'.repeat(129), 'too-long'],
    // Of the list of those that leaked; the same in capitals; and such as anyone tries.
    ['1234567890qwertyuiop', 'password-leaked'],
    ['1234567890QWERTYUIOP', 'password-leaked'],
    ['Password1234!', 'password-guessable'],
    ['motdepasse2026', 'password-guessable'],
    ['camille.roche2026', 'password-guessable'],
  ])('is kept when the password is refused: %s', async (password, code) => {
    const token = await linkTo('camille.roche');
    const { status, body } = await choose(token, password);
    expect([status, body.code, body.faults[0]]).toMatchObject([422, 'form-invalid', { field: 'password', code }]);
    expect(await said(open(token))).toBe(200);
  });

  test('cannot be used twice, made to last or given to another by the application’s role', async () => {
    const token = await linkTo('camille.roche');
    const used = await linkTo('camille.roche');
    const on = (each: string) => `where digest = '${digestOf(each)}'`;
    await prisma().$executeRawUnsafe(`update account_link set used_at = now() ${on(used)}`);
    for (const statement of [
      `update account_link set used_at = null ${on(used)}`,
      `update account_link set expires_at = now() + interval '1 day' ${on(token)}`,
      `update account_link set user_id = (select id from "user" limit 1) ${on(token)}`,
      `delete from account_link ${on(token)}`,
      `insert into account_link (id, digest, purpose, user_id, made_at, expires_at)
         select gen_random_uuid(), repeat('0', 64), 'reset', id, now(), now() + interval '1 year' from "user" limit 1`,
    ])
      expect([statement, await fault(prisma().$executeRawUnsafe(statement))]).not.toContain(null);
  });
});

test('nothing that was logged holds a token', async () => {
  const token = await linkTo('camille.roche');
  await open(token);
  await choose(token, 'short');
  expect(portal.logged.join('\n')).not.toContain(token);
});
