import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ZBClient } from 'zeebe-node';
import { oneJob } from '../../testing/small-circuits.ts';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';

let gateway: TestGateway;
let client: ZBClient;

beforeAll(async () => {
  gateway = await openTestGateway();
  client = new ZBClient(`127.0.0.1:${gateway.grpcPort}`, {
    useTLS: false,
    loglevel: 'NONE',
    retry: false,
    longPoll: 1_000,
    pollInterval: 10,
  } as never);
});

afterAll(async () => {
  await client.close();
  await gateway.close();
});

test('zeebe-node, the retired ancestor of the SDK, still deploys, works and gets its result', async () => {
  await client.deployResource({ process: Buffer.from(oneJob.content), name: oneJob.name });
  const worker = client.createWorker({ taskType: 'work', taskHandler: (job) => job.complete({ done: true }) });
  const result = await client.createProcessInstanceWithResult({
    bpmnProcessId: 'one-job',
    variables: { n: 1 },
    requestTimeout: 10_000,
  });
  expect(result.variables).toEqual({ n: 1, done: true });
  await worker.close();
});
