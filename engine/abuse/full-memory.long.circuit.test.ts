import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { expect, test } from '@jest/globals';
import { startGatewayProcess } from '../testing/survival/gateway-process.ts';
import { AbuseClient } from './abuse-client.ts';
import { oneJob } from './models.ts';

test('variables that would fill the memory are refused before it is full; what is there can end, and is there after a kill', async () => {
  const small = mkdtempSync(path.join(tmpdir(), 'abuse-'));
  let narrow = await startGatewayProcess(small, { heapMb: 512 });
  const filler = new AbuseClient(narrow);
  await filler.deploy(oneJob('filling'));
  const filling = { big: 'x'.repeat(3_900_000) };
  let created = 0;
  const refusal = await (async () => {
    for (; created < 400; created++) await filler.create('filling', filling);
  })().catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: grpc.status.RESOURCE_EXHAUSTED, details: expect.stringContaining('memory') });
  expect(created).toBeGreaterThan(5);
  const [job] = await filler.activate('filling');
  await filler.call('CompleteJob', { jobKey: job?.key, variables: '{}' });
  filler.close();
  await narrow.kill();
  // reading it back takes more than holding it
  narrow = await startGatewayProcess(small, { heapMb: 1_024 });
  const next = new AbuseClient(narrow);
  expect(await next.metric('engine_jobs')).toBe(created - 1);
  next.close();
  await narrow.stop();
  rmSync(small, { recursive: true, force: true });
});
