import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { openDatabase } from '../../prisma/client.ts';
import { createApp } from './app.ts';
import { createAuth } from './auth/auth.ts';
import { createSessions } from './auth/sessions.ts';
import { aPortal, ORIGIN, type TestPortal } from './testing/portal.ts';

let portal: TestPortal;
let cookie: string;
const nowhere = openDatabase('postgres://nobody:x@127.0.0.1:9/none');
beforeAll(async () => {
  portal = await aPortal();
  cookie = (await portal.as('claire.agent')).cookie ?? '';
});
afterAll(async () => {
  await nowhere.close();
  await portal.close();
});

describe('with the database away', () => {
  const app = () => {
    const { log } = portal.dependencies;
    const auth = createAuth({
      database: nowhere,
      baseUrl: ORIGIN,
      secret: 'a secret for tests, long enough to pass',
      log,
    });
    return createApp({ ...portal.dependencies, database: nowhere, auth, sessions: createSessions(auth, nowhere) });
  };

  test('a person who is signed in is told so, and is not asked to sign in again', async () => {
    const { status, body } = await supertest(app()).get('/api/me').set('Cookie', cookie);
    expect([status, body.code]).toEqual([503, 'database-unavailable']);
  });

  test('signing in says so too', async () => {
    const credentials = { email: 'claire.agent@harmonie.example', password: 'Harmonie-2026!' };
    const { status, body } = await supertest(app())
      .post('/api/auth/sign-in/email')
      .set('Origin', ORIGIN)
      .send(credentials);
    expect([status, body.code]).toEqual([503, 'database-unavailable']);
  });

  test('health answers, and the log holds no address', async () => {
    const { status, body } = await supertest(app()).get('/api/health');
    expect([status, body.database]).toEqual([503, 'down']);
    expect(portal.logged.join('')).not.toContain('claire');
  });

  test('it lives, and is not ready', async () => {
    const ready = await supertest(app()).get('/api/health/ready');
    expect([ready.status, ready.body]).toEqual([503, { status: 'unavailable', database: 'down' }]);
    expect((await supertest(app()).get('/api/health/live')).status).toBe(200);
  });
});
