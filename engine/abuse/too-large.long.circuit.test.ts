import * as grpc from '@grpc/grpc-js';
import { expect, test } from '@jest/globals';
import type { AbuseClient } from './abuse-client.ts';
import { oneJob } from './models.ts';
import { onGateway } from './on-gateway.ts';

// What is too large only together, beside too-large.circuit.test.ts.

let client: AbuseClient;
onGateway((fresh) => ({ client } = fresh));

test('one instance cannot hold variables of any size', async () => {
  const key = await client.create('busy');
  const add = (n: number) =>
    client.call('SetVariables', {
      elementInstanceKey: key,
      local: true,
      variables: JSON.stringify({ [`v${n}`]: 'x'.repeat(3_900_000) }),
    });
  for (let n = 0; n < 8; n++) await add(n);
  await expect(add(8)).rejects.toMatchObject({
    code: grpc.status.INVALID_ARGUMENT,
    details: expect.stringContaining('scope'),
  });
});

test('a poll for a thousand large jobs gets as many as a message carries, the next one gets others', async () => {
  await client.deploy(oneJob('large'));
  for (let i = 0; i < 6; i++) await client.create('large', { big: 'x'.repeat(1_500_000) });
  const [first, second] = [
    await client.activate('large', { maxJobsToActivate: 1_000 }),
    await client.activate('large', { maxJobsToActivate: 1_000 }),
  ];
  expect([first.length, second.length]).toEqual([3, 3]);
  expect(new Set([...first, ...second].map((job) => job.key)).size).toBe(6);
});
