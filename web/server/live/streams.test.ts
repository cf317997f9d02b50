import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import express, { type Response } from 'express';
import type { SignedIn } from '../auth/sessions.ts';
import type { Notified } from './channels.ts';
import { createStreams } from './streams.ts';

test('a session that was ended elsewhere hears nothing more', async () => {
  let isOpen = true;
  const sources = { onChange: () => () => {}, readersOf: async () => new Map(), isOpen: async () => isOpen };
  const streams = createStreams(sources, 10);
  const app = express();
  app.get('/', (_request, response) => void streams.open({ personId: 'p' } as SignedIn, response));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { body } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  let heard = '';
  for await (const chunk of body ?? []) {
    heard += new TextDecoder().decode(chunk);
    if (heard.includes(': here')) isOpen = false;
  }
  expect(heard).toContain(': here');
  await new Promise((resolve) => server.close(resolve));
});

test('who may see a request is asked once, however many are connected', async () => {
  let notify = (_change: Notified): void => {};
  const asked: (readonly string[])[] = [];
  const streams = createStreams({
    onChange: (heard) => {
      notify = heard;
      return () => {};
    },
    readersOf: async (ids, people) => {
      asked.push(ids, [...people].sort());
      return new Map([['1', new Set(['a'])]]);
    },
    isOpen: async () => true,
  });
  const app = express();
  app.get('/:id', ({ params }, response) => void streams.open({ personId: params.id } as SignedIn, response));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = new AbortController();
  const [a] = await Promise.all(['a', 'b', 'c', 'c'].map((id) => fetch(`${base}/${id}`, { signal: stop.signal })));
  notify({ what: 'request', id: '1' });
  notify({ what: 'request', id: '2' });
  let heard = '';
  for await (const chunk of a?.body ?? []) {
    heard += new TextDecoder().decode(chunk);
    if (heard.includes('"id":"1"')) break;
  }
  expect(asked).toEqual([
    ['1', '2'],
    ['a', 'b', 'c'],
  ]);
  stop.abort();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('while a batch changes request after request, what changes within a second is asked about once', async () => {
  let notify = (_change: Notified): void => {};
  let ask = (_ids: readonly string[]): void => {};
  createStreams({
    onChange: (heard) => {
      notify = heard;
      return () => {};
    },
    readersOf: async (ids) => {
      ask(ids);
      return new Map();
    },
    isOpen: async () => true,
  }).open({ personId: 'p' } as SignedIn, { writeHead() {}, write: () => true, on() {} } as unknown as Response);
  const asked = () => new Promise<readonly string[]>((resolve) => (ask = resolve));
  const change = (id: string) => notify({ what: 'request', id });
  const batch = ['1', '2', '3', '4', '5', '6'];
  batch.forEach(change);
  expect(await asked()).toEqual(batch);
  change('1');
  await pause(300);
  change('7');
  expect(await asked()).toEqual(['1', '7']);
});

test('what changed just before a page listens is told to it, the newest and each once', async () => {
  let notify = (_change: Notified): void => {};
  const streams = createStreams({
    onChange: (heard) => {
      notify = heard;
      return () => {};
    },
    readersOf: async (ids) => new Map(ids.map((id) => [id, new Set(Number(id) % 2 === 0 ? ['p'] : ['q'])])),
    isOpen: async () => true,
  });
  for (let id = 1; id <= 300; id++) notify({ what: 'request', id: String(id) });
  notify({ what: 'request', id: '300' });
  notify({ what: 'tasks', personIds: ['p'] });
  notify({ what: 'notification', personId: 'q' });
  const heard: string[] = [];
  const write = (text: string) => heard.push(text) > 0;
  streams.open({ personId: 'p' } as SignedIn, { writeHead() {}, write, on() {} } as unknown as Response);
  await pause(0);
  const told = heard
    .flatMap((text) => /^event: change\ndata: (.*)/.exec(text)?.slice(1) ?? [])
    .map((text) => JSON.parse(text));
  expect(told.at(-1)).toEqual({ what: 'tasks' });
  const ids = told.slice(0, -1).map(({ what, id }) => (what === 'request' ? Number(id) : what));
  expect([ids.at(0), ids.at(-1), ids.length]).toEqual([104, 300, 99]);
});
