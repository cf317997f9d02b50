// `npm test`: everything that must hold, in one run. Its last line on standard output reads « N passed, N failed ».
//   npm test [-- jest options or paths]
import './compile-cache.mjs';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { missingTools } from './test/tools.ts';

const root = path.resolve(import.meta.dirname, '..');
const bin = path.join(root, 'node_modules', '.bin');
let passed = 0;
let failed = 0;

process.on('exit', () => writeSync(1, `${passed} passed, ${failed} failed\n`));

const { names, installLine } = missingTools();
if (names.length > 0) {
  console.error(
    `The tests need programs that this machine lacks: ${names.join(', ')}.\nInstall them with: ${installLine}`,
  );
  failed += 1;
} else {
  check('format, lint and import arrows', 'biome', ['check', '--error-on-warnings', '.']);
  check('types', 'tsc', []);
  const asked = process.argv.slice(2);
  if (asked.length > 0) jest(asked);
  else {
    jest(['--testPathIgnorePatterns', '\\.e2e\\.test\\.ts$', 'engine/abuse/', '/node_modules/', '/.data/']);
    // Alone, in a process of its own: its clients hold a lot, and what it does to one engine others would feel.
    jest(['engine/abuse/', '--runInBand']);
    // Whole portals and browsers: apart, since each is half a dozen processes.
    jest(['--testPathPatterns', '\\.e2e\\.test\\.ts$', '--forceExit']);
  }
}
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** A check that passes or fails as a whole. */
function check(name: string, command: string, parameters: string[]): void {
  const { status } = spawnSync(path.join(bin, command), parameters, { cwd: root, stdio: ['ignore', 2, 2] });
  console.error(`${status === 0 ? '✓' : '✗'} ${name}`);
  if (status === 0) passed += 1;
  else failed += 1;
}

/** The suites, in parallel; a suite that could not run counts as one failure more. */
function jest(parameters: string[]): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'harmonie-test-'));
  const report = path.join(folder, 'report.json');
  const options = [
    '--disable-warning=ExperimentalWarning',
    '--experimental-vm-modules',
    // clients that flood an engine hold what they send
    '--max-old-space-size=8192',
    'node_modules/jest/bin/jest.js',
  ];
  const { status } = spawnSync(process.execPath, [...options, '--json', `--outputFile=${report}`, ...parameters], {
    cwd: root,
    stdio: ['ignore', 'ignore', 2],
  });
  try {
    const result = JSON.parse(readFileSync(report, 'utf8')) as JestReport;
    passed += result.numPassedTests;
    failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    if (!result.success && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) failed += 1;
    const idle = result.numPendingTests + result.numTodoTests;
    if (idle > 0) {
      console.error(`✗ ${idle} tests were skipped: make them run`);
      failed += 1;
    }
  } catch {
    console.error(`✗ the suites did not run to their end (exit ${status})`);
    failed += 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface JestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}
