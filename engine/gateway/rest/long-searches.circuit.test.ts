import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { oneTask, opinionForm, timed } from '../../testing/small-circuits.ts';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';

/** Hundreds of texts are looked for in megabytes of values: longer than any test waits. */
const ENDLESS = {
  filter: { $or: Array.from({ length: 800 }, (_, index) => ({ value: { $like: `*b${index}*` } })) },
};
/** More than the writer pauses for, and soon read. */
const LONG = { filter: { value: { $like: '*b0*' } } };

let folder: string;
let gateway: TestGateway;
const asked: AbortController[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'long-searches-'));
  const historyFile = path.join(folder, 'history.sqlite');
  gateway = await openTestGateway({ historyFile });
  await gateway.engine.execute('DEPLOY_RESOURCES', { resources: [oneTask, opinionForm, timed] });
  const database = new DatabaseSync(historyFile);
  database.exec(`insert into variable ("variableKey", name, value)
    with recursive number (i) as (select 1 union all select i + 1 from number where i < 100)
    select -i, 'note', printf('%.*c', 64000, 'b') from number`);
  database.close();
});

afterAll(async () => {
  for (const one of asked) one.abort();
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A search, and how its caller hangs up; `answer` is null then. */
function search(path: string, body: object) {
  const caller = new AbortController();
  asked.push(caller);
  const answer = fetch(`${gateway.restAddress}/v2/${path}/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: caller.signal,
  }).catch(() => null);
  return { answer, hangUp: () => caller.abort() };
}

const endless = () => search('variables', ENDLESS);

test('whoever looks for their work, or for one thing, does not wait for a search that takes long; nor does a timer', async () => {
  const { hangUp } = endless();
  const variables = { requestId: 'r' };
  const created = await gateway.engine.execute('CREATE_PROCESS_INSTANCE', { bpmnProcessId: 'one-task', variables });
  const worklist = await search('user-tasks', {}).answer;
  expect(await worklist?.json()).toMatchObject({ page: { totalItems: 1 } });
  const { processInstanceKey } = created;
  const found = await search('process-instances', { filter: { processInstanceKey } }).answer;
  expect(await found?.json()).toMatchObject({ items: [{ processInstanceKey }] });
  const due = new Promise<void>((resolve) => gateway.engine.onJobsAvailable('after', resolve));
  await gateway.engine.execute('CREATE_PROCESS_INSTANCE', { bpmnProcessId: 'timed', variables: { delay: 'PT0.1S' } });
  await due;
  hangUp();
});

test('what a caller who hung up had asked for is no longer read: the next one is answered', async () => {
  const first = endless();
  const second = endless();
  const next = search('variables', LONG);
  first.hangUp();
  second.hangUp();
  expect(await (await next.answer)?.json()).toMatchObject({ page: { totalItems: 0, hasMoreTotalItems: false } });
});

test('when too many long searches wait, another one is refused with what to do', async () => {
  const callers = Array.from({ length: 18 }, endless);
  const refused = await Promise.race(callers.map(({ answer }) => answer));
  expect(refused?.status).toBe(503);
  expect(await refused?.json()).toMatchObject({
    title: 'RESOURCE_EXHAUSTED',
    detail: expect.stringContaining('try again later'),
  });
  for (const { hangUp } of callers) hangUp();
  // It takes a moment until it is known that they hung up: whoever is told to try again does.
  let status: number | undefined;
  for (let tries = 0; tries < 50 && status !== 200; tries++) {
    status = (await search('variables', LONG).answer)?.status;
    if (status === 503) await pause(100);
  }
  expect(status).toBe(200);
});
