import { createServer } from 'node:http';
import { createServer as createSocketServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, expect, test } from '@jest/globals';
import { freePorts } from '#bin/start/ports.ts';
import { addressOf } from './config.ts';
import { listenAt } from './listening.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);
const open: Server[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))));

test('localhost answers at both of its addresses', async () => {
  const [port = 0] = await freePorts(1);
  open.push(...(await listenAt(() => createServer((_, response) => void response.end('here')), port, 'localhost')));
  for (const name of ['localhost', '127.0.0.1', ...(hasIpv6 ? ['[::1]'] : [])])
    expect(await fetch(`http://${name}:${port}`).then((answer) => answer.text())).toBe('here');
});

test('another program on the IPv6 address of the port is met as a port that is taken, and nothing listens', async () => {
  const [port = 0] = await freePorts(1);
  if (!hasIpv6) {
    // No program can be there, and there is one address to listen on.
    const code = expect.stringMatching(/^(?:EADDRNOTAVAIL|EAFNOSUPPORT)$/);
    await expect(listenAt(createSocketServer, port, '::1')).rejects.toMatchObject({ code });
    open.push(...(await listenAt(createSocketServer, port, 'localhost')));
    expect(open).toHaveLength(1);
    return;
  }
  open.push(...(await listenAt(createSocketServer, port, '::1')));
  await expect(listenAt(createSocketServer, port, 'localhost')).rejects.toMatchObject({ code: 'EADDRINUSE' });
  open.push(...(await listenAt(createSocketServer, port, '127.0.0.1')));
});

test.each([
  ['localhost', 'http://localhost:3000'],
  ['127.0.0.1', 'http://localhost:3000'],
  ['0.0.0.0', 'http://localhost:3000'],
  ['::', 'http://localhost:3000'],
  ['portail.interne', 'http://portail.interne:3000'],
  ['2001:db8::7', 'http://[2001:db8::7]:3000'],
])('a portal that listens at %s is said to be at %s', (HOST, address) => {
  expect(addressOf({ HOST, PORT: 3000, BASE_URL: undefined })).toBe(address);
});
