import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openEngine } from '../engine.ts';
import type { Engine } from '../processing/protocol.ts';
import { oneJob } from '../testing/small-circuits.ts';
import { JobPolls } from './job-polls.ts';

let engine: Engine;
let polls: JobPolls;

beforeEach(async () => {
  engine = await openEngine({});
  polls = new JobPolls(engine);
  await engine.execute('DEPLOY_RESOURCES', { resources: [oneJob] });
});

afterEach(async () => {
  polls.close();
  await engine.close();
});

const create = () => engine.execute('CREATE_PROCESS_INSTANCE', { bpmnProcessId: 'one-job' });
const poll = (options: { waitMs?: number; maxJobs?: number; signal?: AbortSignal } = {}) =>
  polls.activate({
    type: 'work',
    worker: 'w',
    timeout: 60_000,
    maxJobs: 1,
    waitMs: 20_000,
    signal: new AbortController().signal,
    ...options,
  });

test('jobs leased for a client that left meanwhile are for the next one at once', async () => {
  await create();
  const client = new AbortController();
  const left = poll({ signal: client.signal });
  client.abort();
  expect(await left).toEqual([]);
  const [job] = await poll();
  expect(job).toMatchObject({ elementId: 'work', retries: 2 });
});

test('a poll that leaves jobs behind wakes the next one', async () => {
  const waiting = [poll(), poll(), poll()];
  while (polls.waiting < 3) await pause(1);
  expect(polls.waiting).toBe(3);
  await Promise.all([create(), create(), create()]);
  const jobs = (await Promise.all(waiting)).flat();
  expect(new Set(jobs.map((job) => job.key)).size).toBe(3);
  expect(polls.waiting).toBe(0);
});

test('a wait that is over answers with nothing and leaves no trace', async () => {
  expect(await poll({ waitMs: 30 })).toEqual([]);
  expect(polls.waiting).toBe(0);
});

test('a client that leaves while another is being woken is not waited for', async () => {
  const clients = Array.from({ length: 50 }, () => new AbortController());
  const waiting = clients.map(({ signal }) => poll({ signal }));
  while (polls.waiting < 50) await pause(1);
  // each that leaves wakes the next one, which leaves while it looks
  for (const client of clients) {
    client.abort();
    for (let breath = 0; breath < 5; breath++) await Promise.resolve();
  }
  expect((await Promise.all(waiting)).flat()).toEqual([]);
  expect(polls.waiting).toBe(0);
});
