import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import * as grpc from '@grpc/grpc-js';
import { expect, test } from '@jest/globals';
import type { GatewayProcess } from '../testing/survival/gateway-process.ts';
import type { AbuseClient } from './abuse-client.ts';
import { oneJob } from './models.ts';
import { onGateway } from './on-gateway.ts';

let gateway: GatewayProcess;
let client: AbuseClient;
onGateway((fresh) => ({ gateway, client } = fresh));

/** Stands between a client and the gateway, and can break every connection as a fault of the network would. */
async function forwarder(target: string): Promise<{ address: string; reset(): void; close(): Promise<void> }> {
  const ends: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(Number(target.split(':').at(-1)), '127.0.0.1');
    for (const end of [near, far]) {
      end.on('error', () => undefined);
      ends.push(end);
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    reset: () => {
      for (const end of ends) end.resetAndDestroy();
    },
    close: () =>
      new Promise((resolve) => {
        for (const end of ends) end.destroy();
        server.close(() => resolve());
      }),
  };
}

test('one that takes jobs and never reads them keeps nobody else from theirs', async () => {
  await client.deploy(oneJob('slow'));
  const channel = client.channel();
  const stream = client.stream('StreamActivatedJobs', { type: 'slow', worker: 'slow', timeout: 600_000 }, channel);
  stream.on('error', () => undefined);
  stream.pause();
  await client.eventually(async () => (await client.metric('engine_polls_waiting')) === 1);
  const big = 'x'.repeat(300_000);
  for (let i = 0; i < 60; i++) await client.create('slow', { big });
  await client.create('busy');
  expect(await client.activate('busy', { requestTimeout: 30_000 })).toHaveLength(1);
  stream.cancel();
  channel.close();
});

test('those that open connections and say nothing, or half of something, keep nobody from being served', async () => {
  const port = (address: string) => Number(address.split(':').at(-1));
  const sockets = Array.from({ length: 300 }, (_, i) => {
    const socket = connect(port(i % 2 === 0 ? gateway.grpcAddress : gateway.restAddress), '127.0.0.1');
    socket.on('error', () => undefined);
    if (i % 3 > 0)
      socket.write(
        i % 2 === 0 ? 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' : 'POST /v2/jobs/activation HTTP/1.1\r\nHost: x\r\nContent-Le',
      );
    return socket;
  });
  const key = await client.create('busy');
  expect(await client.search('process-instances', { processInstanceKey: key })).toHaveLength(1);
  for (const socket of sockets) socket.destroy();
});

test('a connection that breaks in the middle of calls leaves none of them behind', async () => {
  const between = await forwarder(client.gateway.grpcAddress);
  const channel = client.channel({}, between.address);
  const poll = client.activate('nothing', { requestTimeout: 600_000 }, channel);
  await client.eventually(async () => (await client.metric('engine_polls_waiting')) === 1);
  between.reset();
  await expect(poll).rejects.toMatchObject({ code: grpc.status.UNAVAILABLE });
  await client.eventually(async () => (await client.metric('engine_polls_waiting')) === 0);
  channel.close();
  await between.close();
});
