import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { type GatewayProcess, startGatewayProcess } from '../testing/survival/gateway-process.ts';
import { AbuseClient } from './abuse-client.ts';
import { oneJob } from './models.ts';

/** All that may live in the engine's own memory; its threads, and what is on its way to the disk, have theirs. */
const HEAP_MB = 700;
const MAX_RSS_MB = 1_800;

/** A gateway in a process of its own, for all tests of a file; it knows the processes `calm` and `busy`, of one job each. */
export function onGateway(opened: (fresh: { gateway: GatewayProcess; client: AbuseClient }) => void): void {
  let folder: string;
  let gateway: GatewayProcess;
  let client: AbuseClient;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'abuse-'));
    gateway = await startGatewayProcess(folder, { heapMb: HEAP_MB });
    client = new AbuseClient(gateway);
    opened({ gateway, client });
    await client.deploy(oneJob('calm'), oneJob('busy'));
  });

  afterAll(async () => {
    client.close();
    await gateway.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  // whatever was done to the gateway, somebody else's instance goes from its start to its end
  afterEach(async () => {
    await client.create('calm');
    const [job] = await client.activate('calm', { requestTimeout: 30_000 });
    await client.call('CompleteJob', { jobKey: job?.key, variables: '{}' });
    expect(await gateway.rssMb()).toBeLessThan(MAX_RSS_MB);
  });
}
