import * as grpc from '@grpc/grpc-js';
import { expect, test } from '@jest/globals';
import { draw, end, flows, message, messageNamed, node, service, start, timer } from '../testing/draw.ts';
import type { GatewayProcess } from '../testing/survival/gateway-process.ts';
import type { AbuseClient } from './abuse-client.ts';
import { onGateway } from './on-gateway.ts';

let gateway: GatewayProcess;
let client: AbuseClient;
onGateway((fresh) => ({ gateway, client } = fresh));

test('three thousand long polls wait, and a job goes to one of them', async () => {
  const channels = Array.from({ length: 4 }, () => client.channel());
  const streams = Array.from({ length: 3_000 }, (_, i) => {
    const request = { type: 'busy', worker: 'w', timeout: 60_000, maxJobsToActivate: 1, requestTimeout: 600_000 };
    const stream = client.stream('ActivateJobs', request, channels[i % channels.length]);
    stream.on('error', () => undefined);
    return stream;
  });
  const got: unknown[] = [];
  for (const stream of streams) stream.on('data', ({ jobs }) => got.push(...jobs));
  const rest = new AbortController();
  const overRest = Array.from({ length: 200 }, () =>
    fetch(`${gateway.restAddress}/v2/jobs/activation`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'busy',
        worker: 'w',
        timeout: 60_000,
        maxJobsToActivate: 1,
        requestTimeout: 600_000,
      }),
      signal: rest.signal,
    }).catch(() => undefined),
  );
  await client.eventually(async () => (await client.metric('engine_polls_waiting')) === 3_200);
  await client.create('busy');
  await client.eventually(async () => (await client.metric('engine_polls_waiting')) < 3_200);
  for (const stream of streams) stream.cancel();
  rest.abort();
  await Promise.all(overRest);
  for (const channel of channels) channel.close();
  await client.eventually(async () => (await client.metric('engine_polls_waiting')) === 0);
  expect(got.length).toBeLessThanOrEqual(1);
});

test('ten thousand instances at once are all there', async () => {
  const before = await client.metric('engine_jobs');
  const keys = await Promise.all(Array.from({ length: 10_000 }, () => client.create('busy')));
  expect(new Set(keys).size).toBe(10_000);
  expect(await client.metric('engine_jobs')).toBe(before + 10_000);
});

test('thousands of timers due at once all fire', async () => {
  await client.deploy(
    draw('due', [
      start(),
      node('intermediateCatchEvent', 'wait', timer('duration', '=d')),
      service('after', 'after'),
      end(),
      flows('start -> wait -> after -> end'),
    ]),
  );
  const before = await client.metric('engine_jobs');
  await Promise.all(Array.from({ length: 2_000 }, () => client.create('due', { d: 'PT0.2S' })));
  await client.eventually(async () => (await client.metric('engine_jobs')) === before + 2_000);
});

test('a storm of messages on one key reaches each process once at a time, and is kept in order', async () => {
  await client.deploy(
    draw(
      'stormy',
      [
        start(),
        node('intermediateCatchEvent', 'm', message('storm')),
        service('t', 'stormy'),
        end(),
        flows('start -> m -> t -> end'),
      ],
      [messageNamed('storm', '="key"')],
    ),
  );
  await Promise.all(
    Array.from({ length: 1_000 }, (_, n) =>
      client.publish('storm', 'key', { timeToLive: 600_000, variables: JSON.stringify({ n }) }),
    ),
  );
  await Promise.all(Array.from({ length: 200 }, () => client.create('stormy')));
  const jobs = await client.activate('stormy', { maxJobsToActivate: 1_000 });
  const numbers = jobs.map((job) => JSON.parse(job.variables).n as number);
  expect(new Set(numbers).size).toBe(200);
});

test('the same message id is taken once, however many send it at the same moment', async () => {
  const sent = await Promise.allSettled(
    Array.from({ length: 200 }, () => client.publish('twins', 'k', { messageId: 'one', timeToLive: 60_000 })),
  );
  expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(sent.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: grpc.status.ALREADY_EXISTS },
  });
});
