import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attachment } from '#bin/demonstration/attachment.ts';
import { taskOn } from '#bin/portal/story.ts';
import { freePorts } from '#bin/start/ports.ts';
import { embeddedSecrets } from '#bin/start/secrets.ts';
import { MALLOC } from '#config/memory.ts';
import { type ChildName, namesFor } from '#config/processes.ts';
import { machineSettings, thisMachine } from '#prisma/embedded/machine-settings.ts';
import { readPassphrase } from '#workers/pades/authority-files.ts';
import { amount } from '../long-form.ts';
import { command, nothingRunsFrom, run } from '../portal/commands.ts';
import { ask, environmentOf, indiscretions, processesOf } from '../portal/inside.ts';
import { insist, Ministry, TYPED } from '../portal/ministry.ts';
import { Portal } from '../portal/portal.ts';

/** A secret of something else on the machine. */
const STRANGER = 'nobody-of-ours-needs-this';

let folder: string;
let portal: Portal;
let ministry: Ministry;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-starting-'));
  portal = await Portal.start({ AWS_SECRET_ACCESS_KEY: STRANGER });
  ministry = new Ministry(portal);
});

afterAll(async () => {
  await portal?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('a start that cannot be', () => {
  test('on the folder of a portal that runs: it says which', async () => {
    const [port = 0] = await freePorts(1);
    const { code, lines } = await run('bin/start.mjs', [], { DATA_DIR: portal.dataDir, PORT: String(port) });
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
    const { code, lines } = await run('bin/start.mjs', ['--reset'], { DATA_DIR: dataDir, PORT: String(port) });
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
    const start = [process.execPath, 'bin/start.mjs'];
    // Root may write anywhere: it starts the portal as nobody.
    const [program = '', ...parameters] =
      process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...start] : start;
    const { code, lines } = await command(program, parameters, { DATA_DIR: dataDir, PORT: String(port) });
    await chmod(folder, 0o755);
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringContaining(`The data folder ${dataDir} cannot be written: this account may not`),
    ]);
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
    const ofMemory = name === 'database' ? [] : Object.keys(MALLOC);
    const known = new Set([
      ...namesFor(name as ChildName),
      ...ofMemory,
      'NODE_CHANNEL_FD',
      'NODE_CHANNEL_SERIALIZATION_MODE',
    ]);
    expect([name, Object.keys(given).filter((variable) => !known.has(variable))]).toEqual([name, []]);
  }
  expect((await stat(portal.dataDir)).mode & 0o777).toBe(0o700);
});

test('its database runs with the settings for this machine, and writes to the disk what it confirms', async () => {
  const asked = machineSettings(thisMachine());
  const rows = await ask<{ name: string; value: string; source: string }>(
    portal,
    'select name, current_setting(name) as value, source from pg_settings where name = any($1) order by name',
    [Object.keys(asked)],
  );
  expect(rows.map(({ name, source }) => [name, source])).toEqual(
    Object.keys(asked)
      .sort()
      .map((name) => [name, 'command line']),
  );
  const value = (wanted: string) => rows.find(({ name }) => name === wanted)?.value;
  expect(['fsync', 'synchronous_commit', 'jit'].map(value)).toEqual(['on', 'on', 'off']);
});

test('its parts reach the database by the socket of its folder, whose sockets are its own alone', async () => {
  const rows = await ask<{ address: string | null }>(
    portal,
    `select distinct host(client_addr) as address from pg_stat_activity where usename = 'harmonie_app'`,
  );
  expect(rows).toEqual([{ address: null }]);
  expect((await stat(path.join(portal.dataDir, 'socket'))).mode & 0o777).toBe(0o700);
});

describe('the smoke test', () => {
  const out = (turn: string) => path.join(folder, turn);

  test('passes, in the long form twice in a row, and what it leaves verifies', async () => {
    const { bytes } = await attachment('Justificatif');
    await writeFile(path.join(folder, 'piece.pdf'), bytes);
    for (const turn of ['last', 'first'].slice(0, amount({ daily: 1, full: 2 })).reverse()) {
      const parameters = ['--attachment', path.join(folder, 'piece.pdf'), '--out', out(turn)];
      const { code, lines } = await run('bin/smoke.ts', parameters, { BASE_URL: portal.url });
      expect([code, lines.at(-1)]).toEqual([0, expect.stringMatching(/^smoke: request .* filed, signed, sealed/)]);
    }
    const { code, lines } = await run('bin/verify.ts', [path.join(out('last'), 'act.pdf')]);
    expect([code, lines.at(-1)]).toEqual([0, expect.stringMatching(/^VALID, .*its authority not compared/)]);
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
    // Each way by itself is proven in bin/verify/verify-act.test.ts; here is the command, on what people are handed.
    for (const [name, change] of Object.entries(tampered).slice(0, amount({ daily: 1, full: 4 }))) {
      const copy = await mkdtemp(path.join(folder, 'copy-'));
      for (const file of ['act.pdf', 'evidence.json', 'ca.pem'])
        await copyFile(path.join(out('last'), file), path.join(copy, file));
      const [file = ''] = name.split(',');
      const before = await readFile(path.join(copy, file));
      await writeFile(path.join(copy, file), change(Buffer.from(before)));
      const { code, lines } = await run('bin/verify.ts', [path.join(copy, 'act.pdf')]);
      expect([name, code, lines.at(-1)]).toEqual([name, 1, expect.stringMatching(/^NOT VALID/)]);
    }
  });
});

test('the log of all this holds no stack and nothing of anyone', () => {
  expect(indiscretions(portal, TYPED)).toEqual([]);
});
