import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, cp, glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

/** Stands in for npm: starts a process of its own, says that both run, and goes on until it is stopped. */
const ENDLESS_NPM = `#!${process.execPath}
const { spawn } = require('node:child_process');
const { writeFileSync } = require('node:fs');
const child = spawn('sleep', ['600']);
child.once('spawn', () => writeFileSync('pids', process.pid + ' ' + child.pid));
setInterval(() => {}, 1_000);
`;

let checkout: string;
let started: ChildProcess | undefined;

beforeEach(async () => {
  checkout = await mkdtemp(path.join(tmpdir(), 'harmonie-install-'));
  await mkdir(path.join(checkout, 'bin', 'install'), { recursive: true });
  for (const file of ['install.mjs', 'progress.mjs', 'install/run-tools.mjs'])
    await cp(path.join('bin', file), path.join(checkout, 'bin', file));
  await writeFile(path.join(checkout, 'package-lock.json'), '{ "packages": {} }');
  await writeFile(path.join(checkout, 'npm'), ENDLESS_NPM);
  await chmod(path.join(checkout, 'npm'), 0o755);
});
afterEach(async () => {
  if (started?.exitCode === null && started.signalCode === null) started.kill('SIGKILL');
  await rm(checkout, { recursive: true, force: true });
});

async function eventually<Found>(look: () => Promise<Found> | Found): Promise<NonNullable<Found>> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Begins an installation, by a shell as npm does or by itself; gives what runs once its packages are under way. */
async function begin(script: string): Promise<{ installer: ChildProcess; pids: number[] }> {
  const installer = spawn('sh', ['-c', script], {
    cwd: checkout,
    env: { PATH: `${checkout}:${path.dirname(process.execPath)}:${process.env.PATH}` },
    stdio: 'ignore',
  });
  started = installer;
  const text = await eventually(() => readFile(path.join(checkout, 'pids'), 'utf8').catch(() => ''));
  return { installer, pids: text.split(' ').map(Number) };
}

/** Whether a process still runs; what has ended and waits to be noticed does not. */
const runs = (pid: number): Promise<boolean> =>
  readFile(`/proc/${pid}/stat`, 'utf8').then(
    (stat) => !stat.includes(') Z '),
    () => false,
  );
const allEnded = (pids: number[]) => eventually(async () => !(await Promise.all(pids.map(runs))).includes(true));

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends what is being installed, then the installer',
  async (signal) => {
    const { installer, pids } = await begin('exec node bin/install.mjs');
    installer.kill(signal);
    expect(await once(installer, 'exit')).toEqual([null, signal]);
    await allEnded(pids);
  },
);

test('nothing goes on when npm’s shell dies and passes nothing on', async () => {
  const { installer, pids } = await begin('node bin/install.mjs && exec node -e 0');
  installer.kill('SIGTERM');
  await once(installer, 'exit');
  await allEnded(pids);
});

test('every process and thread of the portal finds its sources compiled at the first start', async () => {
  const warmed = await readFile(path.join('bin', 'install', 'warm-portal.mjs'), 'utf8');
  const programs = [...warmed.matchAll(/'(\w[^']+\.ts)'/g)].map(([, program = '']) => program);
  const parts = ['bin/start.ts', 'bin/prepare-database.ts', 'workers/main.ts', 'web/server/main.ts'];
  for await (const thread of glob('{application,web/server,workers}/**/*.thread.ts'))
    if (!thread.includes('/testing/')) parts.push(thread);
  expect(programs).toEqual(expect.arrayContaining(parts));
  expect(programs.filter((program) => !existsSync(program))).toEqual([]);
});
