import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { processesOf } from './inside.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** What one of our commands is given: the portal's own names as they are on a machine that sets none. */
export const environmentFor = (environment: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: '',
  BASE_URL: '',
  ...environment,
});

/** How a command ended: its exit code (null: by a signal), and all that it printed. */
export interface Ended {
  readonly code: number | null;
  readonly lines: string[];
}

/** Runs one of our commands to its end. */
export const run = (module: string, parameters: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  command(process.execPath, [module, ...parameters], environment);

/** Runs a program to its end, from the project's root: its exit code, and all that it printed. */
export async function command(
  program: string,
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const child = spawn(program, parameters, {
    cwd: ROOT,
    env: environmentFor(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 480_000,
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [code, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, lines: `${output}${errors}`.trim().split('\n') };
}

/** Waits until no process of a folder is left, and names those that stay. */
export async function nothingRunsFrom(dataDir: string): Promise<void> {
  const until = Date.now() + 240_000;
  while (processesOf(dataDir).length > 0 && Date.now() < until) await pause(100);
  expect(processesOf(dataDir)).toEqual([]);
}
