import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { round } from './figures.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
/** Of Linux, in which it says what processes used. */
const TICKS_PER_S = 100;

/**
 * Runs `npm test` (`--full`: `npm run test:full`) and says how long it took, and what processor it and the processes it
 * started used. A process that outlives the one that started it is not counted.
 *   npm run bench -- suites [--full]
 */
export async function benchSuites(args: string[]): Promise<Record<string, unknown>> {
  const full = args.includes('--full');
  const before = childrenS();
  const began = performance.now();
  const child = spawn('npm', ['run', '--silent', full ? 'test:full' : 'test'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) process.exitCode = 1;
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(said) ?? [];
  return {
    bench: full ? 'suites-full' : 'suites',
    node: process.version,
    passed: Number(passed ?? 0),
    failed: Number(failed ?? 0),
    seconds: round((performance.now() - began) / 1_000),
    processor_s: round(childrenS() - before),
  };
}

/** The processor, in seconds, of all processes that ended below this one. */
function childrenS(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(stat[13]) + Number(stat[14])) / TICKS_PER_S;
}
