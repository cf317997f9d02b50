import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { openDatabase } from '#prisma/client.ts';
import { createApp } from '../app.ts';
import { aPortal, ORIGIN, PART_TIME, type TestPortal } from '../testing/portal.ts';

let portal: TestPortal;
let cookie: string;
/** Whoever holds the table of drafts, and sees who waits for it. */
let holder: pg.Client;
let server: Server;
beforeAll(async () => {
  portal = await aPortal();
  cookie = (await portal.as('claire.agent')).cookie ?? '';
  holder = new pg.Client({ connectionString: portal.db.ownerUrl });
  await holder.connect();
  server = createServer(portal.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(async () => {
  await holder.query('begin; lock table draft in access exclusive mode');
});
afterAll(async () => {
  await holder.end();
  server.close();
  server.closeAllConnections();
  await portal.close();
});

const letGo = () => holder.query('rollback');
const waiting = async (): Promise<number> => {
  const { rows } = await holder.query<{ count: number }>(
    `select count(*)::int as count from pg_locks where not granted and relation = 'draft'::regclass`,
  );
  return rows[0]?.count ?? 0;
};
const until = async (isSo: (count: number) => boolean) => {
  while (!isSo(await waiting())) await pause(10);
};
const ask = (path: string, init: RequestInit = {}, at = server) =>
  fetch(`http://127.0.0.1:${(at.address() as AddressInfo).port}${path}`, {
    ...init,
    headers: { cookie, origin: ORIGIN, 'content-type': 'application/json' },
  });

test('twenty callers who ask for a page that takes long, and leave, hold nobody', async () => {
  const leaving = new AbortController();
  const asked = Array.from({ length: 20 }, () => ask('/api/drafts', { signal: leaving.signal }).catch(() => 'left'));
  // All the connections there are.
  await until((count) => count === 10);
  leaving.abort();
  expect(new Set(await Promise.all(asked))).toEqual(new Set(['left']));
  expect((await ask('/api/notifications')).status).toBe(200);
  await until((count) => count === 0);
  await letGo();
  expect((await ask('/api/drafts')).status).toBe(200);
});

test('what takes longer than it may is answered: too many are served, try again in a moment', async () => {
  const bounded = openDatabase(portal.db.url, { connections: 2, statementMs: 100 });
  const slow = createServer(createApp({ ...portal.dependencies, database: bounded })).listen(0, '127.0.0.1');
  try {
    await once(slow, 'listening');
    const answer = await ask('/api/drafts', {}, slow);
    expect([answer.status, await answer.json()]).toEqual([
      503,
      expect.objectContaining({ code: 'busy', params: { seconds: 5 } }),
    ]);
    expect(answer.headers.get('retry-after')).toBe('5');
  } finally {
    await letGo();
    slow.close();
    slow.closeAllConnections();
    await bounded.close();
  }
});

test('what was asked to change is done to its end, though its caller left', async () => {
  const { draft } = portal.dependencies.database.prisma;
  const leaving = new AbortController();
  const body = JSON.stringify({ kind: PART_TIME });
  const asked = ask('/api/drafts', { method: 'POST', body, signal: leaving.signal }).catch(() => 'left');
  await until((count) => count === 1);
  leaving.abort();
  expect(await asked).toBe('left');
  await letGo();
  while ((await draft.count()) === 0) await pause(10);
  expect(await draft.count()).toBe(1);
});
