import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aRequest, atTask, OPINION } from '../testing/circuit.ts';
import { aPortal, type TestPortal } from '../testing/portal.ts';

let portal: TestPortal;
let server: Server;
let base: string;
beforeAll(async () => {
  portal = await aPortal();
  server = createServer(portal.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await portal.close();
});

/** Opens this person's stream and keeps what it says. */
async function listenAs(name: string) {
  const { cookie = '' } = await portal.as(name);
  const stop = new AbortController();
  const response = await fetch(`${base}/api/events`, { headers: { cookie }, signal: stop.signal });
  const heard: string[] = [];
  const reading = (async () => {
    for await (const chunk of response.body ?? []) heard.push(new TextDecoder().decode(chunk));
  })().catch(() => {});
  return {
    status: response.status,
    heard: () => heard.join(''),
    async until(text: string): Promise<void> {
      for (let turn = 0; turn < 4_800 && !heard.join('').includes(text); turn++) await pause(25);
      expect(heard.join('')).toContain(text);
    },
    async close() {
      stop.abort();
      await reading;
    },
  };
}

test('a change is notified to whoever may see it, and to nobody else', async () => {
  const names = ['claire.agent', 'nadia.gestionnaire', 'paul.superieur', 'lea.fontaine'];
  const [claire, nadia, paul, lea] = await Promise.all(names.map(listenAs));
  if (!claire || !nadia || !paul || !lea) throw new Error('a stream is missing');
  const requestId = await aRequest(await portal.as('claire.agent'));
  await claire.until(requestId);
  await nadia.until(requestId);
  expect(paul.heard()).not.toContain(requestId);
  await atTask(portal, requestId, OPINION);
  await paul.until(requestId);
  await paul.until('"tasks"');
  expect(lea.heard()).not.toContain(requestId);
  expect(lea.heard()).not.toContain('"tasks"');
  await Promise.all([claire, nadia, paul, lea].map((stream) => stream.close()));
});

test('one person opens so many streams and no more', async () => {
  const streams = [];
  for (let opened = 0; opened < 9; opened++) streams.push(await listenAs('hugo.lemaire'));
  expect(streams.map(({ status }) => status)).toEqual([...Array(8).fill(200), 429]);
  await Promise.all(streams.map((stream) => stream.close()));
});
