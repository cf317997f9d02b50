import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { freePorts } from '../start/ports.ts';

test.each([
  ['mail', 'MAIL_CATCHER_SMTP_PORT', 'MAIL_CATCHER_HTTP_PORT'],
  ['pages', 'MAIL_CATCHER_HTTP_PORT', 'MAIL_CATCHER_SMTP_PORT'],
])('a catcher whose port for %s is taken says so in one line and ends', async (_what, taken, free) => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const { status, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'main.ts')], {
    env: { ...process.env, DATA_DIR: tmpdir(), [taken]: String(port), [free]: '0' },
    encoding: 'utf8',
    timeout: 20_000,
  });
  await new Promise((resolve) => server.close(resolve));
  expect([status, stderr.trim()]).toEqual([
    1,
    `mail catcher: listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
  ]);
});

test('a catcher whose supervisor is gone ends by itself, whoever still has a line to it', async () => {
  const [smtp = 0, http = 0] = await freePorts(2);
  const catcher = fork(path.join(import.meta.dirname, 'main.ts'), {
    env: {
      ...process.env,
      DATA_DIR: tmpdir(),
      MAIL_CATCHER_SMTP_PORT: String(smtp),
      MAIL_CATCHER_HTTP_PORT: String(http),
    },
  });
  await once(catcher, 'message');
  const line = connect(smtp, '127.0.0.1');
  line.on('error', () => {});
  await once(line, 'data');
  catcher.disconnect();
  // Cut short after ten seconds, it would have ended with 1.
  const [code] = await once(catcher, 'exit');
  line.destroy();
  expect(code).toBe(0);
});
