import { EventEmitter, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { drain, portalListener } from './listener.ts';

test('a proxy that comes back on a connection after six idle seconds is answered on it', async () => {
  const server = portalListener((_request, response) => void response.end('here'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const line = connect(port, '127.0.0.1').setEncoding('utf8');
  try {
    for (const idleMs of [0, 6_500]) {
      await pause(idleMs);
      line.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n');
      const closed = once(line, 'close').then(() => ['closed']);
      expect(String(await Promise.race([once(line, 'data'), closed]))).toMatch(/^HTTP\/1\.1 200/);
    }
  } finally {
    line.destroy();
    server.closeAllConnections();
    server.close();
  }
});

test('a stop lets what is being answered end, takes nobody else, and cuts what does not end', async () => {
  const asked = new Map<string, ServerResponse>();
  const both = new EventEmitter();
  const server = portalListener((request, response) => {
    asked.set(request.url ?? '', response);
    if (asked.size === 2) both.emit('asked');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const ask = (url: string) => {
    const line = connect(port, '127.0.0.1').setEncoding('utf8');
    line.write(`GET ${url} HTTP/1.1\r\nHost: x\r\n\r\n`);
    return line;
  };
  const arrived = once(both, 'asked');
  const [slow, endless] = [ask('/slow'), ask('/endless')];
  const ended = [once(slow, 'close'), once(endless, 'close')];
  await arrived;
  const drained = drain(server, 400);
  const refused = await once(connect(port, '127.0.0.1'), 'error');
  expect(refused[0]).toMatchObject({ code: 'ECONNREFUSED' });
  asked.get('/slow')?.end('at last');
  expect(String((await once(slow, 'data'))[0])).toMatch(/at last/);
  await Promise.all([drained, ...ended]);
});
