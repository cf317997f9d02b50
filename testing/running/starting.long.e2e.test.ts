import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rememberStories, storiesLeft } from '#bin/demonstration/memory.ts';
import { STORY_NAMES } from '#bin/demonstration/names.ts';
import { sealedAct, taskOn } from '#bin/portal/story.ts';
import { banner } from '#bin/start/banner.ts';
import { freePorts } from '#bin/start/ports.ts';
import { readRuntime } from '#bin/start/runtime.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { deadline } from '#domain/calendar/deadline.ts';
import { RequestView } from '#web/contract/requests/requests.ts';
import { environmentFor, nothingRunsFrom } from '../portal/commands.ts';
import { ask, environmentOf, indiscretions, processesOf } from '../portal/inside.ts';
import { answerTo, insist, Ministry, TYPED } from '../portal/ministry.ts';
import { Portal } from '../portal/portal.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

let folder: string;
let portal: Portal;
let ministry: Ministry;
let neighbour: { process: ChildProcess; url: string; dataDir: string };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-starting-'));
  // On the other side of Paris than the portals of all other tests.
  portal = await Portal.start({ TZ: 'America/Los_Angeles' });
  ministry = new Ministry(portal);
});

afterAll(async () => {
  if (neighbour?.process.exitCode === null) neighbour.process.kill('SIGTERM');
  await portal?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The folder of a portal whose starts are killed one after the other, and that is let live in the end. */
async function folderOfKilled(): Promise<string> {
  const dataDir = path.join(folder, 'killed');
  await mkdir(dataDir, { recursive: true });
  rememberStories(dataDir, STORY_NAMES);
  return dataDir;
}

test('stopped and started anew while people act, as for an update, it loses and doubles nothing', async () => {
  const { id, task } = await ministry.waitingForOpinion();
  const drafts = [await ministry.draft(), await ministry.draft()];
  const answers = Promise.all([
    ...drafts.map((draft) => insist(() => ministry.submit(draft))),
    insist(() => ministry.decide('paul', task, { outcome: 'favorable' })),
  ]);
  await portal.end();
  await portal.start();
  await answers;
  await taskOn(await ministry.as('victor'), id, 'visa');
  for (const draft of drafts) {
    const filed = await ask<{ id: string }>(portal, 'select id from request where draft_id = $1', [draft]);
    expect(filed).toHaveLength(1);
    await taskOn(await ministry.as('paul'), filed[0]?.id ?? '', 'opinion');
  }
  const decided = await ask(portal, 'select outcome from decision where task_key = $1', [task.key]);
  expect(decided).toEqual([{ outcome: 'favorable' }]);
});

test('a supervisor killed at any moment of a start leaves nothing running', async () => {
  const dataDir = await folderOfKilled();
  // At the moment when it is ready, starting.e2e.test.ts kills one.
  for (const moment of [/^harmonie: database/, /^harmonie: migrations/, /^harmonie: workers/]) {
    const [port] = await freePorts(1);
    const supervisor = spawn(process.execPath, ['bin/start.mjs'], {
      cwd: ROOT,
      env: environmentFor({ DATA_DIR: dataDir, PORT: String(port) }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await new Promise<void>((resolve) => {
      for (const stream of [supervisor.stdout, supervisor.stderr])
        createInterface({ input: stream }).on('line', (line) => moment.test(line) && resolve());
    });
    supervisor.kill('SIGKILL');
    await nothingRunsFrom(dataDir);
  }
});

test('an act and its deadlines bear the dates of Paris, wherever the machine is', async () => {
  const { id, task } = await ministry.waitingForSignature();
  const shownSha256 = await ministry.preview(task);
  const stepUpProofId = await ministry.stepUp(task, shownSha256, await ministry.code());
  await ministry.decide('sophie', task, { outcome: 'signed', shownSha256, stepUpProofId });
  const { act } = await sealedAct(await ministry.as('claire'), id);
  const [row] = await ask<{ day: string; filed_at: Date; due_at: Date }>(
    portal,
    `select p.content ->> 'date' as day, r.filed_at, r.due_at from act_preview p, request r
      where p.sha256 = $1 and r.id = $2`,
    [shownSha256, id],
  );
  expect(row?.day).toBe(parisDay(new Date(act.signedAt)));
  expect(row?.due_at).toEqual(deadline(row?.filed_at ?? new Date(0), { after: 'P1M' }));
  expect(Math.abs((row?.filed_at.getTime() ?? 0) - Date.now())).toBeLessThan(600_000);
});

test('a part that hangs is ended and started again, and people go on', async () => {
  for (const part of ['server', 'workers', 'engine']) {
    const former = portal.runtime.children[part]?.pid ?? 0;
    process.kill(former, 'SIGSTOP');
    while (portal.runtime.children[part]?.pid === former) await pause(100);
  }
  await ministry.isWell();
});

describe('two portals on one machine', () => {
  beforeAll(async () => {
    const [port = 0] = await freePorts(1);
    // Where starts were killed: the next one takes up from there.
    const dataDir = await folderOfKilled();
    // In a group of its own, as a terminal or a service manager starts it.
    const process_ = spawn(process.execPath, ['bin/start.mjs'], {
      cwd: ROOT,
      detached: true,
      env: environmentFor({ DATA_DIR: dataDir, PORT: String(port) }),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    neighbour = { process: process_, url: `http://localhost:${port}`, dataDir };
    const lines = createInterface({ input: process_.stdout });
    await new Promise<void>((resolve) => lines.on('line', (line) => line.startsWith('ready ') && resolve()));
  });

  test('do not meet: neither session, request, engine nor mail of the one is known to the other', async () => {
    const { id } = await ministry.waitingForOpinion();
    const others = readRuntime(neighbour.dataDir);
    const portsOf = (runtime: unknown): string[] => JSON.stringify(runtime).match(/(?<=:)\d{4,5}(?=[",}])/g) ?? [];
    const { children: _ours, ...ours } = portal.runtime;
    const { children: _theirs, ...theirs } = others ?? portal.runtime;
    expect(portsOf(ours).filter((port) => portsOf(theirs).some((other) => other === port))).toEqual([]);
    const claire = await ministry.signIn('claire');
    const cookie = claire.cookie;
    const me = (url: string) => fetch(`${url}/api/me`, { headers: { cookie } }).then(({ status }) => status);
    expect([await me(portal.url), await me(neighbour.url)]).toEqual([200, 401]);
    const given = environmentOf(portal.runtime.children.workers?.pid ?? 0);
    const basic = `Basic ${Buffer.from(`${given.ZEEBE_USER}:${given.ZEEBE_PASSWORD}`).toString('base64')}`;
    const topology = (address = '') =>
      fetch(`${address}/v2/topology`, { headers: { authorization: basic } }).then(({ status }) => status);
    expect(await topology(portal.runtime.engine?.restAddress)).toBe(200);
    expect(await topology(others?.engine?.restAddress)).toBe(401);
    const there = new Ministry({ url: neighbour.url } as Portal);
    expect(await answerTo((await there.as('claire')).get(`/api/requests/${id}`, RequestView))).toBe('404 not-found');
  });

  test('a signal to the whole group of one stops all of it, and leaves the other alone', async () => {
    const gone = new Promise<number | null>((resolve) => neighbour.process.once('exit', resolve));
    process.kill(-(neighbour.process.pid ?? 0), 'SIGTERM');
    expect(await gone).toBe(0);
    expect(processesOf(neighbour.dataDir)).toEqual([]);
    await ministry.isWell();
  });
});

test('a start over forgets everything; the log of all this holds no stack and nothing of anyone', async () => {
  const log = indiscretions(portal, TYPED);
  const before = await ask<{ id: string }>(portal, 'select id from request');
  expect(before.length).toBeGreaterThan(0);
  portal.kill('supervisor');
  await nothingRunsFrom(portal.dataDir);
  await portal.start(['--reset']);
  const ids = before.map(({ id }) => id);
  expect(await ask(portal, 'select id from request where id = any($1)', [ids])).toEqual([]);
  // What a demonstration begins with is filed when the portal says that it is ready, and its banner comes last and whole.
  const filed = await ask(portal, 'select id from request');
  const left = storiesLeft(portal.dataDir);
  expect([filed.length > 0, left]).toEqual([true, []]);
  const said = banner(portal.url, portal.runtime.mail?.catcherUrl, { demonstration: true, empty: false })
    .trim()
    .split('\n');
  expect(portal.log.slice(portal.log.lastIndexOf(`ready ${portal.url}`)).slice(0, said.length)).toEqual(said);
  expect(await answerTo(new Ministry(portal).as('claire'))).toBe('200');
  expect(log).toEqual([]);
});
