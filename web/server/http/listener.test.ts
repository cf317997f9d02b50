import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { portalListener } from './listener.ts';

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
