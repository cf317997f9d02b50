import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attachment } from '../bin/demonstration/attachment.ts';
import { rememberStories, storiesLeft } from '../bin/demonstration/memory.ts';
import { STORY_NAMES } from '../bin/demonstration/names.ts';
import { sealedAct, taskOn } from '../bin/portal/story.ts';
import { banner } from '../bin/start/banner.ts';
import { freePorts } from '../bin/start/ports.ts';
import { readRuntime } from '../bin/start/runtime.ts';
import { embeddedSecrets } from '../bin/start/secrets.ts';
import { type ChildName, namesFor } from '../config/processes.ts';
import { parisDay } from '../domain/calendar/civil-date.ts';
import { deadline } from '../domain/calendar/deadline.ts';
import { RequestView } from '../web/contract/requests.ts';
import { readPassphrase } from '../workers/act-seal/pades/authority-files.ts';
import { ask, environmentOf, indiscretions, processesOf } from './portal/inside.ts';
import { answerTo, insist, Ministry, recentCode, TYPED } from './portal/ministry.ts';
import { Portal } from './portal/portal.ts';

/** A secret of something else on the machine. */
const STRANGER = 'nobody-of-ours-needs-this';
const ROOT = path.resolve(import.meta.dirname, '..');

let folder: string;
let portal: Portal;
let ministry: Ministry;
let neighbour: { process: ChildProcess; url: string; dataDir: string };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-starting-'));
  // As in bad-days.e2e.test.ts, but on the other side of Paris.
  portal = await Portal.start({ TZ: 'America/Los_Angeles', AWS_SECRET_ACCESS_KEY: STRANGER });
  ministry = new Ministry(portal);
});

afterAll(async () => {
  if (neighbour?.process.exitCode === null) neighbour.process.kill('SIGTERM');
  await portal?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs one of our commands to its end. */
async function run(module: string, parameters: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  return command(process.execPath, [module, ...parameters], environment);
}

async function command(program: string, parameters: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(program, parameters, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: '', BASE_URL: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 480_000,
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [code, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, lines: `${output}${errors}`.trim().split('\n') };
}

/** The folder of a portal whose starts are killed one after the other, and that is let live in the end. */
async function folderOfKilled(): Promise<string> {
  const dataDir = path.join(folder, 'killed');
  await mkdir(dataDir, { recursive: true });
  rememberStories(dataDir, STORY_NAMES);
  return dataDir;
}

/** Waits until no process of a folder is left, and names those that stay. */
async function nothingRunsFrom(dataDir: string): Promise<void> {
  const until = Date.now() + 240_000;
  while (processesOf(dataDir).length > 0 && Date.now() < until) await pause(100);
  expect(processesOf(dataDir)).toEqual([]);
}

describe('a start that cannot be', () => {
  test('on the folder of a portal that runs: it says which', async () => {
    const [port = 0] = await freePorts(1);
    const { code, lines } = await run('bin/start.ts', [], { DATA_DIR: portal.dataDir, PORT: String(port) });
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(`A portal already runs from ${portal.dataDir}: ${portal.url} \\(process \\d+\\)`),
    ]);
    await ministry.isWell();
  });

  test('on a port that is taken: it says so, starts nothing and forgets nothing', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const dataDir = path.join(folder, 'taken');
    await mkdir(path.join(dataDir, 'documents'), { recursive: true });
    const { code, lines } = await run('bin/start.ts', ['--reset'], { DATA_DIR: dataDir, PORT: String(port) });
    await new Promise((resolve) => server.close(resolve));
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringContaining(`Port ${port} is taken by another program`)]);
    expect(await readdir(dataDir)).toContain('documents');
    expect(processesOf(dataDir)).toEqual([]);
  });

  test('in a folder that this account may not write: it says so', async () => {
    const dataDir = path.join(folder, 'locked', 'data');
    await mkdtemp(path.join(folder, 'x'));
    await chmod(folder, 0o555);
    const [port] = await freePorts(1);
    const start = [process.execPath, 'bin/start.ts'];
    // Root may write anywhere: it starts the portal as nobody.
    const [program = '', ...parameters] =
      process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...start] : start;
    const { code, lines } = await command(program, parameters, { DATA_DIR: dataDir, PORT: String(port) });
    await chmod(folder, 0o755);
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringContaining(`The data folder ${dataDir} cannot be written (EACCES)`)]);
  });
});

test('the supervisor is killed: nothing goes on without it, and the next start takes up where people were', async () => {
  const { id, task } = await ministry.waitingForOpinion();
  const draftId = await ministry.draft();
  const answers = Promise.all([
    insist(() => ministry.submit(draftId)),
    insist(() => ministry.decide('paul', task, { outcome: 'favorable' })),
  ]);
  await pause(15);
  portal.kill('supervisor');
  await nothingRunsFrom(portal.dataDir);
  await portal.start();
  await answers;
  await taskOn(await ministry.as('victor'), id, 'visa');
  const requests = await ask<{ id: string }>(portal, 'select id from request where draft_id = $1', [draftId]);
  expect(requests).toHaveLength(1);
  await taskOn(await ministry.as('paul'), requests[0]?.id ?? '', 'opinion');
  const decisions = await ask(portal, 'select outcome from decision where task_key = $1', [task.key]);
  expect(decisions).toEqual([{ outcome: 'favorable' }]);
});

test('a supervisor killed at any moment of a start leaves nothing running', async () => {
  const dataDir = await folderOfKilled();
  // At the moment when it is ready, the test before has killed one.
  for (const moment of [/^harmonie: database/, /^harmonie: migrations/, /^harmonie: workers/]) {
    const [port] = await freePorts(1);
    const environment = { NODE_ENV: '', BASE_URL: '', DATA_DIR: dataDir, PORT: String(port) };
    const supervisor = spawn(process.execPath, ['bin/start.ts'], {
      cwd: ROOT,
      env: { ...process.env, ...environment },
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

test('each part was given the secrets that are its own, and nothing else that the supervisor knows', async () => {
  const secrets = embeddedSecrets(portal.dataDir);
  const passphrase = await readPassphrase(path.join(portal.dataDir, 'seal'));
  const { password } = JSON.parse(await readFile(path.join(portal.dataDir, 'engine-secret.json'), 'utf8'));
  const parts = Object.entries(portal.runtime.children).map(([name, { pid }]) => ({ name, given: environmentOf(pid) }));
  const holders = (secret: string) =>
    parts.filter(({ given }) => Object.values(given).some((value) => value?.includes(secret))).map(({ name }) => name);
  expect({
    superuser: holders(secrets.databaseSuperuser),
    owner: holders(secrets.databaseOwner),
    application: holders(secrets.databaseApplication).sort(),
    session: holders(secrets.session),
    dataKey: holders(secrets.dataKey).sort(),
    seal: holders(passphrase),
    engine: holders(password).sort(),
    stranger: holders(STRANGER),
  }).toEqual({
    superuser: ['database'],
    owner: [],
    application: ['server', 'workers'],
    session: ['server'],
    dataKey: ['server', 'workers'],
    seal: ['workers'],
    engine: ['engine', 'server', 'workers'],
    stranger: [],
  });
  for (const { name, given } of parts) {
    const known = new Set([...namesFor(name as ChildName), 'NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE']);
    expect([name, Object.keys(given).filter((variable) => !known.has(variable))]).toEqual([name, []]);
  }
  expect((await stat(portal.dataDir)).mode & 0o777).toBe(0o700);
});

test('an act and its deadlines bear the dates of Paris, wherever the machine is', async () => {
  const { id, task } = await ministry.waitingForSignature();
  const shownSha256 = await ministry.preview(task);
  const stepUpProofId = await ministry.stepUp(task, shownSha256, recentCode());
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

describe('the smoke test', () => {
  const out = (turn: string) => path.join(folder, turn);

  test('passes twice in a row, and what it leaves verifies', async () => {
    const { bytes } = await attachment('Justificatif');
    await writeFile(path.join(folder, 'piece.pdf'), bytes);
    for (const turn of ['first', 'second']) {
      const parameters = ['--attachment', path.join(folder, 'piece.pdf'), '--out', out(turn)];
      const { code, lines } = await run('bin/smoke.ts', parameters, { BASE_URL: portal.url });
      expect([code, lines.at(-1)]).toEqual([0, expect.stringMatching(/^smoke: request .* filed, signed, sealed/)]);
    }
    const { code, lines } = await run('bin/verify.ts', [path.join(out('second'), 'act.pdf')]);
    expect([code, lines.at(-1)]).toEqual([0, 'VALID, its date not proven']);
  });

  test('an act, its evidence or its authority that was tampered with does not verify', async () => {
    const tampered: Record<string, (text: Buffer) => Buffer> = {
      // A byte in the middle, a few after the end, another outcome in the evidence.
      'act.pdf': (bytes) => {
        bytes[Math.floor(bytes.length / 3)] = (bytes[Math.floor(bytes.length / 3)] ?? 0) ^ 1;
        return bytes;
      },
      'act.pdf, longer': (bytes) => Buffer.concat([bytes, Buffer.from('\n% later\n')]),
      'evidence.json': (bytes) => Buffer.from(bytes.toString().replaceAll('"favorable"', '"unfavorable"')),
      'ca.pem': () => Buffer.from(''),
    };
    for (const [name, change] of Object.entries(tampered)) {
      const copy = await mkdtemp(path.join(folder, 'copy-'));
      for (const file of ['act.pdf', 'evidence.json', 'ca.pem'])
        await copyFile(path.join(out('second'), file), path.join(copy, file));
      const [file = ''] = name.split(',');
      const before = await readFile(path.join(copy, file));
      await writeFile(path.join(copy, file), change(Buffer.from(before)));
      const { code, lines } = await run('bin/verify.ts', [path.join(copy, 'act.pdf')]);
      expect([name, code, lines.at(-1)]).toEqual([name, 1, expect.stringMatching(/^NOT VALID/)]);
    }
  });
});

describe('two portals on one machine', () => {
  beforeAll(async () => {
    const [port = 0] = await freePorts(1);
    // Where starts were killed: the next one takes up from there.
    const dataDir = await folderOfKilled();
    const environment = { NODE_ENV: '', BASE_URL: '', DATA_DIR: dataDir, PORT: String(port) };
    // In a group of its own, as a terminal or a service manager starts it.
    const process_ = spawn(process.execPath, ['bin/start.ts'], {
      cwd: ROOT,
      detached: true,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    neighbour = { process: process_, url: `http://127.0.0.1:${port}`, dataDir };
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
  const said = banner(portal.url, portal.runtime.mail?.catcherUrl, true).trim().split('\n');
  expect(portal.log.slice(portal.log.lastIndexOf(`ready ${portal.url}`)).slice(0, said.length)).toEqual(said);
  expect(await answerTo(new Ministry(portal).as('claire'))).toBe('200');
  expect(log).toEqual([]);
});
