import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fetchInTime } from './in-time.ts';

const WITHIN_MS = 200;
let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer(async ({ url }, response) => {
    if (url === '/hangs') return;
    response.write('the beginning, ');
    await pause(3 * WITHIN_MS);
    response.end('the end');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('a server that does not answer is given up', async () => {
  await expect(fetchInTime(`${base}/hangs`, {}, WITHIN_MS)).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('an answer that has begun is read to its end', async () => {
  const answer = await fetchInTime(`${base}/slow`, {}, WITHIN_MS);
  expect(await answer.text()).toBe('the beginning, the end');
});

test('whoever does not want it any more hears of that, and not of time', async () => {
  const unwanted = new AbortController();
  const asked = fetchInTime(`${base}/hangs`, { signal: unwanted.signal });
  unwanted.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});
