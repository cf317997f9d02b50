import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { openDatabase } from '#prisma/client.ts';
import { createApp } from './app.ts';
import { createAuth } from './auth/auth.ts';
import { createSessions } from './auth/sessions.ts';
import { roomOf, watchStorage } from './storage.ts';
import { aPdf, aPortal, FACTORS, ORIGIN, PART_TIME, type TestPortal } from './testing/portal.ts';

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
      factors: FACTORS,
      log,
    });
    const sessions = createSessions(auth, nowhere);
    return createApp({ ...portal.dependencies, database: nowhere, live: nowhere, heavy: nowhere, auth, sessions });
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

describe('with no room left on the disk', () => {
  /** The same application, that has not run out of room yet. */
  const fresh = (change: Partial<TestPortal['dependencies']> = {}) =>
    createApp({ ...portal.dependencies, storage: watchStorage('.'), ...change });
  const asClaire = (app: ReturnType<typeof fresh>, verb: 'get' | 'post', path: string) =>
    supertest(app)[verb](path).set('Cookie', cookie).set('Origin', ORIGIN);

  test('of the database, a change is refused with what happened, reading goes on, and health says it', async () => {
    const app = fresh();
    expect((await asClaire(app, 'get', '/api/health')).body.storage).toBe('up');
    // As PostgreSQL says it when a file of the table cannot grow.
    await portal.db.asOwner(`
      create function no_room() returns trigger language plpgsql set search_path = pg_catalog as $$
      begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
      create trigger no_room before insert on draft for each row execute function no_room()`);
    const refused = await asClaire(app, 'post', '/api/drafts').send({ kind: PART_TIME });
    await portal.db.asOwner('drop trigger no_room on draft');
    expect([refused.status, refused.body.code]).toEqual([507, 'storage-full']);
    await asClaire(app, 'get', '/api/me').expect(200);
    const { status, body } = await asClaire(app, 'get', '/api/health');
    expect([status, body.status, body.storage]).toEqual([503, 'degraded', 'full']);
    await asClaire(app, 'post', '/api/drafts').send({ kind: PART_TIME }).expect(201);
  });

  test('of the documents, a piece is refused likewise', async () => {
    const put = () => writeFile('/dev/full', 'x') as never;
    const app = fresh({ documents: { ...portal.dependencies.documents, put } });
    const draft = await asClaire(app, 'post', '/api/drafts').send({ kind: PART_TIME }).expect(201);
    const { status, body } = await asClaire(app, 'post', `/api/drafts/${draft.body.id}/pieces`)
      .set('Content-Type', 'application/pdf')
      .set('X-Piece-Type', 'justification')
      .set('X-File-Name', 'piece.pdf')
      .send(await aPdf());
    expect([status, body.code]).toEqual([507, 'storage-full']);
  });

  test('of which little is left, health says so while all goes on', () => {
    expect([0, 64 * 1024 ** 2, 1024 ** 3].map(roomOf)).toEqual(['full', 'low', 'up']);
  });
});
