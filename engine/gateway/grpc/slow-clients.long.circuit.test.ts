import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { oneJob } from '../../testing/small-circuits.ts';
import { ClientProcess } from '../testing/client-process.ts';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';

/** Every connection is asked each tenth of a second whether someone is there. */
const KEEP_ALIVE = { everyMs: 100, answerWithinMs: 400 };
const LEASE_MS = 600_000;
/** Each is a process. */
const STREAMS = 20;

let gateway: TestGateway;
let clients: ClientProcess[];

beforeEach(async () => {
  clients = [];
  gateway = await openTestGateway();
  await gateway.engine.execute('DEPLOY_RESOURCES', { resources: [oneJob] });
});

afterEach(async () => {
  for (const client of clients) await client.kill();
  await gateway.close();
});

/** The same, whose timeout for silent clients is short. */
async function openAttentive(): Promise<void> {
  await gateway.close();
  gateway = await openTestGateway({ keepAlive: KEEP_ALIVE });
  await gateway.engine.execute('DEPLOY_RESOURCES', { resources: [oneJob] });
}

function open(call: 'ActivateJobs' | 'StreamActivatedJobs', request: object = {}): ClientProcess {
  const address = `127.0.0.1:${gateway.grpcPort}`;
  const poll = call === 'ActivateJobs' ? { maxJobsToActivate: 1_000, requestTimeout: LEASE_MS } : {};
  const client = new ClientProcess(address, call, {
    type: 'work',
    worker: 'in-a-process',
    timeout: LEASE_MS,
    ...poll,
    ...request,
  });
  clients.push(client);
  return client;
}

async function create(count: number, bytes = 0): Promise<void> {
  const variables = { big: 'x'.repeat(bytes) };
  for (let i = 0; i < count; i++)
    await gateway.engine.execute('CREATE_PROCESS_INSTANCE', { bpmnProcessId: 'one-job', variables });
}

/** What another worker gets at once. */
async function others(maxJobsToActivate = 1_000): Promise<string[]> {
  const request = { type: 'work', worker: 'other', timeout: LEASE_MS, maxJobsToActivate };
  const { jobs } = await gateway.engine.execute('ACTIVATE_JOBS', request);
  return jobs.map((job) => job.key);
}

const leasedBy = (worker: string) =>
  [...gateway.engine.state.jobs.values()].filter((job) => job.state === 'ACTIVATED' && job.worker === worker);

async function waiting(): Promise<number> {
  const text = await (await fetch(`${gateway.restAddress}/metrics`)).text();
  return Number(/^engine_polls_waiting (.*)$/m.exec(text)?.[1]);
}

async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(10);
}

/** How many jobs it holds, once it is handed no more and those that it does not take were given back. */
async function held(): Promise<number> {
  let [now, same] = [leasedBy('in-a-process').length, 0];
  while (same < 3) {
    await pause(300);
    const before = now;
    now = leasedBy('in-a-process').length;
    same = now === before ? same + 1 : 0;
  }
  return now;
}

/** A client whose call waits for jobs, frozen. */
async function frozen(call: 'ActivateJobs' | 'StreamActivatedJobs', request: object = {}): Promise<ClientProcess> {
  const client = open(call, request);
  await eventually(async () => (await waiting()) === 1);
  client.freeze();
  return client;
}

describe('a client that reads no more', () => {
  test('is handed what its connection holds, everybody else gets the other jobs; it goes on when it reads again', async () => {
    const client = await frozen('StreamActivatedJobs');
    await create(200, 20_000);
    // 64 KB of a connection that nobody reads, and what is under way
    const mine = await held();
    expect(mine).toBeGreaterThan(0);
    expect(mine).toBeLessThan(6);
    expect(await others()).toHaveLength(200 - mine);
    await create(50, 20_000);
    expect(await held()).toBe(mine);
    client.thaw();
    await eventually(() => client.read.length === mine + 50);
    expect(new Set(client.read).size).toBe(mine + 50);
  });

  test('by many streams at once takes a few jobs for each, and leaves the memory as it was', async () => {
    const streams = Array.from({ length: STREAMS }, () => open('StreamActivatedJobs'));
    await eventually(async () => (await waiting()) === STREAMS);
    for (const client of streams) client.freeze();
    await create(STREAMS * 25, 100_000);
    expect(await held()).toBeLessThan(STREAMS * 3);
    expect((await others()).length).toBeGreaterThan(0);
  });

  test('and polls leaves those that it never took to others once its connection is closed', async () => {
    await openAttentive();
    const client = await frozen('ActivateJobs');
    await create(30, 100_000);
    await eventually(() => leasedBy('in-a-process').length > 0);
    await eventually(() => leasedBy('in-a-process').length === 0);
    expect(await others()).toHaveLength(30);
    client.thaw();
    await eventually(() => client.read.length > 0);
    // it read the beginning of a message only
    expect(client.read).toEqual([expect.stringContaining('UNAVAILABLE')]);
  });
});

describe('a client that answers no more', () => {
  test.each(['ActivateJobs', 'StreamActivatedJobs'] as const)('by %s is not waited for', async (call) => {
    await openAttentive();
    const client = await frozen(call);
    await eventually(async () => (await waiting()) === 0);
    await create(1);
    expect(await others()).toHaveLength(1);
    client.thaw();
    await eventually(() => client.read.length > 0);
    expect(client.read).toEqual([expect.stringContaining('UNAVAILABLE')]);
  });

  test.each(['ActivateJobs', 'StreamActivatedJobs'] as const)(
    'by %s has a job that left for it until the lease ends; then it is someone else’s',
    async (call) => {
      await openAttentive();
      await frozen(call, { timeout: 1_500 });
      await create(1);
      await eventually(() => leasedBy('in-a-process').length === 1);
      await eventually(async () => (await waiting()) === 0);
      let taken: string[] = [];
      await eventually(async () => {
        taken = await others();
        return taken.length > 0;
      });
      expect(taken).toHaveLength(1);
    },
  );

  test('does not keep the gateway from closing', async () => {
    const other = await openTestGateway();
    const client = new ClientProcess(`127.0.0.1:${other.grpcPort}`, 'StreamActivatedJobs', {
      type: 'work',
      timeout: 1,
    });
    clients.push(client);
    const polls = async () => (await fetch(`${other.restAddress}/metrics`)).text();
    await eventually(async () => (await polls()).includes('engine_polls_waiting 1'));
    client.freeze();
    const began = performance.now();
    await other.close();
    expect(performance.now() - began).toBeLessThan(60_000);
  });

  test('over REST leaves the jobs of an answer that it never took to others', async () => {
    await create(2, 3_900_000);
    const body = JSON.stringify({ type: 'work', worker: 'in-a-process', timeout: LEASE_MS, maxJobsToActivate: 2 });
    const socket = connect(gateway.restPort, '127.0.0.1');
    socket.pause();
    socket.write(
      `POST /v2/jobs/activation HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await eventually(() => leasedBy('in-a-process').length === 2);
    socket.resetAndDestroy();
    await eventually(() => leasedBy('in-a-process').length === 0);
    expect(await others()).toHaveLength(2);
  });
});
