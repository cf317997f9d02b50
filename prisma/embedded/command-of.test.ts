import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { commandOf } from './command-of.ts';

test('a process is known by its command line, whatever programs the machine has; one that is gone by none', async () => {
  const { PATH } = process.env;
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'ours']);
  await once(child, 'spawn');
  process.env.PATH = '/nowhere';
  const command = commandOf(child.pid ?? 0);
  process.env.PATH = PATH;
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(command).toMatch(/ours$/);
  expect(commandOf(child.pid ?? 0)).toBe('');
});
