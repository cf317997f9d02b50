import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { lockDataFolder, unlockDataFolder } from './data-lock.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-lock-'));
});
afterAll(async () => {
  unlockDataFolder();
  await rm(folder, { recursive: true, force: true });
});

/** Another process that takes the folder, says whether it had it, and keeps it. */
async function another() {
  const module = JSON.stringify(path.join(import.meta.dirname, 'data-lock.ts'));
  const script = `import { lockDataFolder } from ${module}; console.log(lockDataFolder(${JSON.stringify(folder)})); setInterval(() => {}, 1e3);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const had = await new Promise<string>((resolve) => child.stdout.once('data', (said) => resolve(`${said}`.trim())));
  const killed = () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    return ended;
  };
  return { had, killed };
}

test('of two starts at once on a folder one has it, and a killed one leaves it to the next', async () => {
  const [first, second] = await Promise.all([another(), another()]);
  expect([first.had, second.had].sort()).toEqual(['false', 'true']);
  expect(lockDataFolder(folder)).toBe(false);
  await Promise.all([first.killed(), second.killed()]);
  expect(lockDataFolder(folder)).toBe(true);
  unlockDataFolder();
});
