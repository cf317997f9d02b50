import { connect, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2';
import { credentials, makeClientConstructor, type ServiceError, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';
import { gatewayService } from './proto.ts';

const GZIP = 2;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway();
});
afterAll(async () => gateway.close());

/** One call of a client that compresses what it sends. */
function publish(variables: string): Promise<unknown> {
  const Client = makeClientConstructor(gatewayService(), 'Gateway');
  const client = new Client(`127.0.0.1:${gateway.grpcPort}`, credentials.createInsecure(), {
    'grpc.default_compression_algorithm': GZIP,
  });
  return new Promise((resolve, reject) =>
    client.PublishMessage?.(
      { name: 'm', correlationKey: 'k', variables },
      (error: ServiceError | null, answer: unknown) => (error ? reject(error) : resolve(answer)),
    ),
  ).finally(() => client.close());
}

const EMPTY = Buffer.alloc(5);
const SAID_TO_BE_COMPRESSED = Buffer.from([1, 0, 0, 0, 4, 1, 2, 3, 4]);

/** Asks for the topology without a client, by these bytes; what is read is found in the headers or in what ends the answer. */
function ask<Found>(
  message: Buffer,
  headers: OutgoingHttpHeaders,
  read: (answered: IncomingHttpHeaders) => Found | undefined,
): Promise<Found> {
  const session = connect(`http://127.0.0.1:${gateway.grpcPort}`);
  const call = session.request({
    ':method': 'POST',
    ':path': '/gateway_protocol.Gateway/Topology',
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  });
  call.end(message);
  return new Promise<Found>((resolve, reject) => {
    call.on('error', reject);
    for (const told of ['response', 'trailers'])
      call.on(told, (answered) => {
        const found = read(answered);
        if (found !== undefined) resolve(found);
      });
    call.resume();
  }).finally(() => session.destroy());
}

/** The status that a message answers which says it is compressed and is not. */
const sendNonsense = (): Promise<number> =>
  ask(SAID_TO_BE_COMPRESSED, { 'grpc-encoding': 'gzip' }, (answered) =>
    'grpc-status' in answered ? Number(answered['grpc-status']) : undefined,
  );

/** What the headers of an answer say that messages may be sent in. */
const encodingsTold = (): Promise<unknown> => ask(EMPTY, {}, (answered) => answered['grpc-accept-encoding']);

test('clients are told to send messages as they are', async () => {
  await expect(encodingsTold()).resolves.toBe('identity');
});

test('messages are opened whatever their size', async () => {
  await expect(publish('{"a":1}')).resolves.toMatchObject({ tenantId: '<default>' });
  const long = Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 10_007).join();
  await expect(publish(JSON.stringify({ long }))).resolves.toMatchObject({ tenantId: '<default>' });
});

test('a few bytes that unfold to more than a message may hold are refused, and the next call is answered', async () => {
  await expect(publish(JSON.stringify({ big: 'x'.repeat(10_000_000) }))).rejects.toMatchObject({
    code: status.RESOURCE_EXHAUSTED,
  });
  await expect(sendNonsense()).resolves.toBe(status.INTERNAL);
  await expect(publish('{}')).resolves.toMatchObject({ tenantId: '<default>' });
});
